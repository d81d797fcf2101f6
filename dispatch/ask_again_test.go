package dispatch_test

import (
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// silence lets the first person's question about a role pass unanswered and returns when it has.
func (w *world) silence(role string) time.Time {
	w.Helper()
	w.refill(role, morning)
	w.sendAll(morning)
	over := w.openAsk(0).Deadline
	w.expire(over)
	return over
}

func TestWhoWasSilentIsAskedOnceMoreWhenNobodyElseIsLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(5, 8, 11), guides(1))
	over := w.silence(role)
	if w.refill(role, morning.Add(2*time.Hour)); len(w.states(role)) != 0 {
		t.Fatalf("two hours after the question: %v", w.states(role))
	}
	w.refill(role, over)
	if got := w.states(role)[roster.Offered]; got != 1 {
		t.Fatalf("after %s: %v", over.Sub(morning), w.states(role))
	}
	w.sendAll(over)
	again := w.openAsk(0)
	w.expire(again.Deadline)
	if counts := w.refill(role, again.Deadline.Add(12*time.Hour)); counts["asked"] != 0 {
		t.Errorf("asked for the third time: %v", counts)
	}
}

func TestOthersAreAskedBeforeWhoWasSilent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(5, 8, 11), guides(1))
	w.refill(role, morning)
	w.sendAll(morning)
	asked := w.offeredTo(role)
	w.expire(morning.Add(14 * time.Hour))
	w.refill(role, morning.Add(24*time.Hour))
	for _, p := range w.people {
		if _, before := asked[p.ExternalID]; (w.offeredTo(role)[p.ExternalID] == roster.Offered) == before {
			t.Errorf("first %v were asked, then %v", asked, w.offeredTo(role))
		}
	}
}

func TestWhoSaidNoIsNotAskedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(5, 8, 11), guides(1))
	w.refill(role, morning)
	w.answer(w.openAsk(0), roster.No, morning)
	if counts := w.refill(role, morning.Add(24*time.Hour)); counts["asked"] != 0 {
		t.Errorf("%v", counts)
	}
}

func TestOtherPoliciesAskOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(5, 8, 11), guides(1))
	over := w.silence(role)
	w.follow(dispatch.Sequential())
	if counts := w.refill(role, over.Add(12*time.Hour)); counts["asked"] != 0 {
		t.Errorf("%v", counts)
	}
}
