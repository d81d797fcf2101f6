package generate

import (
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
)

// standing gives some people a duty that they have taken already: half of these are pinned,
// the others are what a new plan should rather keep. One duty a person, so that all of them
// can stand together.
func (m *maker) standing() {
	const oneIn, tries = 12, 20
	taken := map[[2]int]int{}
	for i := range m.p.People {
		if m.random.IntN(oneIn) > 0 || len(m.p.Shifts) == 0 {
			continue
		}
		for range tries {
			shift := m.random.IntN(len(m.p.Shifts))
			role := m.random.IntN(len(m.p.Shifts[shift].Roles))
			seats := m.p.Shifts[shift].Roles[role].Seats
			if taken[[2]int{shift, role}] < seats && m.mayStand(&m.p.People[i], &m.p.Shifts[shift], role) {
				taken[[2]int{shift, role}]++
				m.stand(i, shift, role)
				break
			}
		}
	}
}

func (m *maker) stand(person, shift, role int) {
	a := planner.Assignment{Person: m.p.People[person].ID, Shift: m.p.Shifts[shift].ID, Role: m.p.Shifts[shift].Roles[role].Role}
	if m.p.Current = append(m.p.Current, a); m.random.IntN(2) == 0 {
		m.p.Pinned = append(m.p.Pinned, a)
	}
}

func (m *maker) mayStand(p *planner.Person, s *planner.Shift, role int) bool {
	r := s.Roles[role]
	length := int(s.End.Sub(s.Start) / time.Minute)
	return p.Skills[r.Skill] >= r.Level && (r.Kind == "" || r.Kind == p.Kind) && length <= min(p.MaxMinutesPerDay, p.MaxMinutesPerWeek) &&
		!slices.Contains(p.Avoid, s.Commune) && planner.Km(m.place[p.Home], m.place[s.Commune]) <= p.MaxKm &&
		slices.ContainsFunc(p.Available, func(w planner.Window) bool { return !s.Start.Before(w.Start) && !s.End.After(w.End) })
}
