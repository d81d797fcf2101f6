package planner

import (
	"math"
	"slices"
	"time"
)

// model is a problem compiled to numbers. Times are seconds from the problem's start. A cell
// is one commune on one day.
type model struct {
	rules   Rules
	days    int
	shifts  []shift
	roles   []role
	people  []person
	cells   []cell
	byDay   [][][]int32 // shifts by day and commune
	km      [][]float64
	speed   float64 // km per second
	rest    int64
	problem *Problem
}

type shift struct {
	id             string
	commune, day   int
	start, end     int64
	minutes        int
	weight         float64 // priority · hours: what one person adds to the cell's cover
	cell           int
	roleLo, roleHi int
}

type role struct {
	shift, seats, level int
	skill, kind, name   string
	floor               bool
}

type person struct {
	id              string
	home            int
	source          *Person
	windows         []window
	reach           []int // communes within reach, nearest first
	prefer          []bool
	pins            map[int]int // shift → role
	current         map[int]int // role → 1
	maxDay, maxWeek int
	maxDays         int
}

type window struct{ start, end int64 }

// cell is one commune-day: its demand in weighted hours.
type cell struct{ demand float64 }

const daySeconds = 24 * 60 * 60

// compile expects a problem that Validate has passed.
func compile(p *Problem) *model {
	m := &model{rules: p.Rules, days: p.Days, problem: p, speed: p.Rules.TravelKmh / 3600, rest: int64(p.Rules.MinRestMinutes) * 60}
	index := map[string]int{}
	for i, c := range p.Communes {
		index[c.ID] = i
	}
	m.distances(p.Communes)
	m.compileShifts(p, index)
	m.compilePeople(p, index)
	return m
}

func (m *model) distances(communes []Commune) {
	m.km = make([][]float64, len(communes))
	for i := range communes {
		m.km[i] = make([]float64, len(communes))
		for j := range communes {
			m.km[i][j] = Km(communes[i], communes[j])
		}
	}
}

func (m *model) compileShifts(p *Problem, communes map[string]int) {
	m.cells = make([]cell, p.Days*len(p.Communes))
	m.byDay = make([][][]int32, p.Days)
	for d := range m.byDay {
		m.byDay[d] = make([][]int32, len(p.Communes))
	}
	for i, s := range p.Shifts {
		c := shift{
			id: s.ID, commune: communes[s.Commune], start: seconds(p.Start, s.Start), end: seconds(p.Start, s.End),
			weight: s.Priority * s.End.Sub(s.Start).Hours(), roleLo: len(m.roles), roleHi: len(m.roles) + len(s.Roles),
		}
		c.day = int(c.start / daySeconds)
		c.minutes = int((c.end - c.start) / 60)
		c.cell = c.day*len(p.Communes) + c.commune
		for _, r := range s.Roles {
			m.roles = append(m.roles, role{shift: i, seats: r.Seats, level: r.Level, skill: r.Skill, kind: r.Kind, name: r.Role, floor: r.Floor})
			m.cells[c.cell].demand += c.weight * float64(r.Seats)
		}
		m.shifts = append(m.shifts, c)
		m.byDay[c.day][c.commune] = append(m.byDay[c.day][c.commune], int32(i)) //nolint:gosec // far fewer shifts than that
	}
}

func (m *model) compilePeople(p *Problem, communes map[string]int) {
	byID := make(map[string]int, len(p.People))
	for i := range p.People {
		src := &p.People[i]
		byID[src.ID] = i
		q := person{
			id: src.ID, home: communes[src.Home], source: src, prefer: make([]bool, len(p.Communes)),
			maxDay: src.MaxMinutesPerDay, maxWeek: src.MaxMinutesPerWeek, maxDays: src.MaxDaysPerWeek,
		}
		for _, w := range src.Available {
			q.windows = append(q.windows, window{seconds(p.Start, w.Start), seconds(p.Start, w.End)})
		}
		for _, id := range src.Prefer {
			q.prefer[communes[id]] = true
		}
		q.reach = m.reachOf(src, q.home, communes)
		m.people = append(m.people, q)
	}
	m.compileGiven(p, byID)
}

func (m *model) compileGiven(p *Problem, people map[string]int) {
	roles := map[[2]string]int{}
	shifts := map[string]int{}
	for i, s := range m.shifts {
		shifts[s.id] = i
		for r := s.roleLo; r < s.roleHi; r++ {
			roles[[2]string{s.id, m.roles[r].name}] = r
		}
	}
	for _, a := range p.Pinned {
		q := &m.people[people[a.Person]]
		if q.pins == nil {
			q.pins = map[int]int{}
		}
		q.pins[shifts[a.Shift]] = roles[[2]string{a.Shift, a.Role}]
	}
	for _, a := range p.Current {
		q := &m.people[people[a.Person]]
		if q.current == nil {
			q.current = map[int]int{}
		}
		q.current[roles[[2]string{a.Shift, a.Role}]] = 1
	}
}

func (m *model) reachOf(p *Person, home int, communes map[string]int) []int {
	var reach []int
	for c, km := range m.km[home] {
		if km <= p.MaxKm {
			reach = append(reach, c)
		}
	}
	for _, id := range p.Avoid {
		reach = slices.DeleteFunc(reach, func(c int) bool { return c == communes[id] })
	}
	return reach
}

func seconds(start, t time.Time) int64 { return int64(math.Round(t.Sub(start).Seconds())) }

// mayTake tells whether a person meets what a role asks for.
func (m *model) mayTake(p *person, r *role) bool {
	return p.source.Skills[r.skill] >= r.level && (r.kind == "" || r.kind == p.source.Kind)
}

// free tells whether a shift lies within one of the person's windows.
func (p *person) free(s *shift) bool {
	for _, w := range p.windows {
		if w.start <= s.start && s.end <= w.end {
			return true
		}
	}
	return false
}

// follows tells whether a person can serve b after a on one day: b begins after a has ended
// and there is time to travel.
func (m *model) follows(a, b *shift) bool {
	gap := b.start - a.end
	if gap < 0 {
		return false
	}
	return a.commune == b.commune || float64(gap) >= m.km[a.commune][b.commune]/m.speed
}
