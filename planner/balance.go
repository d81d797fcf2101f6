package planner

import (
	"context"
	"math"
)

// Lowest is the commune with the smallest share of its weighted hours covered, a proof of how
// far it could be lifted (no plan at all covers more than AtMost of it), and why its seats are
// empty in this one.
type Lowest struct {
	Commune string     `json:"commune"`
	Share   float64    `json:"share"`
	AtMost  float64    `json:"atMost"`
	Why     []Shortage `json:"why,omitempty"`
}

// balance lifts the lowest commune, over and over, by making its hours worth more to those
// who could come, for as long as that costs no floor and next to no value.
func (r *run) balance(ctx context.Context) {
	const mayCost = 1e-4 // of the value, for all lifts together
	least := r.d.value() * (1 - mayCost)
	for r.liftLowest(ctx, least) {
	}
	// No commune is left behind the lowest of the plan that was built first, at any cost that
	// leaves the plan better than that one.
	for r.behind() && r.liftLowest(ctx, r.first.value) {
	}
}

func (r *run) behind() bool {
	_, share := r.d.lowest()
	return share < r.first.lowest
}

// liftLowest tries to lift the lowest commune, dearer each time, for as long as the plan stays
// worth least.
func (r *run) liftLowest(ctx context.Context, least float64) bool {
	const (
		step   = 0.4 // points per weighted hour at the first try
		dearer = 1.4 // times, at each further one
		tries  = 10
	)
	lowest, share := r.d.lowest()
	for try := range tries {
		if lowest < 0 || ctx.Err() != nil {
			return false
		}
		if r.lift(lowest, share, step*math.Pow(dearer, float64(try)), least) {
			return true
		}
	}
	return false
}

// lift makes the hours of a commune worth more by a bonus, lets those who live near answer,
// and takes it all back unless the lowest commune is better off then.
func (r *run) lift(commune int32, share, bonus, least float64) bool {
	floors := r.d.floors()
	var saved []was
	r.d.favour(commune, bonus)
	for _, w := range r.weeks {
		people := w.near(commune)
		for _, i := range people {
			saved = append(saved, r.d.note(w.at(i)))
		}
		for _, i := range people {
			w.again(i, 0)
		}
	}
	r.d.favour(commune, 0)
	const worthwhile = 1e-6
	if _, now := r.d.lowest(); now > share+worthwhile && r.d.floors() >= floors && r.d.value() >= least {
		return true
	}
	r.d.restore(saved)
	return false
}

// favour sets what each weighted hour of a commune is worth beside its cover.
func (d *draft) favour(commune int32, bonus float64) {
	d.bonus[commune] = bonus
	for day := range d.m.days {
		d.reprice(int32(day*len(d.m.km)) + commune) //nolint:gosec // far fewer cells than that
	}
}

// lowest is the commune with the smallest share covered, -1 when nothing is asked for.
func (d *draft) lowest() (commune int32, share float64) {
	commune = -1
	for c := range d.m.km {
		covered, demand := d.ofCommune(c)
		if demand > 0 && (commune < 0 || covered/demand < share) {
			commune, share = int32(c), covered/demand //nolint:gosec // far fewer communes than that
		}
	}
	return commune, share
}

func (d *draft) ofCommune(c int) (covered, demand float64) {
	for day := range d.m.days {
		cell := day*len(d.m.km) + c
		covered += d.covered[cell]
		demand += d.m.cells[cell].demand
	}
	return covered, demand
}

func (d *draft) floors() int {
	n := 0
	for r := range d.m.roles {
		if d.m.roles[r].floor && len(d.holders[r]) > 0 {
			n++
		}
	}
	return n
}
