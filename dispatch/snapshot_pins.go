package dispatch

import (
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/roster"
)

// pin pins what a person holds and tells whether the pins can stand, if need be with the
// person's limits bent to them.
func (s *snapshot) pin(p *planner.Person, duties []roster.Assignment) ([]planner.Assignment, bool) {
	pins := make([]planner.Assignment, len(duties))
	for i, a := range duties {
		pins[i] = planner.Assignment{Person: a.Volunteer, Shift: a.Shift, Role: a.Role}
	}
	if s.stand(*p, pins, duties) {
		return pins, true
	}
	s.bend(p, duties)
	return pins, s.stand(*p, pins, duties)
}

// bend makes a person's limits fit what they hold, and leaves no time for more.
func (s *snapshot) bend(p *planner.Person, duties []roster.Assignment) {
	perDay, perWeek, days := map[int]int{}, map[int]int{}, map[int]map[int]bool{}
	p.Available = nil
	for _, a := range duties {
		p.Available = append(p.Available, planner.Window{Start: a.Span.Start, End: a.Span.End})
		p.Avoid = slices.DeleteFunc(slices.Clone(p.Avoid), func(c string) bool { return c == a.Commune })
		p.MaxKm = max(p.MaxKm, s.km(p.Home, a.Commune)+0.001)
		day := int(a.Span.Start.Sub(s.start) / (24 * time.Hour))
		perDay[day] += a.Span.Minutes()
		perWeek[day/7] += a.Span.Minutes()
		if days[day/7] == nil {
			days[day/7] = map[int]bool{}
		}
		days[day/7][day] = true
		p.MaxMinutesPerDay = max(p.MaxMinutesPerDay, perDay[day])
		p.MaxMinutesPerWeek = max(p.MaxMinutesPerWeek, perWeek[day/7])
		p.MaxDaysPerWeek = max(p.MaxDaysPerWeek, len(days[day/7]))
	}
}

// stand asks the planner whether a person's pins keep its rules: in a problem of that person
// alone, with no more communes than it takes, since there are thousands to ask about.
func (s *snapshot) stand(p planner.Person, pins []planner.Assignment, duties []roster.Assignment) bool {
	needed := func(code string) bool {
		return code == p.Home || slices.ContainsFunc(duties, func(a roster.Assignment) bool { return a.Commune == code })
	}
	single := planner.Problem{
		Format: s.problem.Format, Start: s.problem.Start, Days: s.problem.Days, Rules: s.problem.Rules, Shifts: s.only(duties), Pinned: pins,
	}
	for _, c := range s.problem.Communes {
		if needed(c.ID) {
			single.Communes = append(single.Communes, c)
		}
	}
	p.Prefer = nil
	p.Avoid = slices.DeleteFunc(slices.Clone(p.Avoid), func(code string) bool { return !needed(code) })
	single.People = []planner.Person{p}
	return len(planner.Validate(&single)) == 0
}

func (s *snapshot) only(duties []roster.Assignment) []planner.Shift {
	var shifts []planner.Shift
	for _, shift := range s.problem.Shifts {
		if slices.ContainsFunc(duties, func(a roster.Assignment) bool { return a.Shift == shift.ID }) {
			shifts = append(shifts, shift)
		}
	}
	return shifts
}

func (s *snapshot) km(from, to string) float64 {
	var a, b planner.Commune
	for _, c := range s.problem.Communes {
		if c.ID == from {
			a = c
		}
		if c.ID == to {
			b = c
		}
	}
	return planner.Km(a, b)
}

// dropSeats takes seats out of the problem that somebody outside it holds.
func (s *snapshot) dropSeats(duties []roster.Assignment) {
	for _, a := range duties {
		for i := range s.problem.Shifts {
			shift := &s.problem.Shifts[i]
			if shift.ID != a.Shift {
				continue
			}
			for j := range shift.Roles {
				if shift.Roles[j].Role == a.Role {
					shift.Roles[j].Seats--
				}
			}
			shift.Roles = slices.DeleteFunc(shift.Roles, func(r planner.Role) bool { return r.Seats < 1 })
		}
	}
	s.problem.Shifts = slices.DeleteFunc(s.problem.Shifts, func(shift planner.Shift) bool { return len(shift.Roles) == 0 })
}
