package planner

import (
	"context"
	"math"
	"slices"
	"time"
)

// run is one plan being made: built person after person, priced, proven, built again by the
// prices, improved.
type run struct {
	m      *model
	d      *draft
	o      Options
	weeks  []*weekly
	prices []float64
	dual   *dual
}

func newRun(m *model, o Options) *run {
	r := &run{m: m, d: newDraft(m), o: o, prices: make([]float64, len(m.roles))}
	r.dual = newDual(m, r.prices, o.Workers)
	r.d.begin()
	if o.From != nil {
		r.d.adopt(o.From)
	}
	for week := range m.weeks {
		r.weeks = append(r.weeks, newWeekly(r.d, week, o.Seed, r.prices))
	}
	return r
}

func (r *run) do(ctx context.Context) {
	r.dual.evaluate(context.WithoutCancel(ctx)) // free seats prove a bound too, and cost no time
	for range 2 {
		r.eachWeek(func(w *weekly) { w.sweep(ctx, 0) })
		r.tell("build", 1)
	}
	if ctx.Err() != nil {
		return
	}
	const proofShare = 0.4
	proving, stop := within(ctx, time.Duration(float64(r.o.TimeLimit)*proofShare))
	defer stop()
	r.prove(proving)
	r.eachWeek(func(w *weekly) { w.rebuild(ctx) })
	r.tell("rebuild", 1)
	r.improve(ctx)
	r.balance(ctx)
	r.tell("balance", 1)
}

// eachWeek works on weeks that don't meet side by side.
func (r *run) eachWeek(work func(w *weekly)) {
	apart := r.m.apart + 1
	for phase := range apart {
		var weeks []*weekly
		for week := phase; week < len(r.weeks); week += apart {
			weeks = append(weeks, r.weeks[week])
		}
		share(r.o.Workers, len(weeks), func(_, i int) { work(weeks[i]) })
	}
}

// size is how much work one step for everybody is.
func (r *run) size() int { return max(1, len(r.m.pairs)) }

// prove finds prices and the bound that they prove.
func (r *run) prove(ctx context.Context) {
	const (
		passSize, lastPass = 4, 0.1
		lastAlone          = 0.01 // where the steps are too few to polish what the passes leave rough
		stepSize, lastStep = 0.3, 0.003
		passPairs          = 24_000_000 // by effort: what a run on a large problem can look at
		stepPairs          = 12_000_000
	)
	r.eachWeek(func(w *weekly) { w.opening(r.prices) })
	d := r.dual
	markets := make([]*market, len(r.weeks))
	for i, w := range r.weeks {
		markets[i] = newMarket(w, d)
	}
	passes := min(4+2*r.o.Effort, 4+passPairs*r.o.Effort/r.size())
	steps := min(20*r.o.Effort, 2+stepPairs*r.o.Effort/r.size())
	last, alone := lastPass, steps < passes
	if alone {
		last = lastAlone
	}
	for t := range passes {
		share(r.o.Workers, len(markets), func(_, i int) {
			markets[i].pass(ctx, decay(passSize, last, t, passes), alone && t == passes-1)
		})
		r.tell("price", t+1)
	}
	for _, k := range markets {
		k.settle()
	}
	for t := range steps {
		if !d.evaluate(ctx) {
			break
		}
		r.tell("prove", t+1)
		d.step(t, decay(min(stepSize, last), lastStep, t, steps))
	}
	copy(r.prices, d.prices)
}

// decay falls geometrically from first to last.
func decay(first, last float64, t, steps int) float64 {
	return first * math.Pow(last/first, float64(t)/float64(max(1, steps-1)))
}

// improve searches week by week until the effort or the time is spent.
func (r *run) improve(ctx context.Context) {
	const most = 20_000 // moves, by effort: what a run on a large problem can make
	moves := 0
	for _, w := range r.weeks {
		moves += len(w.people)
	}
	r.eachWeek(func(w *weekly) { w.price() })
	rounds := r.o.Effort * r.o.Effort
	share := min(1, float64(r.o.Effort*most)/float64(max(1, moves*rounds)))
	for t := range rounds {
		if ctx.Err() != nil {
			return
		}
		r.eachWeek(func(w *weekly) { w.improve(ctx, int(math.Ceil(share*float64(len(w.people))))) })
		r.tell("improve", t+1)
	}
}

func (r *run) tell(phase string, step int) {
	if r.o.Progress != nil {
		r.o.Progress(Progress{Phase: phase, Step: step, Value: r.d.value(), Bound: r.dual.best})
	}
}

// finish sums up afresh and returns the plan.
func (r *run) finish() *draft {
	r.d.recount()
	for _, picks := range r.d.rosters {
		slices.SortFunc(picks, func(a, b pick) int { return int(a.shift) - int(b.shift) })
	}
	return r.d
}
