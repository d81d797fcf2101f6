package planner

import (
	"cmp"
	"slices"
)

// value is the plan's score as the format defines it, summed in one order.
func (s *search) value() float64 {
	total := 0.0
	for c, d := range s.m.demand {
		if d > 0 {
			missing := 1 - s.covered[c]/d
			total += d - d*missing*missing
		}
	}
	for r := range s.m.roles {
		if s.m.roles[r].floor && s.taken[r] > 0 {
			total += s.m.rules.FloorWeight
		}
	}
	for i := range s.m.people {
		p := &s.m.people[i]
		for _, pick := range s.roster[i] {
			total += s.m.taste(p, &s.m.shifts[pick.shift], pick.role)
		}
		total -= s.m.loads(p, s.roster[i])
	}
	return total
}

// assignments lists the plan by person and start, in the order of the problem.
func (s *search) assignments() []Assignment {
	list := []Assignment{}
	for i := range s.m.people {
		picks := slices.Clone(s.roster[i])
		slices.SortFunc(picks, func(a, b pick) int {
			return cmp.Or(cmp.Compare(s.m.shifts[a.shift].start, s.m.shifts[b.shift].start), cmp.Compare(a.shift, b.shift))
		})
		for _, pick := range picks {
			sh := &s.m.problem.Shifts[pick.shift]
			list = append(list, Assignment{Person: s.m.problem.People[i].ID, Shift: sh.ID, Role: sh.Roles[pick.role-s.m.shifts[pick.shift].roleLo].Role})
		}
	}
	return list
}

// byCommune tells for each commune the worth of one more hour of priority 1, and the share
// of its weighted hours that is covered. The worth is the marginal 2(1-y/D) of its days,
// averaged by their demand D, which comes to 2(1 - share covered). It says nothing of
// floors, ways and wishes, which hang on who comes.
func (s *search) byCommune() (prices, coverage map[string]float64) {
	communes := s.m.problem.Communes
	prices, coverage = make(map[string]float64, len(communes)), make(map[string]float64, len(communes))
	for c := range communes {
		covered, demand := 0.0, 0.0
		for day := range s.m.days {
			cell := day*len(communes) + c
			covered += s.covered[cell]
			demand += s.m.demand[cell]
		}
		if demand > 0 {
			coverage[communes[c].ID] = covered / demand
			prices[communes[c].ID] = 2 * max(0, 1-covered/demand)
		}
	}
	return prices, coverage
}
