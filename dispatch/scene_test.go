package dispatch_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// TestWhatIsKeptInMindIsWhatIsThere makes every kind of change, of people, seats and asks, and holds
// what the dispatcher has kept in mind since the beginning against what is in the tables after each.
func TestWhatIsKeptInMindIsWhatIsThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 8)
	now := morning
	asSeen := func(after string) {
		t.Helper()
		kept, anew, err := w.dispatcher.SceneKeptAndAnew(t.Context(), w.campaign, now)
		w.check(err)
		if diff := cmp.Diff(anew, kept); diff != "" {
			t.Errorf("after %s (-there +kept):\n%s", after, diff)
		}
	}
	asSeen("the beginning")
	role, other := w.shift(span(2, 8, 11), guides(2)), w.shift(span(3, 8, 11), guides(1))
	asSeen("two requests")
	first, second, third := w.ask(role, w.people[0].ID), w.ask(role, w.people[1].ID), w.ask(other, w.people[2].ID)
	asSeen("questions that hold their seats")
	fourth := w.ask(role, w.people[3].ID)
	asSeen("a question that lets go of the others' seats")
	w.sendAll(now)
	w.answer(first, roster.Yes, now)
	w.answer(second, roster.No, now.Add(time.Minute))
	w.answer(fourth, roster.Yes, now)
	w.answer(third, roster.Yes, now)
	asSeen("answers")
	w.text(w.people[4].Phone, "SM1", "STOP", now)
	w.handleAll(now)
	asSeen("a number that wants no texts")
	w.text(w.people[4].Phone, "SM2", "START", now)
	w.handleAll(now)
	asSeen("a number that wants texts again")
	for name, change := range map[string]func() error{
		"consent withdrawn": func() error { return w.dispatcher.WithdrawConsent(t.Context(), w.department, w.people[5].ID, now) },
		"an exam": func() error {
			_, err := w.dispatcher.SetAvailability(t.Context(), w.department, dispatch.AvailabilityInput{
				Volunteer: w.people[6].ID, Exceptions: []dispatch.DatedHours{{Date: roster.Date{Year: 2026, Month: 11, Day: 27}}},
			}, now)
			return err
		},
		"somebody taken off": func() error {
			_, err := w.dispatcher.Release(t.Context(), w.department, third.Assignment, "ốm", now)
			return err
		},
		"urgency": func() error {
			_, err := w.dispatcher.DeclareUrgent(t.Context(), w.department, w.role(other).Shift, "mất điện", now)
			return err
		},
		"two rows that are one person": func() error { return w.merge(w.people[7].ID, w.people[2].ID) },
	} {
		w.check(change())
		asSeen(name)
	}
	moved := w.role(role).Shift
	_, err := w.dispatcher.ChangeShift(t.Context(), w.department, moved, 0, span(2, 9, 12), "đổi giờ", now)
	w.check(err)
	asSeen("a shift moved")
	_, err = w.dispatcher.CancelShift(t.Context(), w.department, moved, 0, "mất điện", now)
	w.check(err)
	asSeen("a shift cancelled")
	now = morning.Add(26 * time.Hour)
	_, err = w.dispatcher.ExpireDue(t.Context(), now)
	w.check(err)
	asSeen("another day")
}

// A shift that begins after all that is kept in mind is taken in when its turn comes.
func TestAShiftFarAheadIsFilledToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	near, far := w.shift(span(2, 8, 11), guides(1)), w.shift(span(40, 8, 11), guides(1))
	for _, role := range []string{near, far, near} {
		_, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning)
		w.check(err)
		if got := w.states(role)[roster.Offered]; got != 1 {
			t.Errorf("%d people are asked", got)
		}
	}
}
