package planner

import (
	"context"
	"math"
)

// ceiling is a share of a commune's weighted hours that no plan exceeds: the Lagrangian of
// covering that commune and nothing else, with neither ways nor load nor wishes to weigh,
//
//	Σ_roles seats · max(0, w − λ) + Σ_people max_x λx
//
// at the best prices that a few subgradient steps find before ctx ends; 1 when it has ended.
func (r *run) ceiling(ctx context.Context, commune int32) float64 {
	const steps = 30
	bare := *r.m
	bare.rules = Rules{}
	c := &ceiling{prices: make([]float64, len(r.m.roles)), sold: make([]float64, len(r.m.roles)), people: r.near(commune)}
	c.rosterer = &rosterer{m: &bare, price: c.prices}
	demand := 0.0
	for day := range r.m.days {
		cell := &r.m.cells[day*len(r.m.km)+int(commune)]
		demand += cell.demand
		c.roles = append(c.roles, cell.roles...)
	}
	for _, role := range c.roles {
		c.prices[role] = c.weight(role)
	}
	best := demand
	for t := range steps {
		value := c.evaluate(ctx)
		if ctx.Err() != nil {
			break
		}
		best = min(best, value)
		c.step(decay(0.5, 0.01, float64(t)/(steps-1)))
	}
	return min(1, outward(best)/demand)
}

type ceiling struct {
	*rosterer
	people []int32
	roles  []int32
	prices []float64
	sold   []float64
	picks  []pick
}

// near are all who live within anybody's reach of a commune.
func (r *run) near(commune int32) []int32 {
	seen := make([]bool, len(r.m.people))
	var people []int32
	for _, w := range r.weeks {
		for _, i := range w.near(commune) {
			if !seen[i] {
				seen[i] = true
				people = append(people, i)
			}
		}
	}
	return people
}

func (c *ceiling) weight(role int32) float64 { return c.m.shifts[c.m.roles[role].shift].weight }

// evaluate sums the Lagrangian at the present prices; what it returns after ctx has ended is of
// no use.
func (c *ceiling) evaluate(ctx context.Context) float64 {
	total := 0.0
	for _, role := range c.roles {
		c.sold[role] = 0
		total += float64(c.m.roles[role].seats) * max(0, c.weight(role)-c.prices[role])
	}
	for _, i := range c.people {
		if ctx.Err() != nil {
			break
		}
		var value float64
		c.picks, value = c.best(&c.m.people[i], c.m.pairsIn(int(i), 0, c.m.weeks), math.MinInt64, math.MaxInt64, c.picks[:0])
		for _, p := range c.picks {
			c.sold[p.role]++
		}
		total += value
	}
	return total
}

// step makes dearer what is sold less than it has seats, and cheaper what is sold more.
func (c *ceiling) step(size float64) {
	for _, role := range c.roles {
		w := c.weight(role)
		switch excess := c.sold[role] - float64(c.m.roles[role].seats); {
		case excess > 0:
			c.prices[role] = max(0, c.prices[role]-size*w)
		case excess < 0:
			c.prices[role] = min(w, c.prices[role]+size*w)
		}
	}
}
