package planner

import "slices"

func (d *decoder) problem(tree any) *Problem {
	f := d.object(tree, "")
	p := &Problem{Format: f.text("format", true), Start: f.time("start"), Days: f.integer("days", 1, true)}
	if rules, ok := f.get("rules", true); ok {
		p.Rules = d.rules(rules)
	}
	f.list("communes", true, func(v any, path string) { p.Communes = append(p.Communes, d.commune(v, path)) })
	f.list("shifts", true, func(v any, path string) { p.Shifts = append(p.Shifts, d.shift(v, path)) })
	f.list("people", true, func(v any, path string) { p.People = append(p.People, d.person(v, path)) })
	f.list("pinned", false, func(v any, path string) { p.Pinned = append(p.Pinned, d.assignment(v, path)) })
	f.list("current", false, func(v any, path string) { p.Current = append(p.Current, d.assignment(v, path)) })
	f.end()
	return p
}

func (d *decoder) rules(v any) Rules {
	f := d.object(v, "rules")
	r := Rules{
		MinRestMinutes: f.integer("minRestMinutes", 0, true), TravelKmh: f.number("travelKmh", 1, true),
		FloorWeight: f.number("floorWeight", 0, true), KmWeight: f.number("kmWeight", 0, true), LoadWeight: f.number("loadWeight", 0, true),
		PreferWeight: f.number("preferWeight", 0, true), KeepWeight: f.number("keepWeight", 0, true),
	}
	f.end()
	return r
}

func (d *decoder) commune(v any, path string) Commune {
	f := d.object(v, path)
	c := Commune{ID: f.text("id", true), Lat: f.number("lat", 0, true), Lon: f.number("lon", 0, true)}
	f.end()
	return c
}

func (d *decoder) shift(v any, path string) Shift {
	f := d.object(v, path)
	s := Shift{ID: f.text("id", true), Commune: f.text("commune", true), Start: f.time("start"), End: f.time("end"), Priority: f.number("priority", 1, false)}
	f.list("roles", true, func(v any, path string) {
		g := d.object(v, path)
		s.Roles = append(s.Roles, Role{
			Role: g.text("role", true), Skill: g.text("skill", true), Level: g.integer("level", 1, false),
			Seats: g.integer("seats", 1, true), Kind: g.text("kind", false), Floor: g.flag("floor"),
		})
		g.end()
	})
	f.end()
	return s
}

func (d *decoder) person(v any, path string) Person {
	f := d.object(v, path)
	p := Person{ID: f.text("id", true), Kind: f.text("kind", true), Home: f.text("home", true), Skills: d.skills(f)}
	f.list("available", true, func(v any, path string) {
		g := d.object(v, path)
		p.Available = append(p.Available, Window{Start: g.time("start"), End: g.time("end")})
		g.end()
	})
	p.MaxMinutesPerDay, p.MaxMinutesPerWeek = f.integer("maxMinutesPerDay", 1, true), f.integer("maxMinutesPerWeek", 1, true)
	p.MaxDaysPerWeek, p.MaxKm = f.integer("maxDaysPerWeek", 7, false), f.number("maxKm", 0, true)
	p.Prefer, p.Avoid = f.texts("prefer"), f.texts("avoid")
	f.end()
	return p
}

func (d *decoder) skills(f *fields) map[string]int {
	v, ok := f.get("skills", true)
	if !ok {
		return nil
	}
	g := d.object(v, f.at("skills"))
	names := make([]string, 0, len(g.have))
	for name := range g.have {
		names = append(names, name)
	}
	slices.Sort(names)
	skills := make(map[string]int, len(names))
	for _, name := range names {
		skills[name] = g.integer(name, 1, true)
	}
	return skills
}

func (d *decoder) assignment(v any, path string) Assignment {
	f := d.object(v, path)
	a := Assignment{Person: f.text("person", true), Shift: f.text("shift", true), Role: f.text("role", true)}
	f.end()
	return a
}

// plan reads what this project and others write; fields that it doesn't know are others'
// business.
func (d *decoder) plan(tree any) *Plan {
	f := d.object(tree, "")
	p := &Plan{
		Format: f.text("format", true), Problem: f.text("problem", false), Bound: f.number("bound", 0, false),
		ElapsedMs: int64(f.number("elapsedMs", 0, false)), Seed: int64(f.number("seed", 0, false)), Assignments: []Assignment{},
	}
	if p.Format != PlanFormat {
		d.fault("format", "must be \""+PlanFormat+"\"")
	}
	f.list("assignments", true, func(v any, path string) { p.Assignments = append(p.Assignments, d.assignment(v, path)) })
	if score, ok := f.get("score", false); ok {
		p.Score.Value = d.object(score, "score").number("value", 0, true)
	}
	return p
}
