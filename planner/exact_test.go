package planner_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

const rounding = 1e-6

// exhaust tries every plan of a small problem and returns the highest value. It knows the
// rules by the checker alone: a roster that breaks one can't be mended by adding to it.
type exhaust struct {
	p    *planner.Problem
	bare planner.Problem // without pins: a part of a roster may lack some
	best float64
	plan planner.Plan
}

func optimum(p *planner.Problem) float64 {
	e := &exhaust{p: p, bare: *p, best: math.Inf(-1), plan: planner.Plan{Score: planner.Score{Value: math.NaN()}, Bound: math.Inf(1)}}
	e.bare.Pinned = nil
	e.try(0, 0)
	return e.best
}

// try goes on with a person and a shift.
func (e *exhaust) try(person, shift int) {
	if person == len(e.p.People) {
		if score, faults := check.Plan(e.p, &e.plan); len(faults) == 0 {
			e.best = max(e.best, score.Value)
		}
		return
	}
	if shift == len(e.p.Shifts) {
		e.try(person+1, 0)
		return
	}
	e.try(person, shift+1)
	for _, r := range e.p.Shifts[shift].Roles {
		e.plan.Assignments = append(e.plan.Assignments, planner.Assignment{Person: e.p.People[person].ID, Shift: e.p.Shifts[shift].ID, Role: r.Role})
		if _, faults := check.Plan(&e.bare, &e.plan); len(faults) == 0 {
			e.try(person, shift+1)
		}
		e.plan.Assignments = e.plan.Assignments[:len(e.plan.Assignments)-1]
	}
}

// tight makes a tiny problem in which the rules bind: people who are always free and can do
// most things, places that lie apart, long rest.
func tight(size generate.Size, seed int64) *planner.Problem {
	p := generate.Problem(size, 1, seed)
	p.Rules.MinRestMinutes, p.Rules.LoadWeight = 600+60*int(seed%8), 0.5
	p.Rules.TravelKmh = 0.5 + float64(seed%5)
	alwaysFree(p)
	for i := range p.People {
		p.People[i].Skills["it"] = 1 + int(seed+int64(i))%2
		p.People[i].MaxKm = 60
		p.People[i].MaxDaysPerWeek = 1 + int(seed+int64(i))%3
	}
	return p
}

func TestOnePersonGetsTheBestOfAllRosters(t *testing.T) {
	t.Parallel()
	for seed := range int64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := tight(generate.Size{People: 1, Seats: 24, Communes: 3, Days: 4}, seed)
			plan := solve(t, p, planner.Options{}).Plan
			if best := optimum(p); math.Abs(best-plan.Score.Value) > rounding {
				t.Errorf("value %v, the best of all rosters has %v", plan.Score.Value, best)
			}
		})
	}
}

func TestPinsLeaveThePersonTheBestOfTheOtherRosters(t *testing.T) {
	t.Parallel()
	for seed := range int64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := free(tight(generate.Size{People: 1, Seats: 18, Communes: 3, Days: 2}, seed))
			p.Pinned = unpopular(t, p)
			if len(p.Pinned) == 0 {
				t.Fatal("nothing to pin")
			}
			plan := solve(t, p, planner.Options{}).Plan
			if best := optimum(p); math.Abs(best-plan.Score.Value) > rounding {
				t.Errorf("value %v, the best of all rosters with %v has %v", plan.Score.Value, p.Pinned, best)
			}
		})
	}
}

// unpopular is up to two seats that a person would take if shifts counted otherwise.
func unpopular(t *testing.T, p *planner.Problem) []planner.Assignment {
	t.Helper()
	other := *p
	other.Shifts = slices.Clone(p.Shifts)
	for i := range other.Shifts {
		other.Shifts[i].Priority = float64(1 + (7*i)%5)
	}
	seats := solve(t, &other, planner.Options{}).Plan.Assignments
	return seats[:min(2, len(seats))]
}

func TestNoPlanAtAllIsWorthMoreThanTheBound(t *testing.T) {
	t.Parallel()
	for seed := range int64(16) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			p := tight(generate.Size{People: 3, Seats: 9, Communes: 2, Days: 8}, seed)
			best := optimum(p)
			for _, effort := range []int{1, 9} {
				plan := solve(t, p, planner.Options{Effort: effort}).Plan
				if plan.Score.Value > best+rounding || best > plan.Bound {
					t.Errorf("effort %d: want value %v <= optimum %v <= bound %v", effort, plan.Score.Value, best, plan.Bound)
				}
			}
		})
	}
}
