package sim

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// Ceiling is what no way of asking can exceed among these people, with these draws of what they accept and
// whether they come: shares between 0 and 1. It is proven, not reached: it knows beforehand who will say
// yes and come, asks nobody in vain and waits for nobody.
//
// What it leaves out can only make it higher: silence, withdrawals, rest, ways between shifts, and that
// people accept less the more they are asked. Against the limits of a week it counts a shift only with what
// begins before it and was kept, since a no-show frees its time for others later.
type Ceiling struct {
	Filled, FloorCovered, LowestCommune float64
}

// ceiling finds the bounds of a campaign that is over; who was asked in it doesn't matter.
func (w *world) ceiling() *Ceiling {
	shifts := slices.SortedFunc(slices.Values(w.shifts), byPlace)
	floors := slices.DeleteFunc(slices.Clone(shifts), func(s served) bool { return !s.Role.Floor })
	c := &Ceiling{Filled: w.mostFilled(shifts), FloorCovered: w.mostCovered(floors)}
	c.LowestCommune = c.FloorCovered
	for _, commune := range slices.Sorted(maps.Keys(w.codes)) {
		here := slices.DeleteFunc(slices.Clone(floors), func(s served) bool { return s.Shift.Commune != commune })
		if len(here) > 0 {
			c.LowestCommune = min(c.LowestCommune, w.mostCovered(here))
		}
	}
	return c
}

// byPlace orders seats by their start and then by all that matters of them: what asks for more help writes
// it down under other names each time.
func byPlace(a, b served) int {
	return cmp.Or(
		a.Shift.Span.Start.Compare(b.Shift.Span.Start), a.Shift.Span.End.Compare(b.Shift.Span.End), cmp.Compare(a.Shift.Commune, b.Shift.Commune),
		cmp.Compare(a.Role.Skill, b.Role.Skill), cmp.Compare(a.Role.Level, b.Role.Level), cmp.Compare(a.Role.Kind, b.Role.Kind), cmp.Compare(a.Role.Seats, b.Role.Seats),
	)
}

// hair is more than the sums of a bound can err by.
const hair = 1e-6

// mostFilled is a share of seats: of these there are whole ones.
func (w *world) mostFilled(shifts []served) float64 {
	m := w.market(shifts, (*world).holds, func(s served) int { return s.Role.Seats })
	return per(math.Floor(m.bound()+hair), summed(shifts).seats)
}

// mostCovered is a share of floor minutes. Whoever is there first covers a role, so one person each is
// enough.
func (w *world) mostCovered(floors []served) float64 {
	m := w.market(floors, (*world).covers, func(served) int { return 1 })
	return min(1, per(m.bound()+hair, summed(floors).minutes))
}

func (w *world) market(shifts []served, of ways, number func(served) int) *market {
	m := &market{seats: make([]lot, len(shifts))}
	for i, s := range shifts {
		m.seats[i].number = float64(number(s))
	}
	for _, id := range slices.Sorted(maps.Keys(w.ids)) {
		m.weeksOf(w, w.ids[id], shifts, of)
	}
	return m
}
