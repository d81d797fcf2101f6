package dispatch_test

import (
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

func (w *world) recordOf(i int, now time.Time) (asked int) {
	w.Helper()
	ranked, err := w.dispatcher.Candidates(w.Context(), w.department, w.shift(span(12, 8, 11), guides(1)), 50, now)
	w.check(err)
	for _, c := range ranked {
		if c.ID == w.people[i].ID {
			return c.Record.Asked
		}
	}
	return -1
}

// Silence to a question that never left says nothing of anybody.
func TestAQuestionThatNeverLeftCountsAgainstNobody(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(w *world, ask roster.Ask){
		"held back": func(w *world, _ roster.Ask) {
			_, err := w.store.StopSending(w.Context(), w.campaign.ID, db.Texts{}, "a look", morning)
			w.check(err)
			w.sendAll(morning)
		},
		"undelivered": func(w *world, ask roster.Ask) {
			w.sendAll(morning)
			w.status(ask.Message, w.providerID(ask.Message), notify.StatusUndelivered, 30034, morning.Add(time.Minute))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			ask := w.ask(w.shift(span(4, 8, 11), guides(1)), w.people[0].ID)
			lose(w, ask)
			_, err := w.dispatcher.ExpireDue(t.Context(), ask.Deadline)
			w.check(err)
			if got := w.recordOf(0, ask.Deadline.Add(time.Minute)); got != 0 {
				t.Errorf("%d asks are held against whoever never got one; the ask's message is %s", got, w.message(ask.Message))
			}
		})
	}
}

// A wave in which one answers right away: nobody of it is told to stay away needlessly.
func TestAReleasedQuestionOfAWaveIsSilent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(0, 14, 17), guides(1))
	for i := range 3 {
		w.ask(role, w.people[i].ID)
	}
	w.sendAll(morning)
	live, err := w.store.AssignmentsOfRoles(t.Context(), w.campaign.ID, []string{role})
	w.check(err)
	for _, a := range live {
		if a.Volunteer == w.people[0].ID {
			ask, _, err := w.store.LatestAsk(t.Context(), w.campaign.ID, a.ID)
			w.check(err)
			w.answer(ask, roster.Yes, morning)
		}
	}
	w.sendAll(morning)
	for i := 1; i < 3; i++ {
		if w.texts(i) != 1 {
			t.Errorf("%d has %d texts", i, w.texts(i))
		}
	}
}

// Who was only asked and hasn't answered needs no stand-down.
func TestWhoHasntAnsweredIsNotStoodDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(4, 8, 11), guides(1)), w.people[0].ID)
	w.sendAll(morning)
	_, err := w.dispatcher.Release(t.Context(), w.department, ask.Assignment, "đổi kế hoạch", morning)
	w.check(err)
	w.sendAll(morning)
	if w.texts(0) != 1 {
		t.Errorf("%d texts, the last %q", w.texts(0), w.lastText(0))
	}
}

// A person erased or withdrawn from texts while asked; the seat doesn't wait for the deadline.
func TestWhoWithdrawsConsentHasNoOpenQuestion(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(4, 8, 11), guides(1))
	ask := w.ask(role, w.people[0].ID)
	w.check(w.dispatcher.WithdrawConsent(t.Context(), w.department, w.people[0].ID, morning))
	w.sendAll(morning)
	if w.texts(0) != 0 {
		t.Errorf("%d texts", w.texts(0))
	}
	if a := w.assignment(ask.Assignment); a.State != roster.Released {
		t.Errorf("%s", a.State)
	}
}
