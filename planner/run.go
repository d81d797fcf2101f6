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
	begun  time.Time
	first  struct{ value, lowest float64 } // of the plan that was built first
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
	r.build(ctx)
	if ctx.Err() != nil {
		return
	}
	r.prove(ctx)
	r.rebuild(ctx)
	r.improve(ctx)
	r.balance(ctx)
	r.tell("balance", 1)
}

// large is how many pairs make a problem so large that what polishes small ones is left out.
const large = 5_000_000

// build makes the first plan: one person after another, over and over. What it comes to is
// what any better plan must not fall behind.
func (r *run) build(ctx context.Context) {
	for gained := 1.0; gained > 0 && ctx.Err() == nil; {
		gains := make([]float64, len(r.weeks))
		r.eachWeek(func(w *weekly) { gains[w.week] = w.sweep(ctx, 0) })
		if gained = 0; r.size() <= large {
			for _, gain := range gains {
				gained += gain
			}
		}
		r.tell("build", 1)
	}
	_, r.first.lowest = r.d.lowest()
	r.first.value = r.d.value()
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
func (r *run) size() int { return max(1, r.m.size) }

// prove finds prices and the bound that they prove: passes move them far, the steps after
// that polish them.
func (r *run) prove(ctx context.Context) {
	const (
		passPairs, stepPairs = 24_000_000, 12_000_000 // by effort: what a run on a large problem can look at
		leastPasses          = 3                      // fewer leave prices far from where they prove anything
		leastShare           = 0.2                    // of the people, in a pass
		lastPass             = 0.01
		firstStep, lastStep  = 0.01, 0.001
		settled              = 0.8      // the share of the passes from which on prices are averaged
		passTime, stepTime   = 0.3, 0.1 // shares of the time limit
	)
	firstPass := r.scarcity()
	r.eachWeek(func(w *weekly) { w.opening(ctx, r.prices) })
	d := r.dual
	markets := make([]*market, len(r.weeks))
	for i, w := range r.weeks {
		markets[i] = newMarket(w, d)
	}
	passes := newPace(min(8*r.o.Effort, max(leastPasses, 2+passPairs*r.o.Effort/r.size())), r.o.TimeLimit, passTime)
	selling := min(1, max(leastShare, passPairs*float64(r.o.Effort)/float64(r.size())))
	for t := 0; passes.goes(t) && ctx.Err() == nil; t++ {
		at := passes.at(t)
		share(r.o.Workers, len(markets), func(_, i int) { markets[i].pass(ctx, decay(firstPass, lastPass, at), selling, at >= settled) })
		r.tell("price", t+1)
	}
	for _, k := range markets {
		k.settle()
	}
	steps := newPace(min(5*r.o.Effort, 1+stepPairs*r.o.Effort/r.size()), r.o.TimeLimit, stepTime)
	for t := 0; steps.goes(t) && d.evaluate(ctx); t++ {
		r.tell("prove", t+1)
		d.step(t, decay(firstStep, lastStep, steps.at(t)))
	}
	copy(r.prices, d.prices)
	d.renew()
}

// scarcity is the size of the first pass's steps: prices have far to go where people are few.
func (r *run) scarcity() float64 {
	const least, most, steep = 0.3, 4, 20
	covered, demand := 0.0, 0.0
	for c := range r.m.cells {
		covered += r.d.covered[c]
		demand += r.m.cells[c].demand
	}
	return min(most, max(least, steep*(1-covered/max(1, demand))))
}

// decay falls geometrically from first to last.
func decay(first, last, share float64) float64 { return first * math.Pow(last/first, share) }

// rebuild makes each week afresh by the prices, over and over.
func (r *run) rebuild(ctx context.Context) {
	const size = 0.01
	if r.size() <= large {
		r.eachWeek(func(w *weekly) { w.rebuild(ctx) })
		r.tell("rebuild", 1)
	}
	for t := range (r.o.Effort + 1) / 2 {
		r.eachWeek(func(w *weekly) { w.bid(ctx, r.prices, size) })
		r.tell("bid", t+1)
	}
}

// improve searches week by week until the effort or the time is spent.
func (r *run) improve(ctx context.Context) {
	const most = 2_000 // moves in a round of a run on a large problem
	moves := 0
	for _, w := range r.weeks {
		moves += len(w.people)
	}
	r.eachWeek(func(w *weekly) { w.price(ctx) })
	rounds := max(1, r.o.Effort*r.o.Effort*r.o.Effort/3)
	share := min(1, most/float64(max(1, moves)))
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
		r.o.Progress(Progress{Phase: phase, Step: step, Value: r.d.value(), Bound: r.dual.best, Elapsed: now().Sub(r.begun)})
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
