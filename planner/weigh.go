package planner

import (
	"cmp"
	"fmt"
	"slices"
)

// Place is what one person's serving somewhere brings the plan, all else as it stands: Worth
// in all; PerHour is what each weighted hour adds to the cover, 2 where nobody is and 0 where
// all seats are filled. Floor says that they would be the one who must be there.
type Place struct {
	Seat
	Worth   float64
	PerHour float64
	Floor   bool
	Km      float64
	Prefers bool
}

// Weigh says what a person's seat brings, and what the empty seats would that they could have
// instead and not beside it, the most first. The error names a seat that they don't have, or
// that is pinned.
func (s *Standing) Weigh(a Assignment) (here Place, instead []Place, err error) {
	if err := s.checkHeld("seat", []Assignment{a}); err != nil {
		return Place{}, nil, err
	}
	seat := s.seats[seatName{a.Shift, a.Role}]
	b := s.bench(s.people[a.Person], seat)
	if b.p.pinnedTo(seat) {
		return Place{}, nil, fmt.Errorf("seat[0]: %s is pinned to role %s of shift %s", a.Person, a.Role, a.Shift)
	}
	s.r.d.drop(b.at)
	defer s.r.d.back(b.at)
	for _, shift := range b.w.pairs(b.person) {
		for role := s.r.m.shifts[shift].roleLo; role < s.r.m.shifts[shift].roleHi; role++ {
			if other := (pick{shift, role}); b.free(other) && !b.fits(append(b.rest, seat), other) && b.fits(b.rest, other) {
				instead = append(instead, b.place(other))
			}
		}
	}
	slices.SortStableFunc(instead, func(a, b Place) int { return cmp.Compare(b.Worth, a.Worth) })
	return b.place(seat), instead, nil
}

// bench is where one person's seat is weighed against others, while they are out of the plan.
type bench struct {
	w      *weekly
	person int32
	p      person
	at     int
	seat   pick
	rest   []pick // what they have beside it
}

// bench forgets what the person is to keep: that a seat has been theirs is no reason for it.
func (s *Standing) bench(person int32, seat pick) *bench {
	b := &bench{w: s.r.weeks[s.r.m.shifts[seat.shift].week()], person: person, p: s.r.m.people[person], at: s.at(person, seat), seat: seat}
	b.p.current = nil
	for _, p := range s.r.d.rosters[b.at] {
		if p != seat {
			b.rest = append(b.rest, p)
		}
	}
	b.rest = slices.Clip(b.rest)
	return b
}

func (b *bench) free(other pick) bool {
	r := &b.w.d.m.roles[other.role]
	return other != b.seat && b.p.may[r.asks] && len(b.w.d.holders[other.role]) < int(r.seats)
}

func (b *bench) fits(beside []pick, other pick) bool {
	after, before := b.w.d.around(int(b.person), b.w.week)
	return b.w.d.m.keeps(int(b.person), b.w.week, with(beside, other), after, before)
}

func (b *bench) place(at pick) Place {
	d := b.w.d
	s, r := &d.m.shifts[at.shift], &d.m.roles[at.role]
	a := d.m.assignment(b.at, at)
	p := Place{
		Seat: Seat{Shift: a.Shift, Role: a.Role}, Worth: d.worth(&b.p, with(b.rest, at)) - d.worth(&b.p, b.rest),
		Floor: r.floor && len(d.holders[at.role]) == 0, Km: d.m.km[b.p.home][s.commune], Prefers: slices.Contains(b.p.prefer, s.commune),
	}
	if s.weight > 0 {
		p.PerHour = d.cover(s.cell, s.weight) / s.weight
	}
	return p
}

// with are picks and one more, by shift.
func with(picks []pick, one pick) []pick {
	all := append(slices.Clone(picks), one)
	slices.SortFunc(all, func(a, b pick) int { return cmp.Compare(a.shift, b.shift) })
	return all
}
