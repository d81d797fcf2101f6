package dispatch

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// registrar checks rows and collects people and faults.
type registrar struct {
	words        db.Vocabulary
	organisation string
	people       []roster.Volunteer
	rowOf        []int
	rows         map[string]int
	phones       map[roster.Phone]int
	faults       []RowFault
	duplicates   []RowFault
	left         []roster.Volunteer // out, as duplicates
	skip         bool               // leave people of other organisations out
	row          int
}

func newRegistrar(words db.Vocabulary, organisation string) *registrar {
	return &registrar{words: words, organisation: organisation, rows: map[string]int{}, phones: map[roster.Phone]int{}}
}

func (r *registrar) fault(column, key string, args ...any) {
	r.faults = append(r.faults, RowFault{Row: r.row, Column: column, Err: roster.Bad(column, key, args...)})
}

func (r *registrar) read(row int, p Person) {
	r.row = row
	id, err := db.NewID()
	if err != nil {
		r.fault("externalId", "internal")
		return
	}
	v := roster.Volunteer{
		ID: id, Organisation: r.organisation, ExternalID: strings.TrimSpace(p.ExternalID), Name: notify.Tidy(p.Name), Kind: p.Kind,
		Home: p.HomeCommune, Lang: "vi", Limits: limits(p), ConsentSMS: p.ConsentSMS,
	}
	r.identity(&v, p)
	r.place(&v, p)
	r.skills(&v, p)
	v.Availability, r.faults = readAvailability(r.faults, row, "", p.Weekly, p.Exceptions)
	r.bounds(p)
	r.people = append(r.people, v)
	r.rowOf = append(r.rowOf, row)
}

func (r *registrar) identity(v *roster.Volunteer, p Person) {
	if v.ExternalID == "" {
		r.fault("externalId", "volunteer.external_id_missing")
	} else if first, twice := r.rows[v.ExternalID]; twice {
		r.fault("externalId", "register.twice", "row", first)
	} else {
		r.rows[v.ExternalID] = r.row
	}
	if v.Name == "" {
		r.fault("name", "volunteer.name_missing")
	}
	phone, err := notify.ParsePhone(p.Phone)
	if wrong, ok := errors.AsType[*roster.Error](err); ok {
		r.faults = append(r.faults, RowFault{Row: r.row, Column: "phone", Err: wrong})
		return
	}
	v.Phone = phone
	if first, twice := r.phones[phone]; twice {
		r.fault("phone", "register.twice", "row", first)
	} else {
		r.phones[phone] = r.row
	}
}

func (r *registrar) place(v *roster.Volunteer, p Person) {
	if !r.words.Communes[p.HomeCommune] {
		r.fault("homeCommune", "commune.unknown", "code", p.HomeCommune)
	}
	v.Prefer, v.Avoid = r.wishes("prefer", p.Prefer), r.wishes("avoid", p.Avoid)
	for i, code := range v.Avoid {
		if slices.Contains(v.Prefer, code) {
			r.fault(fmt.Sprintf("avoid[%d]", i), "volunteer.prefers_and_avoids", "code", code)
		}
	}
}

func (r *registrar) wishes(column string, codes []string) []string {
	for i, code := range codes {
		if !r.words.Communes[code] {
			r.fault(fmt.Sprintf("%s[%d]", column, i), "commune.unknown", "code", code)
		}
	}
	sorted := slices.Clone(codes)
	slices.Sort(sorted)
	if sorted = slices.Compact(sorted); len(sorted) == 0 {
		return nil
	}
	return sorted
}

func (r *registrar) skills(v *roster.Volunteer, p Person) {
	seen := map[string]bool{}
	for i, s := range p.Skills {
		at := fmt.Sprintf("skills[%d]", i)
		switch {
		case !r.words.Skills[s.Skill]:
			r.fault(at+".code", "skill.unknown", "code", s.Skill)
		case seen[s.Skill]:
			r.fault(at+".code", "skill.twice", "code", s.Skill)
		case s.Level < 1 || s.Level > highestLevel:
			r.fault(at+".level", "skill.level_out_of_range", "max", highestLevel)
		}
		seen[s.Skill] = true
		v.Skills = append(v.Skills, s)
	}
	slices.SortFunc(v.Skills, func(a, b roster.SkillLevel) int { return strings.Compare(a.Skill, b.Skill) })
}

func (r *registrar) bounds(p Person) {
	const hoursPerDay, hoursPerWeek, daysPerWeek, farthest = 24, 100, 7, 200
	for _, b := range []struct {
		column string
		value  float64
		most   int
	}{
		{"maxHoursPerDay", p.MaxHoursDay, hoursPerDay},
		{"maxHoursPerWeek", p.MaxHoursWeek, hoursPerWeek},
		{"maxDaysPerWeek", float64(p.MaxDaysWeek), daysPerWeek},
		{"maxKm", p.MaxKm, farthest},
	} {
		if !(b.value >= 0 && b.value <= float64(b.most)) {
			r.fault(b.column, "volunteer.limit_out_of_range", "max", b.most)
		}
	}
}

func limits(p Person) roster.Limits {
	l := roster.DefaultLimits()
	if p.MaxHoursDay > 0 {
		l.MinutesPerDay = max(1, int(p.MaxHoursDay*60))
	}
	if p.MaxHoursWeek > 0 {
		l.MinutesPerWeek = max(1, int(p.MaxHoursWeek*60))
	}
	if p.MaxDaysWeek > 0 {
		l.DaysPerWeek = p.MaxDaysWeek
	}
	if p.MaxKm > 0 {
		l.Km = p.MaxKm
	}
	return l
}

// leaveOut leaves out people whose number stands for somebody who is registered under another
// one: their own row says what is so. It counts them.
func (r *registrar) leaveOut(aliases map[string]bool) int {
	var people []roster.Volunteer
	var rows []int
	for i, v := range r.people {
		if !aliases[v.ExternalID] {
			people, rows = append(people, v), append(rows, r.rowOf[i])
		}
	}
	merged := len(r.people) - len(people)
	r.people, r.rowOf = people, rows
	return merged
}

// takenPhones names the rows whose number is somebody else's. People whom another
// organisation has registered are told apart: they may be left out and merged by the
// department.
func (r *registrar) takenPhones(taken map[roster.Phone]bool) {
	var kept []roster.Volunteer
	for i, v := range r.people {
		elsewhere, used := taken[v.Phone]
		key := "volunteer.phone_taken"
		if elsewhere {
			key = "volunteer.phone_elsewhere"
		}
		switch fault := (RowFault{Row: r.rowOf[i], Column: "phone", Err: roster.Bad("phone", key)}); {
		case !used:
			kept = append(kept, v)
		case elsewhere && r.skip:
			r.duplicates, r.left = append(r.duplicates, fault), append(r.left, v)
		default:
			r.faults = append(r.faults, fault)
		}
	}
	r.people = kept
}
