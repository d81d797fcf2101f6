package planner

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"time"
)

// Options steer a run; the zero value is a quick one.
type Options struct {
	// Effort is 1 to 9: how many sweeps and steps of proof there are at most.
	Effort int
	// Workers is how many goroutines prove at once, 0 for one per processor. It changes how
	// long a run takes and nothing else.
	Workers int
	// Seed orders people who are alike.
	Seed int64
	// TimeLimit ends a run early, 0 for never; part of it is kept for the proof. Better than
	// a deadline of ctx, which leaves the proof what the search has left over.
	TimeLimit time.Duration
	// From is a plan to start from, nil for none.
	From *Plan
	// Forget says that nobody needs the problem any more: when people's windows have been
	// looked at they are taken out of it, which is most of its memory.
	Forget bool
	// Progress, when set, is called after each sweep and each step of the proof.
	Progress func(Progress)
}

// Progress is where a run stands. Phase is "build", "price", "prove", "rebuild", "bid",
// "improve" or "balance".
type Progress struct {
	Phase   string
	Step    int
	Value   float64
	Bound   float64
	Elapsed time.Duration
}

// Solution is a plan and what was learnt on the way. Proof holds the prices of seats that
// prove its bound. Prices and Coverage are by commune id: the worth of one more volunteer
// hour, see byCommune, and the share of the weighted hours covered. Communes without any
// demand are in neither.
type Solution struct {
	Plan     Plan
	Proof    Prices
	Prices   map[string]float64
	Coverage map[string]float64
	// Lowest is the commune that is covered least; nil when nothing is asked for.
	Lowest *Lowest
}

// Solve plans a problem: it finds prices that prove a bound, and by them a plan, see
// docs/decisions/0010-plan-by-prices.md. The same problem, seed
// and effort give the same plan, elapsed time aside. When ctx or the time limit ends first,
// the best plan so far comes back. The error is of type Faults when the problem breaks the
// format.
func Solve(ctx context.Context, p *Problem, o Options) (*Solution, error) {
	_, solution, err := solve(ctx, p, o)
	return solution, err
}

func solve(ctx context.Context, p *Problem, o Options) (*run, *Solution, error) {
	started := now()
	if faults := Validate(p); len(faults) > 0 {
		return nil, nil, faults
	}
	o.Effort = min(9, max(1, o.Effort))
	if o.Workers < 1 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	limited, cancel := within(ctx, o.TimeLimit)
	defer cancel()
	hash := p.Hash()
	m := compile(p, o.Forget)
	r := newRun(m, o)
	r.begun = started
	r.do(limited)
	d := r.finish()
	plan := Plan{
		Format: PlanFormat, Problem: hash, Assignments: d.assignments(), Score: Score{Value: d.value()}, Bound: outward(r.dual.best), Seed: o.Seed,
		ElapsedMs: now().Sub(started).Milliseconds(),
	}
	if plan.Bound < plan.Score.Value {
		return nil, nil, fmt.Errorf("bound %v below the plan's own value %v", plan.Bound, plan.Score.Value)
	}
	prices, coverage := d.byCommune()
	return r, &Solution{Plan: plan, Proof: r.m.certificate(plan.Problem, r.dual.prices), Prices: prices, Coverage: coverage, Lowest: r.lowest(ctx)}, nil
}

// lowest names the lowest commune and how far it could be lifted. A run that has spent its time
// takes a little more for that.
func (r *run) lowest(ctx context.Context) *Lowest {
	const part = 20 // of the time limit
	ctx, cancel := within(ctx, r.o.TimeLimit/part)
	defer cancel()
	commune, share := r.d.lowest()
	if commune < 0 {
		return nil
	}
	return &Lowest{Commune: r.m.problem.Communes[commune].ID, Share: share, AtMost: r.ceiling(ctx, commune), Why: r.shortages(commune)}
}

// outward rounds a bound up by more than its sums can err.
func outward(bound float64) float64 {
	const margin = 1e-9
	return bound + margin*(1+math.Abs(bound))
}

// now is for how long a run takes: no decision but the time limit hangs on it.
func now() time.Time { return time.Now() } //nolint:forbidigo // as above

func within(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	if limit <= 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, limit)
}
