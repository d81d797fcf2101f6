package planner

import (
	"cmp"
	"slices"
	"time"
)

func (m *model) compilePeople(p *Problem) {
	m.people = make([]person, len(p.People))
	for i := range p.People {
		m.people[i] = m.compilePerson(&p.People[i])
		m.order = append(m.order, int32(i)) //nolint:gosec // far fewer people than that
	}
	slices.SortStableFunc(m.order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(m.people[a].class, m.people[b].class), cmp.Compare(m.people[a].home, m.people[b].home))
	})
}

func (m *model) compilePerson(src *Person) person {
	q := person{
		home: m.communes[src.Home], maxDays: int32(src.MaxDaysPerWeek), class: m.classOf(src), maxKm: src.MaxKm, //nolint:gosec // 0 to 7
		maxDay: int64(src.MaxMinutesPerDay) * int64(time.Minute), maxWeek: int64(src.MaxMinutesPerWeek) * int64(time.Minute),
		prefer: positions(src.Prefer, m.communes), avoid: positions(src.Avoid, m.communes),
	}
	for _, w := range src.Available {
		q.windows = append(q.windows, window{int64(w.Start.Sub(m.problem.Start)), int64(w.End.Sub(m.problem.Start))})
	}
	slices.SortFunc(q.windows, func(a, b window) int { return cmp.Compare(a.start, b.start) })
	q.may = m.classes[q.class]
	return q
}

func positions(ids []string, communes names) []int32 {
	var list []int32
	for _, id := range ids {
		list = append(list, communes[id])
	}
	return list
}

// classOf tells for each thing that roles ask for whether a person meets it; all who give the
// same answers are one class.
func (m *model) classOf(p *Person) int32 {
	key := make([]byte, len(m.asks))
	for i, r := range m.asks {
		if p.Skills[r.Skill] >= r.Level && (r.Kind == "" || r.Kind == p.Kind) {
			key[i] = 1
		}
	}
	class, known := m.alike[string(key)]
	if !known {
		may := make([]bool, len(key))
		for i, yes := range key {
			may[i] = yes == 1
		}
		class = int32(len(m.classes)) //nolint:gosec // far fewer classes than that
		m.alike[string(key)] = class
		m.classes = append(m.classes, may)
	}
	return class
}

func (m *model) compileGiven(p *Problem) {
	if len(p.Pinned)+len(p.Current) == 0 {
		return
	}
	people := make(map[string]int, len(p.People))
	for i := range p.People {
		people[p.People[i].ID] = i
	}
	find := m.finder()
	for _, a := range p.Pinned {
		q := &m.people[people[a.Person]]
		q.pins = append(q.pins, find[seatName{a.Shift, a.Role}])
	}
	for _, a := range p.Current {
		q := &m.people[people[a.Person]]
		q.current = append(q.current, find[seatName{a.Shift, a.Role}].role)
	}
	for i := range m.people {
		slices.SortFunc(m.people[i].pins, func(a, b pick) int { return cmp.Compare(a.shift, b.shift) })
	}
}

// pin is the role that a person is pinned to on a shift.
func (p *person) pin(shift int32) (role int32, pinned bool) {
	for _, pin := range p.pins {
		if pin.shift == shift {
			return pin.role, true
		}
	}
	return 0, false
}

func (p *person) pinnedTo(seat pick) bool { return slices.Contains(p.pins, seat) }

// seatName is how files name a role of a shift.
type seatName struct{ shift, role string }

func (m *model) finder() map[seatName]pick {
	at := make(map[seatName]pick, len(m.roles))
	for r := range m.roles {
		i := m.roles[r].shift
		s := &m.problem.Shifts[m.source[i]]
		at[seatName{s.ID, s.Roles[int32(r)-m.shifts[i].roleLo].Role}] = pick{shift: i, role: int32(r)} //nolint:gosec // far fewer roles than that
	}
	return at
}

// taste is what a shift is worth to a person beside its cover: the way there and the wish.
func (m *model) taste(p *person, s *shift) float64 {
	gain := -m.rules.KmWeight * m.km[p.home][s.commune]
	if len(p.prefer) > 0 && slices.Contains(p.prefer, s.commune) {
		gain += m.rules.PreferWeight
	}
	return gain
}

// load is what the time worked in a week costs.
func (m *model) load(p *person, worked int64) float64 {
	if worked == 0 {
		return 0
	}
	const hour = float64(time.Hour)
	share := float64(worked) / float64(p.maxWeek)
	return m.rules.LoadWeight * float64(p.maxWeek) / hour * share * share
}
