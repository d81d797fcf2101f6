package planner_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

// shapes are problems of many kinds: generated ones of several sizes and scarcities, and odd
// ones made of them.
func shapes() map[string]*planner.Problem {
	small := generate.Size{People: 25, Seats: 300, Communes: 6, Days: 14}
	problems := map[string]*planner.Problem{}
	for seed := range int64(12) {
		problems[fmt.Sprintf("small/%d", seed)] = generate.Problem(small, 0.5+float64(seed)/6, seed)
	}
	for seed := range int64(4) {
		problems[fmt.Sprintf("cut week/%d", seed)] = generate.Problem(generate.Size{People: 30, Seats: 200, Communes: 5, Days: 10}, 1, seed)
	}
	problems["few days, many people"] = generate.Problem(generate.Size{People: 150, Seats: 200, Communes: 12, Days: 3}, 1, 1)
	edit := func(name string, change func(p *planner.Problem)) {
		p := generate.Problem(small, 1, 99)
		change(p)
		problems[name] = p
	}
	edit("nobody available", func(p *planner.Problem) {
		for i := range p.People {
			p.People[i].Available = nil
		}
	})
	edit("no people", func(p *planner.Problem) { p.People = nil })
	edit("no shifts", func(p *planner.Problem) { p.Shifts = nil })
	edit("one skill scarce", func(p *planner.Problem) {
		for i := range p.People[1:] {
			delete(p.People[i+1].Skills, "it")
		}
	})
	edit("one shift of 500 seats", func(p *planner.Problem) {
		p.Shifts = p.Shifts[:1]
		p.Shifts[0].Roles = []planner.Role{{Role: "guide", Skill: "guide", Level: 1, Seats: 500}}
	})
	edit("people for one day", func(p *planner.Problem) {
		for i := range p.People {
			p.People[i].Available = p.People[i].Available[:min(2, len(p.People[i].Available))]
		}
	})
	edit("no priority", func(p *planner.Problem) {
		for i := range p.Shifts {
			p.Shifts[i].Priority = 0
		}
	})
	edit("everybody pinned", func(p *planner.Problem) { pinAll(p) })
	edit("current", func(p *planner.Problem) {
		free := *p
		pinAll(&free)
		p.Current = free.Pinned
	})
	return problems
}

func pinAll(p *planner.Problem) {
	solution, err := planner.Solve(context.Background(), p, planner.Options{Effort: 1})
	if err != nil {
		panic(err)
	}
	p.Pinned = solution.Plan.Assignments
}

func TestEveryPlanKeepsTheRulesAndItsBound(t *testing.T) {
	t.Parallel()
	problems := shapes()
	if len(problems) < 20 {
		t.Fatalf("only %d problems", len(problems))
	}
	for name, p := range problems {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if faults := planner.Validate(p); len(faults) > 0 {
				t.Fatalf("the problem itself is faulty:\n%v", faults)
			}
			solution, err := planner.Solve(t.Context(), p, planner.Options{Effort: 1, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
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

func TestTheSameSeedGivesTheSamePlan(t *testing.T) {
	t.Parallel()
	p := generate.Problem(generate.Size{People: 60, Seats: 600, Communes: 10, Days: 14}, 1, 5)
	var plans [2][]byte
	for i := range plans {
		solution, err := planner.Solve(t.Context(), p, planner.Options{Effort: 1, Seed: 3})
		if err != nil {
			t.Fatal(err)
		}
		solution.Plan.ElapsedMs = 0
		if plans[i], err = json.Marshal(solution.Plan); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(plans[0], plans[1]) {
		t.Error("two runs gave two plans")
	}
}

func TestAPlanToStartFromIsNeverMadeWorse(t *testing.T) {
	t.Parallel()
	p := generate.Problem(generate.Size{People: 60, Seats: 600, Communes: 10, Days: 14}, 1, 6)
	first, err := planner.Solve(t.Context(), p, planner.Options{Effort: 2})
	if err != nil {
		t.Fatal(err)
	}
	second, err := planner.Solve(t.Context(), p, planner.Options{Effort: 1, From: &first.Plan})
	if err != nil {
		t.Fatal(err)
	}
	if second.Plan.Score.Value < first.Plan.Score.Value-1e-6 {
		t.Errorf("started from %v, ended at %v", first.Plan.Score.Value, second.Plan.Score.Value)
	}
}

func TestAProblemSurvivesWritingAndReading(t *testing.T) {
	t.Parallel()
	p := generate.Problem(generate.Size{People: 20, Seats: 100, Communes: 5, Days: 7}, 1, 1)
	raw, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	again, err := planner.ReadProblem(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	sameInstant := cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })
	if diff := cmp.Diff(p, again, sameInstant); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}
