package roster

import (
	"slices"
	"time"
)

// VolunteerKind tells students, engineers and contract staff apart.
type VolunteerKind string

// The kinds of volunteer.
const (
	Student  VolunteerKind = "student"
	Engineer VolunteerKind = "engineer"
	Staff    VolunteerKind = "staff"
)

// Limits bound how much one person is asked to do. Minutes are minutes of shifts, Km is the
// great-circle distance from the home commune.
type Limits struct {
	MinutesPerDay, MinutesPerWeek, DaysPerWeek int
	Km                                         float64
}

// DefaultLimits hold for a person whose organisation names none.
func DefaultLimits() Limits {
	return Limits{MinutesPerDay: 8 * 60, MinutesPerWeek: 20 * 60, DaysPerWeek: 6, Km: 15}
}

// Volunteer is somebody who helps. ExternalID is the organisation's own number for the
// person; Home is a commune code: no address is kept. ErasedAt is nil but for whoever is erased:
// then name and ExternalID are those of the row and lead to nobody.
type Volunteer struct {
	ID           string
	Organisation string
	ExternalID   string
	Name         string
	Phone        Phone
	Kind         VolunteerKind
	Home         string
	Lang         string
	Skills       []SkillLevel
	Limits       Limits
	Availability Availability
	Prefer       []string
	Avoid        []string
	ConsentSMS   bool
	Version      int
	ErasedAt     *time.Time
}

// Level is how well a skill is mastered, 0 when it isn't.
func (v Volunteer) Level(skill string) int { return LevelIn(v.Skills, skill) }

// LevelIn is how well a skill is mastered by whoever has these, 0 when it isn't.
func LevelIn(skills []SkillLevel, skill string) int {
	for _, s := range skills {
		if s.Skill == skill {
			return s.Level
		}
	}
	return 0
}

// SkillLevel is a skill and how well it is mastered, from 1.
type SkillLevel struct {
	Skill string
	Level int
}

// Availability is a weekly pattern with dated exceptions. A date with exceptions follows
// them alone.
type Availability struct {
	Weekly     []WeeklyWindow
	Exceptions []Exception
}

// WeeklyWindow is free time that comes back each week: Weekday 1 is Monday, minutes count
// from midnight of the campaign's zone.
type WeeklyWindow struct{ Weekday, From, To int }

// Exception replaces the pattern on one date: free from From to To (minutes from midnight),
// or not at all.
type Exception struct {
	Date      Date
	Available bool
	From, To  int
}

// Windows resolves the availability to spans on the days from…to, both included, by their start.
func (a Availability) Windows(from, to Date, loc *time.Location) []Span {
	var spans []Span
	for day := from; !to.Before(day); day = day.AddDays(1) {
		on := a.onDay(day, loc)
		slices.SortFunc(on, func(a, b Span) int { return a.Start.Compare(b.Start) })
		spans = append(spans, on...)
	}
	return spans
}

func (a Availability) onDay(day Date, loc *time.Location) []Span {
	var spans []Span
	excepted := false
	for _, e := range a.Exceptions {
		if e.Date == day {
			excepted = true
			if e.Available {
				spans = append(spans, daySpan(day, e.From, e.To, loc))
			}
		}
	}
	if excepted {
		return spans
	}
	for _, w := range a.Weekly {
		if w.Weekday == day.Weekday() {
			spans = append(spans, daySpan(day, w.From, w.To, loc))
		}
	}
	return spans
}

func daySpan(day Date, from, to int, loc *time.Location) Span {
	at := func(minute int) time.Time {
		return time.Date(day.Year, day.Month, day.Day, 0, minute, 0, 0, loc)
	}
	return Span{at(from), at(to)}
}
