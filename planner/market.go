package planner

import (
	"context"
	"math"
)

// market finds the prices of one week by letting people sell one after another: each sale
// lowers the price of its role at once, and meanwhile prices rise with what the cells would
// buy. (Stochastic subgradient steps on the Lagrangian, Robbins and Monro 1951.) A pass over
// all people moves prices much farther than one step for all at once, where everybody floods
// the same roles.
type market struct {
	*weekly
	dual  *dual // whose prices all weeks share
	order []int32
	cells []*cell
	mean  []float64
	means int
}

func newMarket(w *weekly, d *dual) *market {
	k := &market{weekly: w, dual: d, order: append([]int32(nil), w.people...)}
	k.ideal.offers = d.offers
	k.renew()
	for c := range w.d.m.cells {
		if at := &w.d.m.cells[c]; len(at.roles) > 0 && w.d.m.shifts[w.d.m.roles[at.roles[0]].shift].week() == w.week {
			k.cells = append(k.cells, at)
		}
	}
	return k
}

// pass lets everybody sell once, with steps of a size that is relative to a shift's weight.
// In settling passes, the last ones, prices are averaged. Of many people only a share sells in a
// pass, drawn anew each time, and prices rise as if the cells bought that share.
func (k *market) pass(ctx context.Context, size, share float64, settling bool) {
	const rises = 16 // how often prices rise in a pass
	k.random.Shuffle(len(k.order), func(i, j int) { k.order[i], k.order[j] = k.order[j], k.order[i] })
	selling := int(math.Ceil(share * float64(len(k.order))))
	for b := range rises {
		lo, hi := b*selling/rises, (b+1)*selling/rises
		for _, i := range k.order[lo:hi] {
			if ctx.Err() != nil {
				return
			}
			k.sell(i, size)
		}
		for _, c := range k.cells {
			k.dual.buy(c)
		}
		for _, r := range k.roles {
			k.dual.lambda[r] += share * size / rises * k.d.m.scale(r) * k.dual.bought[r]
		}
		k.renew()
		if settling {
			k.average()
		}
	}
}

func (k *market) sell(person int32, size float64) {
	k.picks, _ = k.ideal.best(&k.d.m.people[person], k.pairs(person), math.MinInt64, math.MaxInt64, k.picks[:0])
	for _, p := range k.picks {
		k.dual.lambda[p.role] = max(0, k.dual.lambda[p.role]-size*k.d.m.scale(p.role))
		if k.dual.offers != nil {
			k.dual.offers.renewShift(k.d.m, p.shift, k.dual.lambda)
		}
	}
}

// renew brings the offers of the week up to date.
func (k *market) renew() {
	if k.dual.offers == nil {
		return
	}
	for _, r := range k.roles {
		if s := k.d.m.roles[r].shift; r == k.d.m.shifts[s].roleLo {
			k.dual.offers.renewShift(k.d.m, s, k.dual.lambda)
		}
	}
}

// scale is what steps of a role's price are relative to.
func (m *model) scale(role int32) float64 {
	const least = 0.1
	return max(least, m.shifts[m.roles[role].shift].weight)
}

// average takes the present prices into the mean that settle ends at: it lies closer to where
// the prices waver about than they do (Polyak and Juditsky 1992).
func (k *market) average() {
	if k.mean == nil {
		k.mean = make([]float64, len(k.roles))
	}
	k.means++
	for at, r := range k.roles {
		k.mean[at] += (k.dual.lambda[r] - k.mean[at]) / float64(k.means)
	}
}

func (k *market) settle() {
	for at, mean := range k.mean {
		k.dual.lambda[k.roles[at]] = mean
	}
}
