package planner

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// duty is a pinned assignment with what it names, and where all of it stands in the file.
type duty struct {
	pin, person, shift, role int
}

// pins checks that what is pinned can stand: each pair alone, and a person's pairs together,
// keep every rule. Each broken rule is told at the pin that breaks it. Where a field that a
// rule reads is faulty itself, that rule alone says nothing.
func (v *validator) pins() {
	byPerson := map[int][]duty{}
	var order []int
	taken := map[[2]int]int{}
	for i, a := range v.p.Pinned {
		d, ok := v.duty(i, a)
		if !ok {
			continue
		}
		v.alone(d)
		role := &v.p.Shifts[d.shift].Roles[d.role]
		if taken[[2]int{d.shift, d.role}]++; taken[[2]int{d.shift, d.role}] > role.Seats && v.blame.sound(d.asks("seats")) {
			v.pinFault(d, "more pins than the %d seats of role %s of shift %s", role.Seats, a.Role, a.Shift)
		}
		if byPerson[d.person] == nil {
			order = append(order, d.person)
		}
		byPerson[d.person] = append(byPerson[d.person], d)
	}
	for _, person := range order {
		v.together(byPerson[person])
	}
}

func (v *validator) duty(i int, a Assignment) (duty, bool) {
	person, knownPerson := v.people[a.Person]
	shift, knownShift := v.shifts[a.Shift]
	d := duty{pin: i, person: person, shift: shift}
	if !knownPerson || !knownShift || v.blame.covers(fmt.Sprintf("pinned[%d]", i)) {
		return d, false
	}
	d.role = roleOf(&v.p.Shifts[shift], a.Role)
	return d, d.role >= 0
}

// pinFault tells a broken rule; one pin may break several.
func (v *validator) pinFault(d duty, reason string, args ...any) {
	v.faults = append(v.faults, Fault{Path: fmt.Sprintf("pinned[%d]", d.pin), Reason: fmt.Sprintf(reason, args...)})
}

// of and at are the paths of a field of the person, and of the shift.
func (d duty) of(field string) string { return fmt.Sprintf("people[%d].%s", d.person, field) }
func (d duty) at(field string) string { return fmt.Sprintf("shifts[%d].%s", d.shift, field) }

// asks is the path of a field of the role.
func (d duty) asks(field string) string { return d.at(fmt.Sprintf("roles[%d].%s", d.role, field)) }

// alone holds the rules that look at one pair only.
func (v *validator) alone(d duty) {
	p, s := &v.p.People[d.person], &v.p.Shifts[d.shift]
	r := &s.Roles[d.role]
	if p.Skills[r.Skill] < r.Level && v.blame.sound(d.of("skills"), d.asks("skill"), d.asks("level")) {
		v.pinFault(d, "%s lacks skill %s at level %d", p.ID, r.Skill, r.Level)
	}
	if r.Kind != "" && r.Kind != p.Kind && v.blame.sound(d.of("kind"), d.asks("kind")) {
		v.pinFault(d, "%s is of kind %s, not %s", p.ID, p.Kind, r.Kind)
	}
	if slices.Contains(p.Avoid, s.Commune) {
		v.pinFault(d, "%s avoids commune %s", p.ID, s.Commune)
	}
	if v.blame.sound(d.of("available"), d.at("start"), d.at("end")) && !slices.ContainsFunc(p.Available, s.within) {
		v.pinFault(d, "%s is not available then", p.ID)
	}
	home, place, ok := v.places(p.Home, s.Commune)
	if ok && v.blame.sound(d.of("maxKm")) && !inReach(Km(home, place), p.MaxKm) {
		v.pinFault(d, "%s lives %.1f km away, over %v", p.ID, Km(home, place), p.MaxKm)
	}
}

// within tells whether the whole shift lies in the window.
func (s Shift) within(w Window) bool { return !s.Start.Before(w.Start) && !s.End.After(w.End) }

func (v *validator) places(a, b string) (from, to Commune, ok bool) {
	i, knownA := v.communes[a]
	j, knownB := v.communes[b]
	if !knownA || !knownB || !v.blame.sound(fmt.Sprintf("communes[%d]", i), fmt.Sprintf("communes[%d]", j)) {
		return from, to, false
	}
	return v.p.Communes[i], v.p.Communes[j], true
}

// together holds the rules between a person's pins, in the order of time.
func (v *validator) together(duties []duty) {
	duties = slices.DeleteFunc(duties, func(d duty) bool { return !v.blame.sound(d.at("start"), d.at("end")) })
	if !v.blame.sound("start", "days", "rules.travelKmh", "rules.minRestMinutes") {
		return
	}
	slices.SortFunc(duties, func(a, b duty) int {
		return cmp.Or(v.p.Shifts[a.shift].Start.Compare(v.p.Shifts[b.shift].Start), cmp.Compare(a.pin, b.pin))
	})
	for i := 1; i < len(duties); i++ {
		v.neighbours(duties[i-1], duties[i])
	}
	v.limits(duties)
}

func (v *validator) neighbours(before, after duty) {
	a, b := &v.p.Shifts[before.shift], &v.p.Shifts[after.shift]
	gap := b.Start.Sub(a.End)
	from, to, ok := v.places(a.Commune, b.Commune)
	switch {
	case a == b:
		v.pinFault(after, "%s has another role of shift %s", v.p.People[after.person].ID, a.ID)
	case gap < 0:
		v.pinFault(after, "shift %s overlaps %s", a.ID, b.ID)
	case v.dayOf(a) != v.dayOf(b) && gap < time.Duration(v.p.Rules.MinRestMinutes)*time.Minute:
		v.pinFault(after, "only %v of rest after shift %s", gap, a.ID)
	case v.dayOf(a) == v.dayOf(b) && ok && gap < travelTime(Km(from, to), v.p.Rules.TravelKmh):
		v.pinFault(after, "only %v to travel from shift %s", gap, a.ID)
	}
}

func (v *validator) dayOf(s *Shift) int { return int(s.Start.Sub(v.p.Start) / dayLength) }

// limits sums days and weeks up and tells at which pin each first goes over.
func (v *validator) limits(duties []duty) {
	perDay, perWeek, days := map[int]time.Duration{}, map[int]time.Duration{}, map[int]int{}
	over := func(d duty, field string, was, is time.Duration, limit int) {
		most := time.Duration(limit) * time.Minute
		if was <= most && is > most && v.blame.sound(d.of(field)) {
			v.pinFault(d, "%v of work with the pins before, over %s %d", is, field, limit)
		}
	}
	for _, d := range duties {
		s, p := &v.p.Shifts[d.shift], &v.p.People[d.person]
		day, length := v.dayOf(s), s.End.Sub(s.Start)
		if perDay[day] == 0 {
			if days[day/daysPerWeek]++; days[day/daysPerWeek] == p.MaxDaysPerWeek+1 && v.blame.sound(d.of("maxDaysPerWeek")) {
				v.pinFault(d, "one day more in its week than maxDaysPerWeek %d", p.MaxDaysPerWeek)
			}
		}
		over(d, "maxMinutesPerDay", perDay[day], perDay[day]+length, p.MaxMinutesPerDay)
		over(d, "maxMinutesPerWeek", perWeek[day/daysPerWeek], perWeek[day/daysPerWeek]+length, p.MaxMinutesPerWeek)
		perDay[day], perWeek[day/daysPerWeek] = perDay[day]+length, perWeek[day/daysPerWeek]+length
	}
}
