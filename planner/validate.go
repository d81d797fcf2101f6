package planner

import (
	"fmt"
	"math"
	"slices"
	"time"
)

const (
	dayLength   = 24 * time.Hour
	daysPerWeek = 7
	mostDays    = 366 // that a problem may have
)

// validator collects faults.
type validator struct {
	p        *Problem
	faults   Faults
	blame    *blame
	communes map[string]int
	shifts   map[string]int
	people   map[string]int
}

// Validate returns everything that breaks the format in a problem: nil when it can be
// planned.
func Validate(p *Problem) Faults { return validate(p, nil) }

// validate adds what it finds to the faults that reading has found, and leaves out what only
// follows from those.
func validate(p *Problem, found Faults) Faults {
	v := &validator{p: p, faults: found, blame: newBlame(found), communes: map[string]int{}, shifts: map[string]int{}, people: map[string]int{}}
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
	v.pins()
	return v.faults
}

func (v *validator) fault(path, reason string, args ...any) {
	if v.blame.covers(path) {
		return
	}
	v.faults = append(v.faults, Fault{Path: path, Reason: fmt.Sprintf(reason, args...)})
	v.blame.add(path)
}

func (v *validator) number(path string, x float64) {
	if !(x >= 0) || math.IsInf(x, 0) {
		v.fault(path, "must be a number of 0 or more, not %v", x)
	}
}

func (v *validator) head() {
	if v.p.Format != ProblemFormat {
		v.fault("format", "must be %q", ProblemFormat)
	}
	if v.p.Days < 1 || v.p.Days > mostDays {
		v.fault("days", "must be 1 to %d, not %d", mostDays, v.p.Days)
	}
	r := v.p.Rules
	v.number("rules.minRestMinutes", float64(r.MinRestMinutes))
	if !(r.TravelKmh > 0) || math.IsInf(r.TravelKmh, 0) {
		v.fault("rules.travelKmh", "must be more than 0, not %v", r.TravelKmh)
	}
	v.number("rules.floorWeight", r.FloorWeight)
	v.number("rules.kmWeight", r.KmWeight)
	v.number("rules.loadWeight", r.LoadWeight)
	v.number("rules.preferWeight", r.PreferWeight)
	v.number("rules.keepWeight", r.KeepWeight)
	if local := v.p.Start; local.Hour() != 0 || local.Minute() != 0 || local.Second() != 0 || local.Nanosecond() != 0 {
		v.fault("start", "must be a local midnight")
	}
}

func (v *validator) commune(i int) {
	c, path := v.p.Communes[i], fmt.Sprintf("communes[%d]", i)
	v.unique(path+".id", c.ID, v.communes, i)
	if !(math.Abs(c.Lat) <= 90) {
		v.fault(path+".lat", "must be -90 to 90 degrees, not %v", c.Lat)
	}
	if !(math.Abs(c.Lon) <= 180) {
		v.fault(path+".lon", "must be -180 to 180 degrees, not %v", c.Lon)
	}
}

// unique notes where an id stands; the first place counts.
func (v *validator) unique(path, id string, known map[string]int, i int) {
	first, twice := known[id]
	switch {
	case id == "":
		v.fault(path, "must not be empty")
	case twice:
		v.fault(path, "%q is the id of number %d already", id, first)
	default:
		known[id] = i
	}
}

func (v *validator) shift(i int) {
	s, path := &v.p.Shifts[i], fmt.Sprintf("shifts[%d]", i)
	v.unique(path+".id", s.ID, v.shifts, i)
	v.isCommune(path+".commune", s.Commune)
	v.number(path+".priority", s.Priority)
	v.span(path, s)
	if len(s.Roles) == 0 {
		v.fault(path+".roles", "must not be empty")
	}
	names := map[string]int{}
	for j, r := range s.Roles {
		at := fmt.Sprintf("%s.roles[%d]", path, j)
		v.unique(at+".role", r.Role, names, j)
		if r.Skill == "" {
			v.fault(at+".skill", "must not be empty")
		}
		v.atLeast(at+".level", 1, r.Level)
		v.atLeast(at+".seats", 1, r.Seats)
	}
}

// span says nothing where it can't know: when a time or the horizon is faulty itself.
func (v *validator) span(path string, s *Shift) {
	if !v.blame.sound(path+".start", path+".end") {
		return
	}
	if !s.Start.Before(s.End) {
		v.fault(path+".end", "must be after the start")
		return
	}
	if !v.blame.sound("start", "days") {
		return
	}
	first, last := s.Start.Sub(v.p.Start), s.End.Sub(v.p.Start)-time.Nanosecond
	switch {
	case first < 0 || first >= time.Duration(v.p.Days)*dayLength:
		v.fault(path+".start", "lies outside the %d planned days", v.p.Days)
	case first/dayLength != last/dayLength:
		v.fault(path+".end", "must be on the day of the start")
	}
}

func (v *validator) person(i int) {
	p, path := &v.p.People[i], fmt.Sprintf("people[%d]", i)
	v.unique(path+".id", p.ID, v.people, i)
	v.isCommune(path+".home", p.Home)
	for _, skill := range sortedKeys(p.Skills) {
		v.atLeast(path+".skills."+skill, 1, p.Skills[skill])
	}
	for j, w := range p.Available {
		if w.Start.Before(w.End) {
			continue
		}
		if at := fmt.Sprintf("%s.available[%d]", path, j); v.blame.sound(at+".start", at+".end") {
			v.fault(at+".end", "must be after the start")
		}
	}
	v.atLeast(path+".maxMinutesPerDay", 0, p.MaxMinutesPerDay)
	v.atLeast(path+".maxMinutesPerWeek", 0, p.MaxMinutesPerWeek)
	if p.MaxDaysPerWeek < 0 || p.MaxDaysPerWeek > daysPerWeek {
		v.fault(path+".maxDaysPerWeek", "must be 0 to %d, not %d", daysPerWeek, p.MaxDaysPerWeek)
	}
	v.number(path+".maxKm", p.MaxKm)
	for j, id := range p.Prefer {
		v.isCommune(fmt.Sprintf("%s.prefer[%d]", path, j), id)
	}
	for j, id := range p.Avoid {
		v.isCommune(fmt.Sprintf("%s.avoid[%d]", path, j), id)
	}
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func (v *validator) atLeast(path string, least, n int) {
	if n < least {
		v.fault(path, "must be %d or more, not %d", least, n)
	}
}

// isCommune holds a name against the communes, unless their list itself can't be read.
func (v *validator) isCommune(path, id string) {
	if _, ok := v.communes[id]; !ok && !v.blame.covers("communes") {
		v.fault(path, "unknown commune %q", id)
	}
}

// given checks the names in a list of assignments.
func (v *validator) given(name string, list []Assignment) {
	seen := map[Assignment]bool{}
	for i, a := range list {
		path := fmt.Sprintf("%s[%d]", name, i)
		if _, ok := v.people[a.Person]; !ok && !v.blame.covers("people") {
			v.fault(path+".person", "unknown person %q", a.Person)
		}
		shift, known := v.shifts[a.Shift]
		switch {
		case !known && !v.blame.covers("shifts"):
			v.fault(path+".shift", "unknown shift %q", a.Shift)
		case known && roleOf(&v.p.Shifts[shift], a.Role) < 0 && v.blame.sound(fmt.Sprintf("shifts[%d].roles", shift)):
			v.fault(path+".role", "unknown role %q of shift %q", a.Role, a.Shift)
		}
		if seen[a] {
			v.fault(path, "stands twice")
		}
		seen[a] = true
	}
}

// roleOf is the position of a role in its shift, -1 when it has none of that name.
func roleOf(s *Shift, name string) int {
	return slices.IndexFunc(s.Roles, func(r Role) bool { return r.Role == name })
}
