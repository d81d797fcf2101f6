package planner

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// model is a problem compiled to numbers: communes, skills and kinds are positions, times
// are nanoseconds from the problem's start, so that no rule rounds. Shifts are sorted by day
// and time, so that a person's pairs, which are positions of shifts, are sorted alike. A
// cell is one commune on one day.
type model struct {
	problem  *Problem
	rules    Rules
	days     int
	weeks    int
	rest     int64
	apart    int // how many weeks away a rest reaches
	shifts   []shift
	source   []int32 // where a shift stands in the problem
	roles    []role
	people   []person
	cells    []cell
	km       [][]float64
	travel   [][]int64
	pairs    [][]int32 // shifts that each person could take in some role
	first    []uint32  // where each week of a person's pairs begins, and the last one ends
	size     int       // how many pairs there are
	communes names
	asks     []Role           // what roles ask for: skill, level and kind
	alike    map[string]int32 // classes by what people may do
	classes  [][]bool         // what people may do, by what a role asks for; a person is of one class
	order    []int32          // people by class and home
	place    []int32          // communes by shift
}

type shift struct {
	start, end, length int64
	weight             float64 // priority · hours: what one person adds to the cell's cover
	commune, day, cell int32
	roleLo, roleHi     int32
}

// role asks for somebody who meets one of the model's demands for skill, level and kind.
type role struct {
	shift, seats int32
	asks         int32
	floor        bool
}

// cell is a commune on a day with what it asks for in weighted hours, and its roles.
type cell struct {
	demand float64
	roles  []int32
}

type person struct {
	home            int32
	maxKm           float64
	maxDays         int32
	maxDay, maxWeek int64
	class           int32
	may             []bool // by what a role asks for: m.classes[class]
	windows         []window
	prefer, avoid   []int32
	pins            []pick
	current         []int32 // roles
}

// pick is one role of one shift.
type pick struct{ shift, role int32 }

type window struct{ start, end int64 }

// names gives each name a position, in the order of first sight.
type names map[string]int32

func (n names) of(name string) int32 {
	i, ok := n[name]
	if !ok {
		i = int32(len(n)) //nolint:gosec // far fewer names than that
		n[name] = i
	}
	return i
}

// compile expects a problem that Validate has passed. With forget it takes people's windows out
// of it.
func compile(p *Problem, forget bool) *model {
	m := &model{
		problem: p, rules: p.Rules, days: p.Days, weeks: (p.Days + daysPerWeek - 1) / daysPerWeek,
		rest: int64(p.Rules.MinRestMinutes) * int64(time.Minute), communes: names{}, alike: map[string]int32{},
	}
	m.apart = 1 + int(m.rest/int64(daysPerWeek*dayLength))
	for _, c := range p.Communes {
		m.communes.of(c.ID)
	}
	m.compileWays(p)
	m.compileShifts(p)
	m.compilePeople(p)
	m.compilePairs(forget)
	m.compileGiven(p)
	return m
}

func (m *model) compileWays(p *Problem) {
	n := len(p.Communes)
	m.km, m.travel = make([][]float64, n), make([][]int64, n)
	for i := range p.Communes {
		m.km[i], m.travel[i] = make([]float64, n), make([]int64, n)
		for j := range i {
			km := Km(p.Communes[i], p.Communes[j])
			m.km[i][j], m.km[j][i] = km, km
			way := int64(travelTime(km, p.Rules.TravelKmh))
			m.travel[i][j], m.travel[j][i] = way, way
		}
	}
}

// compileShifts ends the list with a dummy that has no roles and begins after all others.
func (m *model) compileShifts(p *Problem) {
	communes := m.communes
	m.source = make([]int32, len(p.Shifts))
	for i := range m.source {
		m.source[i] = int32(i) //nolint:gosec // far fewer shifts than that
	}
	slices.SortFunc(m.source, func(a, b int32) int {
		s, t := &p.Shifts[a], &p.Shifts[b]
		return cmp.Or(s.Start.Compare(t.Start), s.End.Compare(t.End), cmp.Compare(communes[s.Commune], communes[t.Commune]), cmp.Compare(a, b))
	})
	m.cells = make([]cell, p.Days*len(p.Communes))
	at := map[Role]int32{}
	for i, source := range m.source {
		s := &p.Shifts[source]
		c := compiled(p, s, communes)
		c.roleLo = int32(len(m.roles)) //nolint:gosec // as above
		for _, r := range s.Roles {
			asked := Role{Skill: r.Skill, Level: r.Level, Kind: r.Kind}
			if _, known := at[asked]; !known {
				at[asked] = int32(len(m.asks)) //nolint:gosec // as above
				m.asks = append(m.asks, asked)
			}
			m.cells[c.cell].demand += c.weight * float64(r.Seats)
			m.cells[c.cell].roles = append(m.cells[c.cell].roles, int32(len(m.roles)))                                                   //nolint:gosec // as above
			m.roles = append(m.roles, role{shift: int32(i), seats: int32(min(r.Seats, math.MaxInt32)), asks: at[asked], floor: r.Floor}) //nolint:gosec // as above
		}
		c.roleHi = int32(len(m.roles)) //nolint:gosec // as above
		m.shifts = append(m.shifts, c)
		m.place = append(m.place, c.commune)
	}
	m.shifts = append(m.shifts, shift{start: math.MaxInt64, end: math.MaxInt64})
	m.place = append(m.place, 0)
}

// dummy stands where a person's pair has been taken out.
func (m *model) dummy() int32 { return int32(len(m.shifts) - 1) } //nolint:gosec // far fewer shifts than that

func compiled(p *Problem, s *Shift, communes names) shift {
	length := s.End.Sub(s.Start)
	c := shift{
		commune: communes[s.Commune], start: int64(s.Start.Sub(p.Start)), end: int64(s.End.Sub(p.Start)), length: int64(length),
		weight: s.Priority * length.Hours(),
	}
	c.day = int32(c.start / int64(dayLength))         //nolint:gosec // a year has fewer days
	c.cell = c.day*int32(len(p.Communes)) + c.commune //nolint:gosec // as above
	return c
}

func (s *shift) week() int { return int(s.day) / daysPerWeek }
