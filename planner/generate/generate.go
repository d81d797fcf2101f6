// Package generate invents problems to measure planners on: communes around a city, people
// who live near each other, shifts with the variety that real ones have. The same size,
// scarcity and seed give the same problem.
package generate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
)

// Size is how big a problem is.
type Size struct{ People, Seats, Communes, Days int }

// Sizes are the problems that figures are given for.
func Sizes() map[string]Size {
	return map[string]Size{
		"S":   {People: 40, Seats: 800, Communes: 8, Days: 45},
		"M":   {People: 200, Seats: 3_000, Communes: 20, Days: 45},
		"L":   {People: 1_000, Seats: 15_000, Communes: 126, Days: 45},
		"XL":  {People: 50_000, Seats: 61_000, Communes: 126, Days: 45},
		"XXL": {People: 1_000_000, Seats: 1_600_000, Communes: 3_321, Days: 45},
	}
}

type maker struct {
	random *rand.Rand
	p      *planner.Problem
	size   Size
	place  map[string]planner.Commune
}

// Problem makes a problem of a size; scarcity multiplies the seats.
func Problem(size Size, scarcity float64, seed int64) *planner.Problem {
	hanoi := time.FixedZone("", 7*60*60)
	m := &maker{
		random: rand.New(rand.NewPCG(uint64(seed), 0x7469657073756321)), //nolint:gosec // a benchmark, not a secret
		size:   size,
		place:  map[string]planner.Commune{},
		p: &planner.Problem{
			Format: planner.ProblemFormat, Start: time.Date(2026, 3, 2, 0, 0, 0, 0, hanoi), Days: size.Days, Rules: planner.DefaultRules(),
		},
	}
	m.communes()
	m.shifts(int(float64(size.Seats) * scarcity))
	m.people()
	m.standing()
	return m.p
}

// communes lie around a centre, dense within and thin without.
func (m *maker) communes() {
	spread := 0.12 * math.Sqrt(float64(m.size.Communes)/20)
	for i := range m.size.Communes {
		m.p.Communes = append(m.p.Communes, planner.Commune{
			ID:  fmt.Sprintf("%05d", i+1),
			Lat: round(21.03 + spread*m.random.NormFloat64()*0.6), Lon: round(105.84 + spread*m.random.NormFloat64()*0.6),
		})
		m.place[m.p.Communes[i].ID] = m.p.Communes[i]
	}
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// hours are the spans that shifts have, in minutes from midnight: office hours mostly, odd
// ones and evenings now and then.
func (m *maker) hours() (start, end int) {
	switch x := m.random.IntN(20); {
	case x < 7:
		return 8 * 60, 11*60 + 30
	case x < 14:
		return 13*60 + 30, 17 * 60
	case x < 16:
		return 18 * 60, 21 * 60
	case x < 17:
		return 19*60 + 30, 22 * 60
	default:
		start = 6*60 + 15*m.random.IntN(40)
		return start, start + 60 + 15*m.random.IntN(17)
	}
}

func (m *maker) shifts(seats int) {
	for n := 0; seats > 0; n++ {
		day := m.random.IntN(m.size.Days)
		start, end := m.hours()
		midnight := m.p.Start.AddDate(0, 0, day)
		s := planner.Shift{
			ID: fmt.Sprintf("s%d", n+1), Commune: m.p.Communes[m.random.IntN(len(m.p.Communes))].ID, Priority: 1,
			Start: midnight.Add(time.Duration(start) * time.Minute), End: midnight.Add(time.Duration(end) * time.Minute),
		}
		if m.random.IntN(10) == 0 {
			s.Priority = 2
		}
		s.Roles = m.roles(seats)
		for _, r := range s.Roles {
			seats -= r.Seats
		}
		m.p.Shifts = append(m.p.Shifts, s)
	}
}

func (m *maker) roles(left int) []planner.Role {
	roles := []planner.Role{{Role: "it", Skill: "it", Level: 1 + m.random.IntN(2), Seats: 1, Floor: true}}
	if left > 1 {
		roles = append(roles, planner.Role{Role: "guide", Skill: "guide", Level: 1, Seats: min(left-1, 1+m.random.IntN(4))})
	}
	if left > 10 && m.random.IntN(8) == 0 {
		roles = append(roles, planner.Role{Role: "network", Skill: "network", Level: 1 + m.random.IntN(2), Seats: 1, Kind: "telecom"})
	}
	return roles
}

func (m *maker) people() {
	for i := range m.size.People {
		home := m.random.IntN(len(m.p.Communes))
		p := planner.Person{
			ID: fmt.Sprintf("p%d", i+1), Kind: "student", Home: m.p.Communes[home].ID, Skills: map[string]int{"guide": 1 + m.random.IntN(2)},
			MaxMinutesPerDay: 240 + 60*m.random.IntN(5), MaxMinutesPerWeek: 480 + 60*m.random.IntN(13), MaxDaysPerWeek: 2 + m.random.IntN(5),
			MaxKm: float64(6 + m.random.IntN(15)),
		}
		if m.random.IntN(3) > 0 {
			p.Skills["it"] = 1 + m.random.IntN(3)
		}
		if m.random.IntN(6) == 0 {
			p.Kind, p.Skills["network"] = "telecom", 1+m.random.IntN(3)
		}
		if m.random.IntN(4) == 0 {
			p.Prefer = []string{m.p.Communes[m.random.IntN(len(m.p.Communes))].ID}
		}
		if other := m.random.IntN(len(m.p.Communes)); m.random.IntN(10) == 0 && other != home {
			p.Avoid = []string{m.p.Communes[other].ID}
		}
		p.Available = m.windows()
		m.p.People = append(m.p.People, p)
	}
}

// stretch is the part of the campaign that somebody takes part in: all of it for one in
// three, some days or weeks for the others.
func (m *maker) stretch() (first, last int) {
	if m.random.IntN(3) == 0 {
		return 0, m.size.Days
	}
	length := 1 + m.random.IntN(min(m.size.Days, mostDays))
	first = m.random.IntN(m.size.Days - length + 1)
	return first, first + length
}

const mostDays = 21

// windows follow a weekly pattern of mornings, afternoons and evenings, with days off; some
// touch or overlap.
func (m *maker) windows() []planner.Window {
	var pattern [7][3]bool
	for d := range pattern {
		for part := range pattern[d] {
			pattern[d][part] = m.random.IntN(5) < 2
		}
	}
	parts := [3][2]int{{6 * 60, 12*60 + 30}, {12 * 60, 17*60 + 30}, {17 * 60, 22*60 + 30}}
	var windows []planner.Window
	first, last := m.stretch()
	for day := first; day < last; day++ {
		if m.random.IntN(12) == 0 {
			continue
		}
		midnight := m.p.Start.AddDate(0, 0, day)
		for part, free := range pattern[day%7] {
			if free {
				windows = append(windows, planner.Window{
					Start: midnight.Add(time.Duration(parts[part][0]) * time.Minute), End: midnight.Add(time.Duration(parts[part][1]) * time.Minute),
				})
			}
		}
	}
	return windows
}
