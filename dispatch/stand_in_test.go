package dispatch_test

import (
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// absentAt is a floor shift whose only person hasn't come by the time that others are asked to stand in,
// and the reserve: the second person.
func (w *world) absentAt() (role string, now time.Time) {
	w.Helper()
	floor := guides(1)
	floor.Floor = true
	role = w.shift(tomorrow, floor)
	w.promised(role, w.people[0])
	_, err := w.dispatcher.SetStandby(w.Context(), w.department, w.people[1].ID, []roster.Span{tomorrow}, morning)
	w.check(err)
	now = tomorrow.Start.Add(match.StandInAfter)
	w.presenceDue(now)
	_, err = w.dispatcher.RefillDue(w.Context(), now)
	w.check(err)
	w.sendAll(now)
	return role, now
}

func (w *world) openAsk(i int) roster.Ask {
	w.Helper()
	open, err := w.store.OpenAsksByPhone(w.Context(), w.people[i].Phone)
	w.check(err)
	if len(open) != 1 {
		w.Fatalf("%d questions are open", len(open))
	}
	return open[0].Ask
}

func TestWhoStandsInForANoShowHasAnHourToGetThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role, now := w.absentAt()
	ask := w.openAsk(1)
	page, err := w.dispatcher.Page(t.Context(), ask.Link, now)
	w.check(err)
	if !page.Items[0].Open || !ask.Deadline.Equal(now.Add(10*time.Minute)) {
		t.Errorf("the page asks until %s: %+v", ask.Deadline, page.Items[0])
	}
	if told := w.answer(ask, roster.Yes, now.Add(5*time.Minute)); told != roster.ToldConfirmed {
		t.Fatalf("told %s", told)
	}
	w.presenceDue(now.Add(time.Hour))
	if got := w.states(role)[roster.Confirmed]; got != 1 {
		t.Fatalf("on their way they are %v", w.states(role))
	}
	if counts := w.presenceDue(now.Add(5*time.Minute + match.JoinWithin)); counts["no_shows"] != 1 {
		t.Errorf("an hour later: %v", counts)
	}
}

func TestNobodyStandsInOnceHalfOfAShiftIsOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.absentAt()
	ask := w.openAsk(1)
	over := tomorrow.Start.Add(tomorrow.End.Sub(tomorrow.Start) / 2)
	if told := w.answer(ask, roster.Yes, over); told != roster.ToldClosed {
		t.Errorf("told %s at half time", told)
	}
}

func TestNobodyIsAskedToStandInOnceHalfOfAShiftIsOver(t *testing.T) {
	t.Parallel()
	for after, want := range map[time.Duration]int{match.NoShowAfter: 0, match.StandInAfter: 1, 2 * time.Hour: 0} {
		w := newWorld(t, 2)
		floor := guides(1)
		floor.Floor = true
		role := w.shift(tomorrow, floor)
		w.promised(role, w.people[0])
		now := tomorrow.Start.Add(after)
		w.presenceDue(now)
		_, err := w.dispatcher.RefillDue(t.Context(), now)
		w.check(err)
		if got := w.states(role)[roster.Offered]; got != want {
			t.Errorf("%s after the start %d are asked, want %d", after, got, want)
		}
	}
}

func TestOnlyFloorSeatsAreFilledAfterTheStart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	w.promised(role, w.people[0])
	now := tomorrow.Start.Add(match.StandInAfter)
	w.presenceDue(now)
	_, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, now)
	w.check(err)
	if got := w.states(role)[roster.Offered]; got != 0 {
		t.Errorf("asked: %v", w.states(role))
	}
}
