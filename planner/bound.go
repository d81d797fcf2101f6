package planner

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// The bound is Lagrangian. Relax "a seat is covered by somebody" with a price λ ≥ 0 per seat
// of each role: then the cells choose how much cover y to buy, 0 ≤ y ≤ seats, and each person
// sells the roster that earns most, apart from all others. For every λ ≥ 0 the sum
//
//	L(λ) = Σ_cells max_y [U(y) − λy] + Σ_people max_x [λx + taste(x) − load(x)]
//
// is at least the value of every plan, since a plan is one choice of y = x that both maxima
// may make. (Geoffrion 1974, Lagrangean relaxation for integer programming.) The cells' y may
// be fractional: that only loosens the bound.
type dual struct {
	m       *model
	lambda  []float64
	cells   [][]int // roles by cell
	bought  []float64
	sellers []*seller
}

// bound lowers L by subgradient steps from the plan's own marginal prices and returns the
// lowest value met, or the simple bound where that is lower or there was no time. It is
// rounded outward: the sums err by far less than one part in 10⁹.
func (m *model) bound(ctx context.Context, s *search, o Options) float64 {
	const outward = 1e-9
	d := newDual(s, o.Workers)
	steps := 12 + 12*o.Effort
	best := m.simpleBound()
	first, second := make([]float64, len(m.roles)), make([]float64, len(m.roles))
	for t := range steps {
		value, done := d.evaluate(ctx)
		if !done {
			break
		}
		best = min(best, value)
		if o.Progress != nil {
			o.Progress(Progress{Phase: "prove", Step: t + 1, Value: s.value(), Bound: best})
		}
		d.step(t, steps, first, second)
	}
	return best + outward*(1+math.Abs(best))
}

func newDual(s *search, workers int) *dual {
	m := s.m
	d := &dual{m: m, lambda: make([]float64, len(m.roles)), cells: make([][]int, len(m.demand)), bought: make([]float64, len(m.roles))}
	for range workers {
		d.sellers = append(d.sellers, &seller{rosterer: newRosterer(m, d.worth, nil), sold: make([]int, len(m.roles))})
	}
	for r := range m.roles {
		sh := &m.shifts[m.roles[r].shift]
		d.cells[sh.cell] = append(d.cells[sh.cell], r)
		if demand := m.demand[sh.cell]; demand > 0 {
			d.lambda[r] = max(0, 2*sh.weight*(1-s.covered[sh.cell]/demand))
		}
		if m.roles[r].floor && s.taken[r] == 0 {
			d.lambda[r] += m.rules.FloorWeight
		}
	}
	return d
}

// simpleBound is what a plan would be worth that meets every floor, grants every wish, and
// spreads all the hours people may work so evenly that every cell has the same share: by
// concavity (Jensen's inequality) no other spread of that many hours is worth more.
func (m *model) simpleBound() float64 {
	demand, extras, priority := 0.0, 0.0, 0.0
	for _, d := range m.demand {
		demand += d
	}
	for i := range m.problem.Shifts {
		priority = max(priority, m.problem.Shifts[i].Priority)
	}
	for _, r := range m.roles {
		extras += float64(r.seats) * m.rules.PreferWeight
		if r.floor {
			extras += m.rules.FloorWeight
		}
	}
	extras += float64(len(m.problem.Current)) * m.rules.KeepWeight
	if demand == 0 {
		return extras
	}
	missing := 1 - min(1, m.supply()*priority/demand)
	return demand - demand*missing*missing + extras
}

// supply is the most hours that all people together may work.
func (m *model) supply() float64 {
	weeks := float64((m.days + daysPerWeek - 1) / daysPerWeek)
	hours := 0.0
	for i := range m.people {
		p, free := &m.people[i], 0.0
		for _, w := range p.windows {
			free += float64(w.end - w.start)
		}
		perWeek := min(float64(p.maxWeek), float64(p.maxDays)*float64(p.maxDay))
		hours += min(free, weeks*perWeek) / float64(time.Hour)
	}
	return hours
}

// seller is one worker: it finds rosters, and counts what its people sell.
type seller struct {
	*rosterer
	sold []int
}

// evaluate computes L at the present prices, and what is bought and sold there. Who works
// on whom changes nothing: values are summed in the order of the people, and what is sold
// is counted.
func (d *dual) evaluate(ctx context.Context) (float64, bool) {
	values := make([]float64, len(d.m.people))
	var next atomic.Int64
	var workers sync.WaitGroup
	for _, s := range d.sellers {
		workers.Go(func() {
			clear(s.sold)
			for i := int(next.Add(1)) - 1; i < len(values) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				picks, value := s.best(&d.m.people[i])
				values[i] = value
				for _, p := range picks {
					s.sold[p.role]++
				}
			}
		})
	}
	workers.Wait()
	if ctx.Err() != nil {
		return 0, false
	}
	total := 0.0
	for c := range d.cells {
		total += d.buy(c)
	}
	for _, value := range values {
		total += value
	}
	return total, true
}

func (d *dual) sold(r int) float64 {
	n := 0
	for _, s := range d.sellers {
		n += s.sold[r]
	}
	return float64(n)
}

// worth is what a role earns its person at the present prices.
func (d *dual) worth(p *person, sh *shift, r int) (float64, bool) {
	return d.lambda[r] + d.m.taste(p, sh, r), true
}

// buy is one cell's maximum over y. A seat costs λ less what its floor brings, per weighted
// hour; the cheapest hours come first, as long as the next is worth its cost 2(1−Y/D).
func (d *dual) buy(c int) float64 {
	type lot struct {
		role         int
		cost, hours  float64
		price, seats float64
	}
	demand := d.m.demand[c]
	var lots []lot
	for _, r := range d.cells[c] {
		role, w := &d.m.roles[r], d.m.shifts[d.m.roles[r].shift].weight
		d.bought[r] = 0
		first, rest := 0.0, float64(role.seats)
		if role.floor {
			first, rest = 1, rest-1
		}
		add := func(seats, price float64) {
			if seats > 0 {
				lots = append(lots, lot{role: r, seats: seats, price: price, hours: w * seats, cost: price / w})
			}
		}
		if w == 0 { // priority 0: only the floor's bonus counts
			if bonus := d.m.rules.FloorWeight - d.lambda[r]; first > 0 && bonus > 0 {
				d.bought[r] = 1
				lots = append(lots, lot{role: r, price: -bonus, cost: math.Inf(-1), seats: 0})
			}
			continue
		}
		add(first, d.lambda[r]-d.m.rules.FloorWeight)
		add(rest, d.lambda[r])
	}
	slices.SortFunc(lots, func(a, b lot) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.role, b.role)) })
	covered, paid := 0.0, 0.0
	for _, l := range lots {
		if l.hours == 0 {
			paid += l.price
			continue
		}
		upTo := demand * (1 - l.cost/2) // where one more hour is worth just its cost
		share := min(1, max(0, (upTo-covered)/l.hours))
		covered += share * l.hours
		paid += share * l.seats * l.price
		d.bought[l.role] += share * l.seats
	}
	if demand == 0 {
		return -paid
	}
	missing := max(0, 1-covered/demand)
	return demand - demand*missing*missing - paid
}

// step moves the prices against the excess of what is sold over what is bought, scaled per
// role by the history of its own excess (Kingma and Ba 2015), with a step that shrinks
// geometrically.
func (d *dual) step(t, steps int, first, second []float64) {
	const beta1, beta2, begin, end, tiny = 0.7, 0.95, 0.3, 0.02, 1e-8
	size := begin * math.Pow(end/begin, float64(t)/float64(steps))
	for r := range d.lambda {
		excess := d.sold(r) - d.bought[r]
		first[r] = beta1*first[r] + (1-beta1)*excess
		second[r] = beta2*second[r] + (1-beta2)*excess*excess
		m := first[r] / (1 - math.Pow(beta1, float64(t+1)))
		v := second[r] / (1 - math.Pow(beta2, float64(t+1)))
		scale := max(0.1, d.m.shifts[d.m.roles[r].shift].weight)
		d.lambda[r] = max(0, d.lambda[r]-size*scale*m/(math.Sqrt(v)+tiny))
	}
}
