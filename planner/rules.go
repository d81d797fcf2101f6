package planner

import (
	"cmp"
	"fmt"
	"slices"
)

// finder returns a function that looks up assignments by the model's numbers; false when one
// names what isn't there.
func (m *model) finder() func([]Assignment) ([]pick, bool) {
	type key struct{ shift, role string }
	at := make(map[key]pick, len(m.roles))
	for r := range m.roles {
		at[key{m.shifts[m.roles[r].shift].id, m.roles[r].name}] = pick{shift: m.roles[r].shift, role: r}
	}
	return func(list []Assignment) ([]pick, bool) {
		picks := make([]pick, 0, len(list))
		for _, a := range list {
			p, ok := at[key{a.Shift, a.Role}]
			if !ok {
				return nil, false
			}
			picks = append(picks, p)
		}
		return picks, true
	}
}

func (m *model) keepsPins(i int, picks []pick) bool {
	for shift, role := range m.people[i].pins {
		if !slices.Contains(picks, pick{shift: shift, role: role}) {
			return false
		}
	}
	return true
}

// broken names the first rule that a person's roster breaks, seats aside; empty when it
// keeps them all.
func (m *model) broken(p *person, picks []pick) string {
	sorted := slices.Clone(picks)
	slices.SortFunc(sorted, func(a, b pick) int {
		return cmp.Or(cmp.Compare(m.shifts[a.shift].start, m.shifts[b.shift].start), cmp.Compare(a.shift, b.shift))
	})
	perDay, perWeek, days := map[int]int{}, map[int]int{}, map[int]map[int]bool{}
	for i, pick := range sorted {
		s := &m.shifts[pick.shift]
		if why := m.single(p, s, &m.roles[pick.role]); why != "" {
			return why
		}
		if i > 0 {
			if why := m.pair(&m.shifts[sorted[i-1].shift], s); why != "" {
				return why
			}
		}
		perDay[s.day] += s.minutes
		perWeek[s.day/7] += s.minutes
		if days[s.day/7] == nil {
			days[s.day/7] = map[int]bool{}
		}
		days[s.day/7][s.day] = true
		switch {
		case perDay[s.day] > p.maxDay:
			return fmt.Sprintf("%d minutes on day %d, over %d", perDay[s.day], s.day, p.maxDay)
		case perWeek[s.day/7] > p.maxWeek:
			return fmt.Sprintf("%d minutes in week %d, over %d", perWeek[s.day/7], s.day/7, p.maxWeek)
		case len(days[s.day/7]) > p.maxDays:
			return fmt.Sprintf("%d days in week %d, over %d", len(days[s.day/7]), s.day/7, p.maxDays)
		}
	}
	return ""
}

func (m *model) single(p *person, s *shift, r *role) string {
	switch {
	case !m.mayTake(p, r):
		return fmt.Sprintf("shift %s needs %s level %d%s", s.id, r.skill, r.level, ofKind(r.kind))
	case !slices.Contains(p.reach, s.commune):
		return fmt.Sprintf("shift %s is out of reach or avoided", s.id)
	case !p.free(s):
		return fmt.Sprintf("not available for shift %s", s.id)
	}
	return ""
}

func ofKind(kind string) string {
	if kind == "" {
		return ""
	}
	return " and kind " + kind
}

func (m *model) pair(a, b *shift) string {
	switch {
	case a.end > b.start:
		return fmt.Sprintf("shift %s overlaps %s", a.id, b.id)
	case a.day == b.day && !m.follows(a, b):
		return fmt.Sprintf("no time to travel from shift %s to %s", a.id, b.id)
	case a.day != b.day && b.start-a.end < m.rest:
		return fmt.Sprintf("too little rest between shift %s and %s", a.id, b.id)
	}
	return ""
}
