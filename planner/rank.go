package planner

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Gain is what the plan would gain if a person took a seat, with the best week around it that
// their rules leave them. It is less than nothing where what they would leave for it is worth
// more.
type Gain struct {
	Person string
	Worth  float64
}

// Rank says of everybody who could take an empty seat of a role what the plan would gain by
// it, the most first: the measure by which Repair chooses. Nothing is changed. The list is
// empty when no seat is; the error names a role that the problem doesn't know.
func (s *Standing) Rank(role Seat) ([]Gain, error) {
	seat, exists := s.seats[seatName{role.Shift, role.Role}]
	if !exists {
		return nil, fmt.Errorf("unknown role %q of shift %q", role.Role, role.Shift)
	}
	m := s.r.m
	if len(s.r.d.holders[seat.role]) >= int(m.roles[seat.role].seats) {
		return nil, nil
	}
	w := s.r.weeks[m.shifts[seat.shift].week()]
	var gains []Gain
	for _, person := range w.near(m.shifts[seat.shift].commune) {
		_, able := slices.BinarySearch(w.pairs(person), seat.shift)
		if !able || !m.people[person].may[m.roles[seat.role].asks] || slices.Contains(s.r.d.rosters[w.at(person)], seat) {
			continue
		}
		if gain := w.gainWith(person, seat); !math.IsInf(gain, -1) {
			gains = append(gains, Gain{Person: m.problem.People[person].ID, Worth: gain})
		}
	}
	slices.SortFunc(gains, func(a, b Gain) int { return cmp.Or(cmp.Compare(b.Worth, a.Worth), cmp.Compare(a.Person, b.Person)) })
	return gains, nil
}

// gainWith is what the plan would gain if a person took a seat whatever it costs; -Inf when
// their rules forbid it.
func (w *weekly) gainWith(person int32, seat pick) float64 {
	p, at, s := &w.d.m.people[person], w.at(person), &w.d.m.shifts[seat.shift]
	after, before := w.d.around(int(person), w.week)
	if _, other := p.pin(seat.shift); other || s.start < after || s.end > before {
		return math.Inf(-1)
	}
	pins := p.pins
	defer func() { p.pins = pins }()
	p.pins = append(slices.Clone(pins), seat)
	slices.SortFunc(p.pins, func(a, b pick) int { return cmp.Compare(a.shift, b.shift) })
	had := w.d.drop(at)
	defer w.d.back(at)
	w.best.lean = 0
	var value float64
	if w.picks, value = w.best.best(p, w.pairs(person), after, before, w.picks[:0]); math.IsInf(value, -1) {
		return value
	}
	return w.d.worth(p, w.picks) - had
}
