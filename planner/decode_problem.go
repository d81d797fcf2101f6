package planner

import "strconv"

func (s *scanner) problem() *Problem {
	p := &Problem{}
	names := []string{"format", "start", "days", "rules", "communes", "shifts", "people", "pinned", "current"}
	s.object(fields{names: names, required: 7}, func(i int) {
		switch names[i] {
		case "format":
			p.Format = s.string()
		case "start":
			p.Start = s.time()
		case "days":
			p.Days = s.whole()
		case "rules":
			p.Rules = s.rules()
		case "communes":
			s.list(func() { p.Communes = append(p.Communes, s.commune()) })
		case "shifts":
			s.list(func() { p.Shifts = append(p.Shifts, s.shift()) })
		case "people":
			s.list(func() { p.People = append(p.People, s.person()) })
		case "pinned":
			p.Pinned = s.assignments()
		case "current":
			p.Current = s.assignments()
		}
	})
	return p
}

func (s *scanner) rules() Rules {
	var r Rules
	names := []string{"minRestMinutes", "travelKmh", "floorWeight", "kmWeight", "loadWeight", "preferWeight", "keepWeight"}
	s.object(fields{names: names, required: len(names)}, func(i int) {
		if i == 0 {
			r.MinRestMinutes = s.whole()
			return
		}
		*[]*float64{&r.TravelKmh, &r.FloorWeight, &r.KmWeight, &r.LoadWeight, &r.PreferWeight, &r.KeepWeight}[i-1] = s.number()
	})
	return r
}

func (s *scanner) commune() Commune {
	var c Commune
	s.object(fields{names: []string{"id", "lat", "lon"}, required: 3}, func(i int) {
		switch i {
		case 0:
			c.ID = s.string()
		case 1:
			c.Lat = s.number()
		default:
			c.Lon = s.number()
		}
	})
	return c
}

func (s *scanner) shift() Shift {
	t := Shift{Priority: 1}
	names := []string{"id", "commune", "start", "end", "roles", "priority"}
	s.object(fields{names: names, required: 5}, func(i int) {
		switch names[i] {
		case "id":
			t.ID = s.string()
		case "commune":
			t.Commune = s.string()
		case "start":
			t.Start = s.time()
		case "end":
			t.End = s.time()
		case "roles":
			s.list(func() { t.Roles = append(t.Roles, s.role()) })
		case "priority":
			t.Priority = s.number()
		}
	})
	return t
}

func (s *scanner) role() Role {
	r := Role{Level: 1}
	names := []string{"role", "skill", "seats", "level", "kind", "floor"}
	s.object(fields{names: names, required: 3}, func(i int) {
		switch names[i] {
		case "role":
			r.Role = s.string()
		case "skill":
			r.Skill = s.string()
		case "seats":
			r.Seats = s.whole()
		case "level":
			r.Level = s.whole()
		case "kind":
			r.Kind = s.string()
		case "floor":
			r.Floor = s.flag()
		}
	})
	return r
}

func (s *scanner) person() Person {
	p := Person{MaxDaysPerWeek: daysPerWeek}
	names := []string{
		"id", "kind", "home", "skills", "available", "maxMinutesPerDay", "maxMinutesPerWeek", "maxKm", "maxDaysPerWeek", "prefer", "avoid",
	}
	s.object(fields{names: names, required: 8}, func(i int) {
		switch names[i] {
		case "id":
			p.ID = s.string()
		case "kind":
			p.Kind = s.string()
		case "home":
			p.Home = s.string()
		case "skills":
			p.Skills = s.skills()
		case "available":
			p.Available = s.windows()
		case "maxMinutesPerDay":
			p.MaxMinutesPerDay = s.whole()
		case "maxMinutesPerWeek":
			p.MaxMinutesPerWeek = s.whole()
		case "maxKm":
			p.MaxKm = s.number()
		case "maxDaysPerWeek":
			p.MaxDaysPerWeek = s.whole()
		case "prefer":
			p.Prefer = s.strings()
		case "avoid":
			p.Avoid = s.strings()
		}
	})
	return p
}

// skills reads what somebody can; all who can the same share one map.
func (s *scanner) skills() map[string]int {
	skills := map[string]int{}
	s.skill = s.skill[:0]
	s.members(func(name string) {
		if _, twice := skills[name]; twice {
			s.fault("stands twice")
		}
		level := s.whole()
		skills[name] = level
		s.skill = strconv.AppendInt(strconv.AppendQuote(s.skill, name), int64(level), 10)
	})
	if known := s.able[string(s.skill)]; known != nil {
		return known
	}
	s.able[string(s.skill)] = skills
	return skills
}

// windows reads a list of windows into no more room than it needs: a large problem is mostly
// windows.
func (s *scanner) windows() []Window {
	s.spans = s.spans[:0]
	s.list(func() { s.spans = append(s.spans, s.window()) })
	return append([]Window(nil), s.spans...)
}

func (s *scanner) window() Window {
	var w Window
	s.object(fields{names: []string{"start", "end"}, required: 2}, func(i int) {
		if i == 0 {
			w.Start = s.time()
			return
		}
		w.End = s.time()
	})
	return w
}
