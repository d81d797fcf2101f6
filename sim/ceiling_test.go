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

// ran is a run of few people in two communes, so that all of them matter.
func ran(t *testing.T, policy dispatch.Policy, scenario sim.Scenario, seed uint64, b sim.Behaviour) sim.Figures {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	figures, err := sim.Run(ctx, sim.Config{
		Store: dbtest.CloneStore(t), People: 14, Days: 3, Communes: 2, Seed: seed, StartsOn: roster.Date{Year: 2026, Month: 11, Day: 23},
		Policy: policy, Scenario: scenario, Behaviour: b, AtMost: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return figures
}

// behaviours are of people who say yes seldom, as usual and nearly always: what can be had of them hangs on
// who would, on all together, and on the time that they have.
func behaviours() []sim.Behaviour {
	seldom, usual, always := sim.DefaultBehaviour(), sim.DefaultBehaviour(), sim.DefaultBehaviour()
	seldom.Accept.Base, seldom.ShowUp = 0.1, 0.5
	seldom.Accept.PerHourAhead = -0.01
	always.Accept.Base, always.Accept.Spread, always.ReplyMinutes.Never, always.PhoneOff = 0.99, 0, 0, 0
	always.ShowUp, always.Withdraw = 0.1, 0
	return []sim.Behaviour{seldom, usual, always}
}

func TestNoPolicyExceedsTheCeilingWhichIsTheSameForAll(t *testing.T) {
	t.Parallel()
	others := []dispatch.Policy{dispatch.Sequential(), dispatch.Broadcast(), dispatch.Tiers(), dispatch.SelfServe()}
	for i, scenario := range sim.Scenarios() {
		policies := []dispatch.Policy{dispatch.Waves(), others[2*i%4], others[(2*i+1)%4]}
		b := behaviours()[i%3]
		t.Run(scenario.Name, func(t *testing.T) {
			t.Parallel()
			var first *sim.Ceiling
			for n, policy := range policies {
				f := ran(t, policy, scenario, uint64(i+1), b) //nolint:gosec // counts up
				if exceeds(f) {
					t.Errorf("%s exceeds the ceiling: %+v", policy.Name, f)
				}
				if n == 0 {
					first = f.AtMost
				}
				if diff := cmp.Diff(first, f.AtMost); diff != "" {
					t.Errorf("%s has another ceiling (-%s +%s):\n%s", policy.Name, policies[0].Name, policy.Name, diff)
				}
			}
		})
	}
}

func exceeds(f sim.Figures) bool {
	return f.Filled > f.AtMost.Filled || f.FloorCovered > f.AtMost.FloorCovered || f.LowestCommune > f.AtMost.LowestCommune
}

func TestWhereNobodyWouldComeNothingCanBeHad(t *testing.T) {
	t.Parallel()
	nobody := sim.DefaultBehaviour()
	nobody.Accept.Base, nobody.Accept.Spread = 1e-12, 0
	f := ran(t, dispatch.Broadcast(), sim.Scenarios()[0], 1, nobody)
	if f.AtMost.Filled != 0 || f.AtMost.FloorCovered > 1e-6 || f.AtMost.LowestCommune > 1e-6 {
		t.Errorf("got %+v", f.AtMost)
	}
}

// Who promised comes when all is over, so that only those are there who say yes after the start.
func TestTheCeilingCountsThoseWhoStandIn(t *testing.T) {
	t.Parallel()
	late := sim.DefaultBehaviour()
	late.Accept.Base, late.Late = 0.9, sim.Late{Share: 1, MedianMinutes: 10_000}
	f := ran(t, dispatch.Waves(), sim.Scenarios()[0], 1, late)
	if f.FloorCovered == 0 || exceeds(f) {
		t.Errorf("got %+v", f)
	}
}
