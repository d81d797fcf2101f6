package planner

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Fault is one thing that is wrong with a problem, by its JSON path.
type Fault struct{ Path, Reason string }

func (f Fault) String() string { return f.Path + ": " + f.Reason }

// Faults are all things that are wrong with a problem.
type Faults []Fault

// Error lists all faults, one a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.String()
	}
	return strings.Join(lines, "\n")
}

// validator collects faults.
type validator struct {
	p        *Problem
	faults   Faults
	communes map[string]bool
	shifts   map[string]*Shift
	people   map[string]*Person
}

// Validate returns everything that breaks the format in a problem that could be read.
func Validate(p *Problem) Faults {
	v := &validator{p: p, communes: map[string]bool{}, shifts: map[string]*Shift{}, people: map[string]*Person{}}
	v.head()
	for i := range p.Communes {
		v.commune(i)
	}
	for i := range p.Shifts {
		v.shift(i)
	}
	for i := range p.People {
		v.person(i)
	}
	v.given("pinned", p.Pinned)
	v.given("current", p.Current)
	if len(v.faults) == 0 {
		v.pins()
	}
	return v.faults
}

func (v *validator) fault(path, reason string, args ...any) {
	v.faults = append(v.faults, Fault{Path: path, Reason: fmt.Sprintf(reason, args...)})
}

func (v *validator) number(path string, x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) || x < 0 {
		v.fault(path, "must be a number of 0 or more")
	}
}

func (v *validator) head() {
	if v.p.Format != ProblemFormat {
		v.fault("format", "must be %q", ProblemFormat)
	}
	const longest = 366
	if v.p.Days < 1 || v.p.Days > longest {
		v.fault("days", "must be 1 to %d", longest)
	}
	r := v.p.Rules
	for _, w := range []struct {
		name string
		x    float64
	}{
		{"minRestMinutes", float64(r.MinRestMinutes)}, {"floorWeight", r.FloorWeight}, {"kmWeight", r.KmWeight},
		{"loadWeight", r.LoadWeight}, {"preferWeight", r.PreferWeight}, {"keepWeight", r.KeepWeight},
	} {
		v.number("rules."+w.name, w.x)
	}
	if !(r.TravelKmh > 0) || math.IsInf(r.TravelKmh, 0) {
		v.fault("rules.travelKmh", "must be more than 0")
	}
	if local := v.p.Start; local.Hour() != 0 || local.Minute() != 0 || local.Second() != 0 {
		v.fault("start", "must be a local midnight")
	}
}

func (v *validator) commune(i int) {
	c, path := v.p.Communes[i], fmt.Sprintf("communes[%d]", i)
	v.unique(path+".id", c.ID, v.communes[c.ID])
	v.communes[c.ID] = true
	if !(math.Abs(c.Lat) <= 90) {
		v.fault(path+".lat", "must be -90 to 90 degrees")
	}
	if !(math.Abs(c.Lon) <= 180) {
		v.fault(path+".lon", "must be -180 to 180 degrees")
	}
}

func (v *validator) unique(path, id string, seen bool) {
	if id == "" {
		v.fault(path, "is missing")
	} else if seen {
		v.fault(path, "%q stands twice", id)
	}
}

func (v *validator) shift(i int) {
	s, path := &v.p.Shifts[i], fmt.Sprintf("shifts[%d]", i)
	_, seen := v.shifts[s.ID]
	v.unique(path+".id", s.ID, seen)
	v.shifts[s.ID] = s
	if !v.communes[s.Commune] {
		v.fault(path+".commune", "unknown commune %q", s.Commune)
	}
	v.number(path+".priority", s.Priority)
	v.span(path, s)
	if len(s.Roles) == 0 {
		v.fault(path+".roles", "must not be empty")
	}
	names := map[string]bool{}
	for j, r := range s.Roles {
		at := fmt.Sprintf("%s.roles[%d]", path, j)
		v.unique(at+".role", r.Role, names[r.Role])
		names[r.Role] = true
		if r.Skill == "" {
			v.fault(at+".skill", "is missing")
		}
		if r.Level < 1 {
			v.fault(at+".level", "must be 1 or more")
		}
		if r.Seats < 1 {
			v.fault(at+".seats", "must be 1 or more")
		}
	}
}

func (v *validator) span(path string, s *Shift) {
	if !s.Start.Before(s.End) {
		v.fault(path+".end", "must be after the start")
		return
	}
	if s.Start.Before(v.p.Start) || s.End.After(v.p.Start.Add(time.Duration(v.p.Days)*24*time.Hour)) {
		v.fault(path+".start", "lies outside the planned days")
		return
	}
	first, last := s.Start.Sub(v.p.Start), s.End.Sub(v.p.Start)-time.Nanosecond
	if first/(24*time.Hour) != last/(24*time.Hour) {
		v.fault(path+".end", "must be on the day of the start")
	}
}

func (v *validator) person(i int) {
	p, path := &v.p.People[i], fmt.Sprintf("people[%d]", i)
	_, seen := v.people[p.ID]
	v.unique(path+".id", p.ID, seen)
	v.people[p.ID] = p
	if !v.communes[p.Home] {
		v.fault(path+".home", "unknown commune %q", p.Home)
	}
	for skill, level := range p.Skills {
		if level < 1 {
			v.fault(path+".skills."+skill, "must be 1 or more")
		}
	}
	for j, w := range p.Available {
		if !w.Start.Before(w.End) {
			v.fault(fmt.Sprintf("%s.available[%d].end", path, j), "must be after the start")
		}
	}
	v.atLeastOne(path+".maxMinutesPerDay", p.MaxMinutesPerDay)
	v.atLeastOne(path+".maxMinutesPerWeek", p.MaxMinutesPerWeek)
	if p.MaxDaysPerWeek < 1 || p.MaxDaysPerWeek > 7 {
		v.fault(path+".maxDaysPerWeek", "must be 1 to 7")
	}
	v.number(path+".maxKm", p.MaxKm)
	v.known(path+".prefer", p.Prefer)
	v.known(path+".avoid", p.Avoid)
}

func (v *validator) atLeastOne(path string, n int) {
	if n < 1 {
		v.fault(path, "must be 1 or more")
	}
}

func (v *validator) known(path string, communes []string) {
	for j, id := range communes {
		if !v.communes[id] {
			v.fault(fmt.Sprintf("%s[%d]", path, j), "unknown commune %q", id)
		}
	}
}

func (v *validator) given(name string, list []Assignment) {
	seen := map[Assignment]bool{}
	for i, a := range list {
		path := fmt.Sprintf("%s[%d]", name, i)
		if seen[a] {
			v.fault(path, "stands twice")
		}
		seen[a] = true
		if v.people[a.Person] == nil {
			v.fault(path+".person", "unknown person %q", a.Person)
		}
		s := v.shifts[a.Shift]
		if s == nil {
			v.fault(path+".shift", "unknown shift %q", a.Shift)
			continue
		}
		if !slices.ContainsFunc(s.Roles, func(r Role) bool { return r.Role == a.Role }) {
			v.fault(path+".role", "unknown role %q of shift %q", a.Role, a.Shift)
		}
	}
}

// pins checks that what is pinned can stand: each person's pins together keep every rule, and
// no role has more pins than seats.
func (v *validator) pins() {
	m := compile(v.p)
	find := m.finder()
	byPerson := map[string][]Assignment{}
	first := map[string]int{}
	taken := make([]int, len(m.roles))
	for i, a := range v.p.Pinned {
		picks, _ := find([]Assignment{a})
		if taken[picks[0].role]++; taken[picks[0].role] == m.roles[picks[0].role].seats+1 {
			v.fault(fmt.Sprintf("pinned[%d]", i), "more people than seats on role %s of shift %s", a.Role, a.Shift)
		}
		if _, seen := first[a.Person]; !seen {
			first[a.Person] = i
		}
		byPerson[a.Person] = append(byPerson[a.Person], a)
	}
	for i := range m.people {
		p := &m.people[i]
		picks, _ := find(byPerson[p.id])
		if why := m.broken(p, picks); why != "" {
			v.fault(fmt.Sprintf("pinned[%d]", first[p.id]), "breaks a rule: %s: %s", p.id, why)
		}
	}
}
