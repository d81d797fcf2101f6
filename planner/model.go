package planner

import (
	"slices"
	"time"
)

// model is a problem compiled to numbers: communes, skills and kinds are positions, times
// are nanoseconds from the problem's start, so that no rule rounds. A cell is one commune on
// one day.
type model struct {
	problem  *Problem
	rules    Rules
	days     int
	rest     int64
	shifts   []shift
	roles    []role
	people   []person
	demand   []float64   // weighted hours asked for, by cell
	byDay    [][][]int32 // shifts by day and commune
	km       [][]float64
	travel   [][]int64
	farthest []int64 // the longest way from each commune
}

type shift struct {
	commune, day, cell int
	start, end, length int64
	weight             float64 // priority · hours: what one person adds to the cell's cover
	roleLo, roleHi     int
}

// role asks for a skill at a level; kind 0 is anyone.
type role struct {
	shift, seats, level int
	skill, kind         int
	floor               bool
}

type person struct {
	home            int
	kind, maxDays   int
	levels          []int    // by skill
	windows         []window // by start
	reach           []int32  // communes that are near enough and not avoided
	prefer          map[int]bool
	pins            map[int]int  // role by shift
	current         map[int]bool // roles
	maxDay, maxWeek int64
}

type window struct{ start, end int64 }

// names gives each name a position, in the order of first sight.
type names map[string]int

func (n names) of(name string) int {
	i, ok := n[name]
	if !ok {
		i = len(n)
		n[name] = i
	}
	return i
}

// compile expects a problem that Validate has passed.
func compile(p *Problem) *model {
	m := &model{problem: p, rules: p.Rules, days: p.Days, rest: int64(p.Rules.MinRestMinutes) * int64(time.Minute)}
	communes := names{}
	for _, c := range p.Communes {
		communes.of(c.ID)
	}
	skills, kinds := names{}, names{"": 0}
	m.compileWays(p)
	m.compileShifts(p, communes, skills, kinds)
	m.compilePeople(p, communes, skills, kinds)
	m.compileGiven(p)
	return m
}

func (m *model) compileWays(p *Problem) {
	n := len(p.Communes)
	m.km, m.travel, m.farthest = make([][]float64, n), make([][]int64, n), make([]int64, n)
	for i, from := range p.Communes {
		m.km[i], m.travel[i] = make([]float64, n), make([]int64, n)
		for j, to := range p.Communes {
			if i != j {
				m.km[i][j] = Km(from, to)
				m.travel[i][j] = int64(travelTime(m.km[i][j], p.Rules.TravelKmh))
				m.farthest[i] = max(m.farthest[i], m.travel[i][j])
			}
		}
	}
}

func (m *model) compileShifts(p *Problem, communes, skills, kinds names) {
	m.demand = make([]float64, p.Days*len(p.Communes))
	m.byDay = make([][][]int32, p.Days)
	for d := range m.byDay {
		m.byDay[d] = make([][]int32, len(p.Communes))
	}
	for i, s := range p.Shifts {
		c := shift{
			commune: communes.of(s.Commune), start: int64(s.Start.Sub(p.Start)), end: int64(s.End.Sub(p.Start)), length: int64(s.End.Sub(s.Start)),
			weight: s.Priority * s.End.Sub(s.Start).Hours(), roleLo: len(m.roles), roleHi: len(m.roles) + len(s.Roles),
		}
		c.day = int(c.start / int64(dayLength))
		c.cell = c.day*len(p.Communes) + c.commune
		for _, r := range s.Roles {
			m.roles = append(m.roles, role{shift: i, seats: r.Seats, level: r.Level, skill: skills.of(r.Skill), kind: kinds.of(r.Kind), floor: r.Floor})
			m.demand[c.cell] += c.weight * float64(r.Seats)
		}
		m.shifts = append(m.shifts, c)
		m.byDay[c.day][c.commune] = append(m.byDay[c.day][c.commune], int32(i)) //nolint:gosec // far fewer shifts than that
	}
}

func (m *model) compilePeople(p *Problem, communes, skills, kinds names) {
	near := map[nearby][]int32{}
	for i := range p.People {
		src := &p.People[i]
		q := person{
			home: communes.of(src.Home), kind: kinds.of(src.Kind), maxDays: src.MaxDaysPerWeek, levels: make([]int, len(skills)),
			maxDay: int64(src.MaxMinutesPerDay) * int64(time.Minute), maxWeek: int64(src.MaxMinutesPerWeek) * int64(time.Minute),
		}
		for skill, level := range src.Skills {
			if s, asked := skills[skill]; asked {
				q.levels[s] = level
			}
		}
		for _, w := range src.Available {
			q.windows = append(q.windows, window{int64(w.Start.Sub(p.Start)), int64(w.End.Sub(p.Start))})
		}
		slices.SortFunc(q.windows, func(a, b window) int { return int(min(1, max(-1, a.start-b.start))) })
		q.reach = m.reachOf(src, q.home, near)
		for _, id := range src.Avoid {
			avoided := int32(communes.of(id)) //nolint:gosec // far fewer communes than that
			q.reach = slices.DeleteFunc(slices.Clone(q.reach), func(c int32) bool { return c == avoided })
		}
		for _, id := range src.Prefer {
			if q.prefer == nil {
				q.prefer = map[int]bool{}
			}
			q.prefer[communes.of(id)] = true
		}
		m.people = append(m.people, q)
	}
}

type nearby struct {
	home  int
	maxKm float64
}

// reachOf shares one list among all who live in one place and go equally far.
func (m *model) reachOf(p *Person, home int, near map[nearby][]int32) []int32 {
	key := nearby{home, p.MaxKm}
	reach, known := near[key]
	if !known {
		for c, km := range m.km[home] {
			if inReach(km, p.MaxKm) {
				reach = append(reach, int32(c)) //nolint:gosec // far fewer communes than that
			}
		}
		near[key] = reach
	}
	return reach
}

func (m *model) compileGiven(p *Problem) {
	people := make(map[string]int, len(p.People))
	for i := range p.People {
		people[p.People[i].ID] = i
	}
	find := m.finder()
	for _, a := range p.Pinned {
		q, at := &m.people[people[a.Person]], find[seatName{a.Shift, a.Role}]
		if q.pins == nil {
			q.pins = map[int]int{}
		}
		q.pins[at.shift] = at.role
	}
	for _, a := range p.Current {
		q := &m.people[people[a.Person]]
		if q.current == nil {
			q.current = map[int]bool{}
		}
		q.current[find[seatName{a.Shift, a.Role}].role] = true
	}
}

// seatName is how files name a role of a shift.
type seatName struct{ shift, role string }

func (m *model) finder() map[seatName]pick {
	at := make(map[seatName]pick, len(m.roles))
	for r := range m.roles {
		i := m.roles[r].shift
		s := &m.problem.Shifts[i]
		at[seatName{s.ID, s.Roles[r-m.shifts[i].roleLo].Role}] = pick{shift: i, role: r}
	}
	return at
}
