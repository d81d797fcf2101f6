package planner

import (
	"cmp"
	"slices"
)

// lot is seats of one role at one price per weighted hour.
type lot struct {
	role         int32
	cost, hours  float64
	price, seats float64
}

// buy is one cell's maximum over y. A seat costs λ less what its floor brings, per weighted
// hour; the cheapest hours come first, as long as the next is worth its cost 2(1−Y/D).
func (d *dual) buy(c *cell) float64 {
	lots, paid := d.lots(c)
	slices.SortFunc(lots, func(a, b lot) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.role, b.role)) })
	covered := 0.0
	for _, l := range lots {
		upTo := c.demand * (1 - l.cost/2) // where one more hour is worth just its cost
		share := min(1, max(0, (upTo-covered)/l.hours))
		covered += share * l.hours
		paid += share * l.seats * l.price
		d.bought[l.role] += share * l.seats
	}
	if c.demand == 0 {
		return -paid
	}
	missing := max(0, 1-covered/c.demand)
	return c.demand - c.demand*missing*missing - paid
}

// lots are what a cell can buy, and what is paid (less than 0) for floors that add no cover.
func (d *dual) lots(c *cell) (lots []lot, paid float64) {
	for _, r := range c.roles {
		role, w := &d.m.roles[r], d.m.shifts[d.m.roles[r].shift].weight
		d.bought[r] = 0
		first, rest, bonus := 0.0, float64(role.seats), 0.0
		if role.floor {
			first, rest, bonus = 1, rest-1, d.m.rules.FloorWeight
		}
		if w == 0 { // priority 0: only the floor's bonus counts
			if first > 0 && bonus > d.lambda[r] {
				d.bought[r] = 1
				paid += d.lambda[r] - bonus
			}
			continue
		}
		for _, l := range []lot{{seats: first, price: d.lambda[r] - bonus}, {seats: rest, price: d.lambda[r]}} {
			if l.seats > 0 {
				l.role, l.hours, l.cost = r, w*l.seats, l.price/w
				lots = append(lots, l)
			}
		}
	}
	return lots, paid
}
