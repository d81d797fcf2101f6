package planner

import "slices"

// leave takes people off what they decline and returns the emptied seats.
func (s *Standing) leave(c Change) []pick {
	var empty []pick
	off := func(at int, leaves func(pick) bool) {
		had := s.r.d.note(at).picks
		s.r.d.clear(at)
		for _, p := range had {
			if leaves(p) {
				empty = append(empty, p)
			}
		}
		s.r.d.put(at, slices.DeleteFunc(had, leaves))
	}
	for _, a := range c.Declined {
		person, seat := s.people[a.Person], s.seats[seatName{a.Shift, a.Role}]
		s.unpin(person, seat)
		off(s.at(person, seat), func(p pick) bool { return p == seat })
		s.r.m.forbid(person, seat.shift)
		s.reprice(person)
	}
	for _, id := range c.Gone {
		person := s.people[id]
		for week := range s.r.m.weeks {
			off(int(person)*s.r.m.weeks+week, func(p pick) bool { return !slices.Contains(s.r.m.people[person].pins, p) })
		}
		s.r.m.forbidAllBut(person, s.r.m.people[person].pins)
		s.reprice(person)
	}
	return empty
}

func (s *Standing) unpin(person int32, seat pick) {
	p := &s.r.m.people[person]
	p.pins = slices.DeleteFunc(p.pins, func(have pick) bool { return have == seat })
}

// reprice brings a person's term of the bound up to date.
func (s *Standing) reprice(person int32) {
	now := s.r.dual.sellers[0].sell(int(person))
	s.standing += now - s.r.dual.earned[person]
	s.r.dual.earned[person] = now
}

// join takes a new person in and gives them the best weeks beside the others'.
func (s *Standing) join(src *Person, before map[int][]pick) {
	m := s.r.m
	person := int32(len(m.people)) //nolint:gosec // far fewer people than that
	m.problem.People = append(m.problem.People, *src)
	m.append(src)
	s.people[src.ID] = person
	s.r.d.rosters = append(s.r.d.rosters, make([][]pick, m.weeks)...)
	s.r.dual.earned = append(s.r.dual.earned, 0)
	s.r.dual.unknownClass()
	s.reprice(person)
	for week, w := range s.r.weeks {
		if len(w.pairs(person)) > 0 {
			w.people, w.homes = append(w.people, person), nil
			s.remember(before, int(person)*m.weeks+week)
			w.again(person, 0)
		}
	}
}

// forbid takes a shift out of a person's pairs. The dummy that takes its place has no roles.
func (m *model) forbid(person, shift int32) {
	pairs := m.pairsIn(int(person), m.shifts[shift].week(), m.shifts[shift].week()+1)
	if at, found := slices.BinarySearch(pairs, shift); found {
		copy(pairs[at:], pairs[at+1:])
		pairs[len(pairs)-1] = m.dummy()
	}
}

func (m *model) forbidAllBut(person int32, pins []pick) {
	for _, shift := range slices.Clone(m.pairsIn(int(person), 0, m.weeks)) {
		if shift != m.dummy() && !slices.ContainsFunc(pins, func(p pick) bool { return p.shift == shift }) {
			m.forbid(person, shift)
		}
	}
}

// append compiles one person more.
func (m *model) append(src *Person) {
	person := m.compilePerson(src)
	m.people = append(m.people, person)
	m.order = append(m.order, int32(len(m.people)-1)) //nolint:gosec // far fewer people than that
	last := &m.people[len(m.people)-1]
	m.pairs = append(m.pairs, m.pairsOf(last, m.shiftsWithin(last.home, last.maxKm, nil), nil))
	last.windows = nil
	m.first = append(m.first, make([]uint32, m.weeks+1)...)
	m.countWeeks(len(m.people) - 1)
}
