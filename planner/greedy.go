package planner

import (
	"context"
	"math"
)

// Greedy is the opponent that figures are given beside: one person after another, those with
// the least choice first, takes the best week beside the others', over and over until nobody
// can do better. It claims no bound (+Inf). The error is of type Faults when the problem
// breaks the format.
func Greedy(ctx context.Context, p *Problem, seed int64) (*Plan, error) {
	begun := now()
	if faults := Validate(p); len(faults) > 0 {
		return nil, faults
	}
	r := newRun(compile(p, false), Options{Seed: seed, Workers: 1})
	for gained := 1.0; gained > 0 && ctx.Err() == nil; {
		gained = 0
		r.eachWeek(func(w *weekly) { gained += w.sweep(ctx, 0) })
	}
	d := r.finish()
	return &Plan{
		Format: PlanFormat, Problem: p.Hash(), Assignments: d.assignments(), Score: Score{Value: d.value()}, Bound: math.Inf(1), Seed: seed,
		ElapsedMs: now().Sub(begun).Milliseconds(),
	}, nil
}
