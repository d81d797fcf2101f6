package sim_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/sim"
)

// small is a run of two communes and two days.
func small(t *testing.T, policy dispatch.Policy, scenario int) sim.Figures {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	figures, err := sim.Run(ctx, sim.Config{
		Store: dbtest.CloneStore(t), People: 20, Days: 2, Communes: 2, Seed: 1, StartsOn: roster.Date{Year: 2026, Month: 11, Day: 23},
		Policy: policy, Scenario: sim.Scenarios()[scenario], Behaviour: sim.DefaultBehaviour(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return figures
}

func TestTheSameSeedGivesTheSameFigures(t *testing.T) {
	t.Parallel()
	first, second := small(t, dispatch.Waves(), 2), small(t, dispatch.Waves(), 2)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("mismatch (-first +second):\n%s", diff)
	}
	if first.Filled == 0 || first.Asks == 0 {
		t.Errorf("nothing happened: %+v", first)
	}
}

// Run proves the invariants on what each campaign leaves, so that these prove it of every
// policy and every scenario.
func TestEveryPolicyFillsSeats(t *testing.T) {
	t.Parallel()
	for i, policy := range []dispatch.Policy{dispatch.Sequential(), dispatch.Broadcast(), dispatch.Tiers(), dispatch.SelfServe()} {
		t.Run(policy.Name, func(t *testing.T) {
			t.Parallel()
			scenario := []int{1, 3, 4, 0}[i]
			if f := small(t, policy, scenario); f.Filled == 0 {
				t.Errorf("nobody came: %+v", f)
			}
		})
	}
}
