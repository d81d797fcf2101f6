package dispatch_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// A text whose purpose is over doesn't leave.
func TestWhoHasSaidNoIsntToldThatTheyAreExpected(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(w *world, ask roster.Ask, at time.Time){
		"says no": func(w *world, ask roster.Ask, at time.Time) {
			_, err := w.dispatcher.RecordAnswer(w.Context(), w.department, ask.ID, roster.No, "", at)
			w.check(err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			role := w.shift(span(4, 8, 11), guides(1))
			ask := w.ask(role, w.people[0].ID)
			night := morning.Add(14 * time.Hour)
			_, err := w.dispatcher.RecordAnswer(t.Context(), w.department, ask.ID, roster.Yes, "", night)
			w.check(err)
			end(w, ask, night.Add(time.Minute))
			w.sendAll(morning.Add(24 * time.Hour))
			if w.texts(0) != 0 {
				t.Errorf("told in the morning: %q", w.lastText(0))
			}
		})
	}
}

// The reminder of a shift that one has given back, held back by a busy provider or the budget.
func TestWhoHasGivenBackTheSeatIsntReminded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(1, 14, 17), guides(1))
	ask := w.promised(role, w.people[0])
	evening := span(0, 20, 21).Start
	_, err := w.store.StopSending(t.Context(), w.campaign.ID, db.Texts{}, "a look at the texts", evening)
	w.check(err)
	_, err = w.dispatcher.RemindDue(t.Context(), evening)
	w.check(err)
	w.sendAll(evening)
	w.answer(ask, roster.No, evening.Add(time.Minute))
	_, err = w.store.ResumeSending(t.Context(), w.campaign.ID, db.Texts{}, "they are well", evening.Add(5*time.Minute))
	w.check(err)
	w.sendAll(evening.Add(10 * time.Minute))
	if w.texts(0) != 0 {
		t.Errorf("reminded of what they gave back: %q", w.lastText(0))
	}
}

// Sent again only while the purpose still holds.
func TestAQuestionThatIsOverIsntSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	late, quick := w.ask(role, w.people[0].ID), w.ask(role, w.people[1].ID)
	w.sendAll(morning)
	w.answer(quick, roster.Yes, morning.Add(time.Minute))
	before := w.texts(0)
	w.status(late.Message, w.providerID(late.Message), notify.StatusUndelivered, 30003, morning.Add(2*time.Minute))
	w.sendAll(morning.Add(15 * time.Minute))
	if got := w.texts(0) - before; got != 0 {
		t.Errorf("a question whose seat is gone was sent once more: %d texts, message %s", got, w.message(late.Message))
	}
}

type busySender struct {
	during func()
	sent   int
}

func (b *busySender) Send(context.Context, notify.Outbound) (notify.Receipt, error) {
	b.sent++
	if b.during != nil {
		b.during()
		b.during = nil
	}
	return notify.Receipt{}, &notify.SendError{Class: notify.Retry, Code: 20429, Err: errors.New("busy")}
}

func (b *busySender) By(roster.Phone) string { return "TIEPSUC" }

// An answer while its text is being refused for now.
func TestAQuestionAnsweredWhileItIsBeingSentIsntTriedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(tomorrow, guides(1))
	ask := w.ask(role, w.people[0].ID)
	busy := &busySender{during: func() {
		_, err := w.dispatcher.Release(context.WithoutCancel(w.Context()), w.department, ask.Assignment, "đổi kế hoạch", morning)
		w.check(err)
	}}
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, Sender: busy, Log: slog.New(slog.DiscardHandler),
		LinkURL: func(link string) string { return "https://tiepsuc.example/a/" + link },
	})
	w.check(w.dispatcher.SendMessage(t.Context(), w.campaign.ID, ask.Message, morning))
	if got := w.message(ask.Message); got == roster.MessageQueued {
		t.Errorf("the question has been taken back, and its text is %s to leave again", got)
	}
	w.check(w.dispatcher.SendMessage(t.Context(), w.campaign.ID, ask.Message, morning.Add(5*time.Minute)))
	if busy.sent != 1 {
		t.Errorf("sent %d times", busy.sent)
	}
}

// A bundle that waits doesn't name a shift that is off by the time it leaves.
func TestABundleNamesNoShiftThatIsOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	first := w.shift(span(3, 8, 11), guides(1))
	w.shift(span(4, 8, 11), guides(1))
	w.planAndPublish(morning)
	_, err := w.store.StopSending(t.Context(), w.campaign.ID, db.Texts{}, "a look", morning)
	w.check(err)
	counts, err := w.dispatcher.AskPlanned(t.Context(), w.campaign.ID, morning)
	w.check(err)
	if counts["asked"] != 2 || counts["messages"] != 1 {
		t.Fatalf("%v", counts)
	}
	w.sendAll(morning)
	_, err = w.dispatcher.CancelShift(t.Context(), w.department, w.role(first).Shift, 0, "bão", morning.Add(time.Minute))
	w.check(err)
	_, err = w.store.ResumeSending(t.Context(), w.campaign.ID, db.Texts{}, "well", morning.Add(2*time.Minute))
	w.check(err)
	w.sendAll(morning.Add(10 * time.Minute))
	if got := w.lastText(0); strings.Contains(got, "28/11") {
		t.Errorf("the 28th is cancelled, and the text asks %q", got)
	}
}
