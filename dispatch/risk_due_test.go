package dispatch_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// risks are the open alerts of likely empty seats, by role.
func (w *world) risks(now time.Time) map[string]float64 {
	w.Helper()
	_, err := w.dispatcher.RiskDue(w.Context(), now)
	w.check(err)
	alerts, err := w.store.Alerts(w.Context(), w.department.Scope(), now)
	w.check(err)
	open := map[string]float64{}
	for _, a := range alerts {
		if a.Kind == roster.SeatRisk {
			open[a.Role] = a.Risk
		}
	}
	return open
}

func TestWhatIsEscalatedIsTheRiskOfAFloorSeatAndNotANo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	floor := guides(1)
	floor.Floor = true
	role := w.shift(tomorrow, floor)
	w.shift(tomorrow, guides(1)) // no floor: never told of
	at := tomorrow.Start.Add(-match.RiskAhead + time.Minute)
	ask := func(i int) roster.Ask {
		a, err := w.dispatcher.Assign(t.Context(), w.department, role, w.people[i].ID, "", at)
		w.check(err)
		asked, err := w.dispatcher.Ask(t.Context(), w.department, a.ID, at)
		w.check(err)
		return asked
	}
	expect := func(when string, want map[string]float64) {
		t.Helper()
		if diff := cmp.Diff(want, w.risks(at)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	if got := w.risks(tomorrow.Start.Add(-match.RiskAhead - time.Minute)); len(got) > 0 {
		t.Errorf("too early: %v", got)
	}
	expect("nobody is asked", map[string]float64{role: 1})
	first, second := ask(0), ask(1)
	expect("two are asked", map[string]float64{})
	w.answer(first, roster.No, at)
	third := ask(2)
	expect("one said no, another is asked", map[string]float64{})
	w.answer(second, roster.No, at)
	twoSaidNo := match.NewMeans(map[string]match.Share{w.university: {AskedWeight: 2}})
	expect("one is left", map[string]float64{role: 1 - twoSaidNo.Expected(w.university, match.Record{})})
	w.answer(third, roster.Yes, at)
	expect("somebody comes", map[string]float64{})
}
