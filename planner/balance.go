package planner

import "context"

// Lowest is the commune with the smallest share of its weighted hours covered, and a proof of
// how far it could be lifted: no plan at all covers more than AtMost of it.
type Lowest struct {
	Commune string  `json:"commune"`
	Share   float64 `json:"share"`
	AtMost  float64 `json:"atMost"`
}

// balance lifts the lowest commune, over and over, by making its hours worth more to those
// who could come, for as long as that costs no floor and next to no value.
func (r *run) balance(ctx context.Context) {
	const (
		step     = 0.5  // points per weighted hour
		tries    = 6    // that the lowest commune gets, each a step dearer
		mayCost  = 1e-4 // of the value, for all lifts together
		mostLift = 200
	)
	least := r.d.value() * (1 - mayCost)
	for range mostLift {
		lowest, share := r.d.lowest()
		if lowest < 0 || ctx.Err() != nil {
			break
		}
		lifted := false
		for try := 1; try <= tries && !lifted; try++ {
			lifted = r.lift(lowest, share, float64(try)*step, least)
		}
		if !lifted {
			break
		}
	}
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
