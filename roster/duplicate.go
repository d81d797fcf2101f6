package roster

import (
	"cmp"
	"slices"
	"time"
)

// Duplicate is somebody whom an organisation has listed with the telephone number of a person
// who is registered already, elsewhere. Own is the organisation's own row of the same number, if
// it has one.
type Duplicate struct {
	ID           string
	Organisation string
	ExternalID   string
	Name         string
	Volunteer    string
	Own          string
	FoundAt      time.Time
}

// Joined is a person of whom another row has turned out to be about the same one: what either
// organisation vouches for counts, what either says against a place or a day too, and for the
// rest the kept row.
func (v Volunteer) Joined(other Volunteer) Volunteer {
	v.Skills = joinSkills(v.Skills, other.Skills)
	for _, code := range other.Avoid {
		if !slices.Contains(v.Prefer, code) && !slices.Contains(v.Avoid, code) {
			v.Avoid = append(slices.Clone(v.Avoid), code)
		}
	}
	for _, code := range other.Prefer {
		if !slices.Contains(v.Prefer, code) && !slices.Contains(v.Avoid, code) {
			v.Prefer = append(slices.Clone(v.Prefer), code)
		}
	}
	slices.Sort(v.Avoid)
	slices.Sort(v.Prefer)
	v.Availability = v.Availability.joined(other.Availability)
	return v
}

func joinSkills(a, b []SkillLevel) []SkillLevel {
	all := slices.Clone(a)
	for _, s := range b {
		if i := slices.IndexFunc(all, func(o SkillLevel) bool { return o.Skill == s.Skill }); i >= 0 {
			all[i].Level = max(all[i].Level, s.Level)
		} else {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(x, y SkillLevel) int { return cmp.Compare(x.Skill, y.Skill) })
	return all
}

// joined is the availability of one of two rows, the other's where it says nothing, less the
// days on which the other is away.
func (a Availability) joined(other Availability) Availability {
	if len(a.Weekly) == 0 && len(a.Exceptions) == 0 {
		return other
	}
	for _, e := range other.Exceptions {
		if e.Available {
			continue
		}
		whole := Exception{Date: e.Date, From: 0, To: 24 * 60}
		a.Exceptions = append(slices.DeleteFunc(slices.Clone(a.Exceptions), func(o Exception) bool { return o.Date == e.Date }), whole)
	}
	slices.SortFunc(a.Exceptions, func(x, y Exception) int { return cmp.Or(y.Date.DaysUntil(x.Date), cmp.Compare(x.From, y.From)) })
	return a
}
