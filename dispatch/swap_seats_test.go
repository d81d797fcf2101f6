package dispatch_test

import (
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// An offer to take over a taken seat doesn't count for a free one.
func TestASwapDoesntKeepAnotherSeatEmpty(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(tomorrow, guides(2))
	w.swapped(role)
	_, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning)
	w.check(err)
	if got := w.offeredTo(role)[w.people[2].ExternalID]; got != roster.Offered {
		t.Errorf("of 2 seats one is free and nobody is asked: %v", w.offeredTo(role))
	}
}

// The clock doesn't find it either, in the wave modes.
func TestASwapDoesntHideAFreeSeatFromTheClock(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(1, 14, 17), guides(2))
	w.swapped(role)
	next := span(1, 8, 9).Start
	mine := w.offeredTo(role)
	_ = mine
	_, err := w.dispatcher.RefillDue(t.Context(), morning.Add(time.Minute))
	w.check(err)
	_ = next
	if got := w.offeredTo(role)[w.people[2].ExternalID]; got != roster.Offered {
		t.Errorf("nobody is asked for the free seat: %v", w.offeredTo(role))
	}
}

// An offer well ahead holds its seat, whatever two others are settling between them.
func TestASwapDoesntTurnTheRoleToAWave(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(tomorrow, guides(2))
	w.swapped(role)
	ask := w.ask(role, w.people[2].ID)
	if a := w.assignment(ask.Assignment); !a.HoldsSeat {
		t.Errorf("the offer of the free seat holds none")
	}
}

// Whoever a coordinator released stays released: a friend can't bring them back.
func TestASwapDoesntBringBackWhomACoordinatorTookOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(2))
	mine, theirs := w.promised(role, w.people[0]), w.promised(role, w.people[1])
	_, err := w.dispatcher.Release(t.Context(), w.department, theirs.Assignment, "không phù hợp", morning)
	w.check(err)
	err = w.dispatcher.SwapLink(t.Context(), mine.Link, mine.ID, w.people[1].ExternalID, morning.Add(time.Minute))
	if keyOf(err) != "swap.not_eligible" {
		t.Errorf("got %v", err)
	}
}

// Who asked a colleague hears that nothing came of it.
func TestWhoAskedAColleagueHearsOfSilence(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	_, theirs := w.swapped(role)
	w.sendAll(morning)
	_, err := w.dispatcher.ExpireDue(t.Context(), theirs.Deadline)
	w.check(err)
	w.sendAll(theirs.Deadline)
	if w.texts(0) == 0 {
		t.Error("the holder isn't told that the colleague was silent")
	}
}
