package dispatch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Urgent (<2 h) overrides quiet hours: the clock looks for seats of the early morning too.
func TestTheClockFillsAnUrgentSeatInQuietHours(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	role := w.shift(span(1, 7.25, 10), guides(1))
	ask := w.promised(role, w.people[0])
	night := span(0, 23, 24).Start
	w.answer(ask, roster.No, night)
	_, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, night) // the ring of the withdrawal
	w.check(err)
	for at := night; at.Before(span(1, 6.9, 7).Start); at = at.Add(5 * time.Minute) {
		_, err := w.dispatcher.RefillDue(t.Context(), at)
		w.check(err)
	}
	if got := w.states(role)[roster.Offered]; got == 0 {
		t.Errorf("from 23:00 to 6:54 nobody was asked for a seat at 7:15")
	}
}

// A shift moved at night to before the end of the quiet hours: who counts on it hears of it.
func TestWhoseShiftMovesToTheEarlyMorningHearsOfIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(1, 9, 11), guides(1))
	w.promised(role, w.people[0])
	night := span(0, 22, 23).Start
	_, err := w.dispatcher.ChangeShift(t.Context(), w.department, w.role(role).Shift, 0, span(1, 7, 9), "bác sĩ đến sớm", night)
	w.check(err)
	for at := night; !at.After(span(1, 9, 10).Start); at = at.Add(10 * time.Minute) {
		w.sendAll(at)
		_, err := w.dispatcher.ExpireDue(t.Context(), at)
		w.check(err)
	}
	if w.texts(0) == 0 {
		t.Errorf("whoever promised to come at 9 was never told that it is at 7; states %v", w.offeredTo(role))
	}
}

// A coordinator's question at night for the early morning.
func TestAQuestionOfTheNightForTheEarlyMorningLeaves(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(1, 6.5, 9), guides(1))
	night := span(0, 22, 23).Start
	ask := w.askAt(role, w.people[0].ID, night)
	for at := night; !at.After(span(1, 9, 10).Start); at = at.Add(10 * time.Minute) {
		w.sendAll(at)
	}
	if w.texts(0) == 0 {
		t.Errorf("the question has a deadline %v and never left", ask.Deadline)
	}
}

// A plan's proposal for the early morning that nobody was asked for before the night.
func TestAPlansProposalIsAskedForInTimeThoughItIsNight(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(1, 7, 10), guides(1))
	w.planAndPublish(morning.Add(13*time.Hour + 5*time.Minute)) // 21:05
	for at := span(0, 21.2, 22).Start; at.Before(span(1, 6.9, 7).Start); at = at.Add(10 * time.Minute) {
		_, err := w.dispatcher.AskDue(t.Context(), at)
		w.check(err)
		_, err = w.dispatcher.RefillDue(t.Context(), at)
		w.check(err)
		_, err = w.dispatcher.Sweep(t.Context(), at)
		w.check(err)
	}
	if got := w.states(role); got[roster.Offered] == 0 {
		t.Errorf("at 6:54 nobody has been asked for 7:00: %v", got)
	}
}

// "tomorrow" is said on the evening before only.
func TestTheEveningsReminderDoesntLeaveOnTheDayItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(1, 14, 17), guides(1))
	w.promised(role, w.people[0])
	evening := span(0, 20.5, 21).Start
	_, err := w.store.StopSending(t.Context(), w.campaign.ID, db.Texts{}, "a look at the texts", evening)
	w.check(err)
	_, err = w.dispatcher.RemindDue(t.Context(), evening)
	w.check(err)
	w.sendAll(evening)
	_, err = w.store.ResumeSending(t.Context(), w.campaign.ID, db.Texts{}, "they are well", span(0, 21.5, 22).Start)
	w.check(err)
	for at := span(0, 21.5, 22).Start; at.Before(span(1, 8, 9).Start); at = at.Add(5 * time.Minute) {
		w.sendAll(at)
	}
	if got := w.lastText(0); strings.Contains(got, "Mai ") {
		t.Errorf("on Thursday the 26th it says %q", got)
	}
}
