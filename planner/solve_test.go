package planner_test

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

func TestEveryPlanKeepsTheRulesAndItsBound(t *testing.T) {
	t.Parallel()
	problems := shapes(t)
	if len(problems) < 20 {
		t.Fatalf("only %d problems", len(problems))
	}
	for name, p := range problems {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			solution := solve(t, p, planner.Options{Effort: 1, Seed: 1})
			score, faults := check.Plan(p, &solution.Plan)
			if len(faults) > 0 {
				t.Errorf("faults: %v", faults)
			}
			if score.Value > solution.Plan.Bound {
				t.Errorf("value %v over bound %v", score.Value, solution.Plan.Bound)
			}
		})
	}
}

func TestAPlanHangsOnProblemSeedAndEffortAlone(t *testing.T) {
	t.Parallel()
	p := generate.Problem(generate.Size{People: 60, Seats: 600, Communes: 10, Days: 14}, 1, 5)
	var first []byte
	for _, workers := range []int{1, 1, 2, 3} {
		plan := solve(t, p, planner.Options{Effort: 1, Seed: 3, Workers: workers}).Plan
		plan.ElapsedMs = 0
		raw, err := json.Marshal(plan)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = raw
		}
		if !bytes.Equal(first, raw) {
			t.Errorf("%d workers gave another plan", workers)
		}
	}
}

func TestAPlanToStartFromIsNeverMadeWorse(t *testing.T) {
	t.Parallel()
	p := generate.Problem(generate.Size{People: 60, Seats: 600, Communes: 10, Days: 14}, 1, 6)
	first := solve(t, p, planner.Options{Effort: 2}).Plan
	second := solve(t, p, planner.Options{Effort: 1, From: &first}).Plan
	if second.Score.Value < first.Score.Value-1e-6 {
		t.Errorf("started from %v, ended at %v", first.Score.Value, second.Score.Value)
	}
}

func TestAPlanToStartFromMayBreakEveryRule(t *testing.T) {
	t.Parallel()
	p := generate.Problem(small, 1, 7)
	from := planner.Plan{Assignments: []planner.Assignment{{Person: "nobody", Shift: "s1", Role: "it"}, {Person: "p1", Shift: "none", Role: "it"}}}
	for _, person := range p.People {
		for _, s := range p.Shifts {
			from.Assignments = append(from.Assignments, planner.Assignment{Person: person.ID, Shift: s.ID, Role: s.Roles[0].Role})
		}
	}
	plan := solve(t, p, planner.Options{From: &from}).Plan
	if _, faults := check.Plan(p, &plan); len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
}

func TestARunThatIsStoppedAtOnceStillGivesALawfulPlan(t *testing.T) {
	t.Parallel()
	p := generate.Problem(small, 1, 8)
	stopped, stop := context.WithCancel(t.Context())
	stop()
	solution, err := planner.Solve(stopped, p, planner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, faults := check.Plan(p, &solution.Plan); len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
	if diff := cmp.Diff(len(p.Pinned), len(solution.Plan.Assignments)); diff != "" {
		t.Errorf("assignments mismatch (-want +got):\n%s", diff)
	}
}

func TestForgettingTheProblemChangesNoPlan(t *testing.T) {
	t.Parallel()
	kept, forgotten := generate.Problem(small, 1, 8), generate.Problem(small, 1, 8)
	want := solve(t, kept, planner.Options{}).Plan
	got := solve(t, forgotten, planner.Options{Forget: true}).Plan
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(planner.Plan{}, "ElapsedMs")); diff != "" {
		t.Errorf("mismatch (-kept +forgotten):\n%s", diff)
	}
	for _, person := range forgotten.People {
		if person.Available != nil {
			t.Fatalf("%s still has %d windows", person.ID, len(person.Available))
		}
	}
}

func TestATimeLimitEndsTheRunWithALawfulPlan(t *testing.T) {
	t.Parallel()
	p := generate.Problem(generate.Sizes()["L"], 3, 1)
	const limit = 300 * time.Millisecond
	solution := solve(t, p, planner.Options{Effort: 9, TimeLimit: limit})
	if _, faults := check.Plan(p, &solution.Plan); len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
	const sluggish = 30_000 // a busy machine, but far below what effort 9 takes without a limit
	if solution.Plan.ElapsedMs > sluggish {
		t.Errorf("took %d ms with a limit of %v", solution.Plan.ElapsedMs, limit)
	}
}

func TestPricesFallAsCoverageGrows(t *testing.T) {
	t.Parallel()
	p := free(generate.Problem(small, 1, 9))
	solution := solve(t, p, planner.Options{})
	if len(solution.Prices) == 0 || len(solution.Prices) != len(solution.Coverage) {
		t.Fatalf("%d prices, %d shares covered", len(solution.Prices), len(solution.Coverage))
	}
	for commune, price := range solution.Prices {
		if want := 2 * (1 - solution.Coverage[commune]); price < want-1e-9 || price > want+1e-9 {
			t.Errorf("commune %s: price %v, want %v", commune, price, want)
		}
	}
}
