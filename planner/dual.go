package planner

import (
	"context"
	"math"
	"slices"
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
	bought  []float64
	sold    []int32
	earned  []float64 // by person
	sellers []*seller
	offers  *offers
	value   float64 // of L where it was last evaluated
	best    float64
	prices  []float64 // where the lowest bound was met
	moments [2][]float64
}

// seller is one worker: it finds rosters, and counts what its people sell.
type seller struct {
	*rosterer
	sold  []int32
	picks []pick
}

func newDual(m *model, lambda []float64, workers int) *dual {
	d := &dual{
		m: m, lambda: lambda, bought: make([]float64, len(m.roles)), sold: make([]int32, len(m.roles)), earned: make([]float64, len(m.people)),
		best: math.Inf(1), prices: slices.Clone(lambda), moments: [2][]float64{make([]float64, len(m.roles)), make([]float64, len(m.roles))},
	}
	d.offers = newOffers(m)
	for range workers {
		d.sellers = append(d.sellers, &seller{rosterer: &rosterer{m: m, price: d.lambda, offers: d.offers}, sold: make([]int32, len(m.roles))})
	}
	return d
}

// evaluate computes L at the present prices, and what is bought and sold there. Who works
// on whom changes nothing: values are summed in the order of the people, and what is sold
// is counted.
func (d *dual) evaluate(ctx context.Context) bool {
	d.renew()
	for _, s := range d.sellers {
		clear(s.sold)
	}
	share(len(d.sellers), len(d.m.order), func(worker, at int) {
		if ctx.Err() == nil {
			i := d.m.order[at]
			d.earned[i] = d.sellers[worker].sell(int(i))
		}
	})
	if ctx.Err() != nil {
		return false
	}
	clear(d.sold)
	for _, s := range d.sellers {
		for r, n := range s.sold {
			d.sold[r] += n
		}
	}
	d.sum()
	return true
}

func (d *dual) renew() {
	if d.offers != nil {
		d.offers.renew(d.m, d.lambda)
	}
}

func (s *seller) sell(i int) float64 {
	picks, value := s.best(&s.m.people[i], s.m.pairsIn(i, 0, s.m.weeks), math.MinInt64, math.MaxInt64, s.picks[:0])
	for _, p := range picks {
		s.sold[p.role]++
	}
	s.picks = picks
	return value
}

func (d *dual) sum() {
	total := 0.0
	for c := range d.m.cells {
		total += d.buy(&d.m.cells[c])
	}
	for _, value := range d.earned {
		total += value
	}
	d.value = total
	if total < d.best {
		d.best = total
		copy(d.prices, d.lambda)
	}
}

// step moves the prices against the excess of what is sold over what is bought, scaled per
// role by the history of its own excess (Kingma and Ba 2015).
func (d *dual) step(t int, size float64) {
	const beta1, beta2, tiny = 0.7, 0.95, 1e-8
	first, second := d.moments[0], d.moments[1]
	warm1, warm2 := 1-math.Pow(beta1, float64(t+1)), 1-math.Pow(beta2, float64(t+1))
	for r := range d.lambda {
		excess := float64(d.sold[r]) - d.bought[r]
		first[r] = beta1*first[r] + (1-beta1)*excess
		second[r] = beta2*second[r] + (1-beta2)*excess*excess
		d.lambda[r] = max(0, d.lambda[r]-size*d.m.scale(int32(r))*first[r]/warm1/(math.Sqrt(second[r]/warm2)+tiny)) //nolint:gosec // few roles
	}
}

// recall goes back to the prices that prove the most.
func (d *dual) recall() { copy(d.lambda, d.prices) }

// unknownClass makes the sellers find roles by themselves: there is somebody for whom no
// offers have been worked out.
func (d *dual) unknownClass() {
	d.offers = nil
	for _, s := range d.sellers {
		s.offers = nil
	}
}
