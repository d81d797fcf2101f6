package match

import (
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Against lists everything that keeps a person from a seat; none means eligible. It is the
// one place that decides, for plans, refills, coordinators and answers alike.
func Against(p Person, s Seat, rules Rules) []Reason {
	reasons := skills(&p, s)
	reasons = append(reasons, freedom(&p, s)...)
	reasons = append(reasons, reach(&p, s)...)
	reasons = append(reasons, neighbours(&p, s, rules)...)
	reasons = append(reasons, limits(&p, s)...)
	return append(reasons, asking(&p, rules)...)
}

// AgainstDuties lists what of Against may have changed since somebody was asked for a seat: what
// they have taken on since.
func AgainstDuties(p Person, s Seat, rules Rules) []Reason {
	return append(neighbours(&p, s, rules), limits(&p, s)...)
}

// fits tells whether Against would list nothing, with what is told soonest first and without a word on
// what it would list.
func fits(p *Person, s Seat, rules Rules) bool {
	return mayBeAsked(p, rules) && able(p, s) && free(p, s) && within(p, s) && len(neighbours(p, s, rules)) == 0 && len(limits(p, s)) == 0
}

func able(p *Person, s Seat) bool {
	return roster.LevelIn(p.Skills, s.Role.Skill) >= s.Role.Level && (s.Role.Kind == "" || p.Kind == s.Role.Kind)
}

func free(p *Person, s Seat) bool {
	for i := range p.Windows {
		if p.Windows[i].Covers(s.Shift.Span) {
			return true
		}
	}
	return false
}

func within(p *Person, s Seat) bool {
	return p.Home.Km(s.At) <= p.Limits.Km && !slices.Contains(p.Avoid, s.At.Code)
}

func mayBeAsked(p *Person, rules Rules) bool {
	return p.ConsentSMS && !p.Suppressed && !tired(p, rules)
}

func tired(p *Person, rules Rules) bool {
	return p.OpenAsks >= rules.MaxOpenAsks || p.AsksToday >= rules.MaxAsksPerDay || p.AsksThisWeek >= rules.MaxAsksPerWeek
}

func skills(p *Person, s Seat) []Reason {
	var reasons []Reason
	if p.Level(s.Role.Skill) < s.Role.Level {
		reasons = append(reasons, Reason{Key: NoSkill, Args: []any{"level", s.Role.Level}})
	}
	if s.Role.Kind != "" && p.Kind != s.Role.Kind {
		reasons = append(reasons, Reason{Key: WrongKind})
	}
	return reasons
}

func freedom(p *Person, s Seat) []Reason {
	if free(p, s) {
		return nil
	}
	return []Reason{{Key: NotFree}}
}

func reach(p *Person, s Seat) []Reason {
	var reasons []Reason
	if km := p.Home.Km(s.At); km > p.Limits.Km {
		reasons = append(reasons, Reason{Key: TooFar, Args: []any{"km", int(km + 0.5), "max", int(p.Limits.Km)}})
	}
	if slices.Contains(p.Avoid, s.At.Code) {
		reasons = append(reasons, Reason{Key: Avoids})
	}
	return reasons
}

// neighbours holds the seat against each other duty: never two at a time, time to travel
// between two of one day, rest between two of different days.
func neighbours(p *Person, s Seat, rules Rules) []Reason {
	var overlap, travel, rest bool
	for _, d := range p.Duties {
		if d.Shift == s.Shift.ID {
			continue
		}
		gap := gapMinutes(d.Span, s.Shift.Span)
		switch {
		case d.Span.Overlaps(s.Shift.Span):
			overlap = true
		case sameDay(d.Span, s.Shift.Span, s.Location):
			travel = travel || gap < d.At.Km(s.At)/rules.TravelKmh*60
		default:
			rest = rest || gap < float64(rules.RestMinutes)
		}
	}
	return when(Reason{Key: Overlaps}, overlap, Reason{Key: NoTravel}, travel, Reason{Key: NoRest, Args: []any{"hours", rules.RestMinutes / 60}}, rest)
}

func when(a Reason, ifA bool, b Reason, ifB bool, c Reason, ifC bool) []Reason {
	var reasons []Reason
	for _, x := range []struct {
		reason Reason
		holds  bool
	}{{a, ifA}, {b, ifB}, {c, ifC}} {
		if x.holds {
			reasons = append(reasons, x.reason)
		}
	}
	return reasons
}

func gapMinutes(a, b roster.Span) float64 {
	if a.Start.Before(b.Start) {
		return b.Start.Sub(a.End).Minutes()
	}
	return a.Start.Sub(b.End).Minutes()
}

func sameDay(a, b roster.Span, loc *time.Location) bool {
	return roster.DateOf(a.Start, loc) == roster.DateOf(b.Start, loc)
}

// limits counts the minutes of the day and of the calendar week, Monday to Sunday.
func limits(p *Person, s Seat) []Reason {
	day := roster.DateOf(s.Shift.Span.Start, s.Location)
	monday := day.Monday()
	perDay, perWeek := s.Shift.Span.Minutes(), s.Shift.Span.Minutes()
	days := map[roster.Date]bool{day: true}
	for _, d := range p.Duties {
		on := roster.DateOf(d.Span.Start, s.Location)
		if d.Shift == s.Shift.ID || on.Before(monday) || monday.DaysUntil(on) > 6 {
			continue
		}
		perWeek += d.Span.Minutes()
		days[on] = true
		if on == day {
			perDay += d.Span.Minutes()
		}
	}
	return when(
		Reason{Key: DayLimit, Args: []any{"hours", p.Limits.MinutesPerDay / 60}}, perDay > p.Limits.MinutesPerDay,
		Reason{Key: WeekLimit, Args: []any{"hours", p.Limits.MinutesPerWeek / 60}}, perWeek > p.Limits.MinutesPerWeek,
		Reason{Key: DaysLimit, Args: []any{"days", p.Limits.DaysPerWeek}}, len(days) > p.Limits.DaysPerWeek,
	)
}

func asking(p *Person, rules Rules) []Reason {
	var reasons []Reason
	if !p.ConsentSMS || p.Suppressed {
		reasons = append(reasons, Reason{Key: NoConsent})
	}
	if tired(p, rules) {
		reasons = append(reasons, Reason{Key: AskedEnough})
	}
	return reasons
}
