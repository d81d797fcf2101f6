package planner

import (
	"cmp"
	"slices"
)

// value is the plan's score as the format defines it, summed in one order.
func (s *search) value() float64 {
	total := 0.0
	for c := range s.m.cells {
		if d := s.m.cells[c].demand; d > 0 {
			total += d - d*(1-s.covered[c]/d)*(1-s.covered[c]/d)
		}
	}
	for r := range s.m.roles {
		if s.m.roles[r].floor && s.taken[r] > 0 {
			total += s.m.rules.FloorWeight
		}
	}
	for i := range s.m.people {
		total += s.personal(i)
	}
	return total
}

// personal is the part of the score that hangs on one person alone: ways, wishes, what is
// kept, the load of the weeks.
func (s *search) personal(i int) float64 {
	p := &s.m.people[i]
	sum := 0.0
	minutes := make([]int, (s.m.days+6)/7)
	for _, pick := range s.roster[i] {
		sh := &s.m.shifts[pick.shift]
		sum += s.m.taste(p, sh, pick.role)
		minutes[sh.day/7] += sh.minutes
	}
	for _, m := range minutes {
		sum -= s.best.load(p, m)
	}
	return sum
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
			list = append(list, Assignment{Person: s.m.people[i].id, Shift: s.m.shifts[pick.shift].id, Role: s.m.roles[pick.role].name})
		}
	}
	return list
}

// prices is, per commune, the worth of one more hour of priority 1: the marginal worth
// 2(1-y/D) of its days, weighted by their demand D.
func (s *search) prices() map[string]float64 {
	communes := s.m.problem.Communes
	prices := make(map[string]float64, len(communes))
	for c := range communes {
		worth, demand := 0.0, 0.0
		for day := range s.m.days {
			cell := day*len(communes) + c
			if d := s.m.cells[cell].demand; d > 0 {
				worth += max(0, 2*(1-s.covered[cell]/d)) * d
				demand += d
			}
		}
		if demand > 0 {
			prices[communes[c].ID] = worth / demand
		}
	}
	return prices
}
