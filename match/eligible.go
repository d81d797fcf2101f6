package match

import (
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Against lists everything that keeps a person from a seat; none means eligible. It is the
// one place that decides, for plans, refills, coordinators and answers alike.
func Against(p Person, s Seat, rules Rules) []Reason {
	reasons := skills(&p, &s)
	reasons = append(reasons, freedom(&p, &s)...)
	reasons = append(reasons, reach(&p, &s)...)
	reasons = append(reasons, AgainstDuties(p, s, rules)...)
	return append(reasons, asking(&p, rules)...)
}

// AgainstDuties lists what of Against may have changed since somebody was asked for a seat: what
// they have taken on since.
func AgainstDuties(p Person, s Seat, rules Rules) []Reason {
	return append(neighboursOf(&p, &s, rules).reasons(rules), loadOf(&p, &s).reasons(p.Limits)...)
}

// fits tells whether Against would list nothing, with what is told soonest first and without a word on
// what it would list.
func fits(p *Person, s *Seat, rules Rules) bool { return Suits(p, s) && fitsSuited(p, s, rules) }

// fitsSuited is fits for somebody whom the seat suits.
func fitsSuited(p *Person, s *Seat, rules Rules) bool {
	return mayBeAsked(p, rules) && neighboursOf(p, s, rules) == neighbours{} && !loadOf(p, s).over(p.Limits)
}

// Suits tells whether a seat is one that the person could have, were they never asked for any: they have
// its skill, are free at its time and within reach. It stays so whatever they are asked and take.
func Suits(p *Person, s *Seat) bool { return able(p, s) && free(p, s) && within(p, s) }

func able(p *Person, s *Seat) bool {
	return roster.LevelIn(p.Skills, s.Role.Skill) >= s.Role.Level && (s.Role.Kind == "" || p.Kind == s.Role.Kind)
}

func free(p *Person, s *Seat) bool {
	const longest = 24 * time.Hour
	start := s.Shift.Span.Start
	begun, _ := slices.BinarySearchFunc(p.Windows, start, func(w roster.Span, t time.Time) int {
		if w.Start.After(t) {
			return 1
		}
		return -1
	})
	for i := begun - 1; i >= 0 && start.Sub(p.Windows[i].Start) <= longest; i-- {
		if !s.Shift.Span.End.After(p.Windows[i].End) {
			return true
		}
	}
	return false
}

func within(p *Person, s *Seat) bool {
	return p.Home.Km(s.At) <= p.Limits.Km && !slices.Contains(p.Avoid, s.At.Code)
}

func mayBeAsked(p *Person, rules Rules) bool {
	return p.ConsentSMS && !p.Suppressed && !tired(p, rules)
}

func tired(p *Person, rules Rules) bool {
	return p.OpenAsks >= rules.MaxOpenAsks || p.AsksToday >= rules.MaxAsksPerDay || p.AsksThisWeek >= rules.MaxAsksPerWeek ||
		p.TextsToday >= rules.MaxTextsPerDay
}

func skills(p *Person, s *Seat) []Reason {
	var reasons []Reason
	if p.Level(s.Role.Skill) < s.Role.Level {
		reasons = append(reasons, Reason{Key: NoSkill, Args: []any{"level", s.Role.Level}})
	}
	if s.Role.Kind != "" && p.Kind != s.Role.Kind {
		reasons = append(reasons, Reason{Key: WrongKind})
	}
	return reasons
}

func freedom(p *Person, s *Seat) []Reason {
	if free(p, s) {
		return nil
	}
	return []Reason{{Key: NotFree}}
}

func reach(p *Person, s *Seat) []Reason {
	var reasons []Reason
	if km := p.Home.Km(s.At); km > p.Limits.Km {
		reasons = append(reasons, Reason{Key: TooFar, Args: []any{"km", int(km + 0.5), "max", int(p.Limits.Km)}})
	}
	if slices.Contains(p.Avoid, s.At.Code) {
		reasons = append(reasons, Reason{Key: Avoids})
	}
	return reasons
}

// neighbours are what is wrong between a seat and the other duties of a person: two at a time,
// no time to travel between two of one day, no rest between two of different days.
type neighbours struct{ overlap, travel, rest bool }

func neighboursOf(p *Person, s *Seat, rules Rules) neighbours {
	const day = 24 * 60
	var n neighbours
	apart := max(day, float64(rules.RestMinutes))
	for i := range p.Duties {
		d := &p.Duties[i]
		gap := gapMinutes(d.Span, s.Shift.Span)
		if gap >= apart || d.Shift == s.Shift.ID {
			continue
		}
		switch {
		case d.Span.Overlaps(s.Shift.Span):
			n.overlap = true
		case sameDay(d.Span, s.Shift.Span, s.Location):
			n.travel = n.travel || gap < d.At.Km(s.At)/rules.TravelKmh*60
		default:
			n.rest = n.rest || gap < float64(rules.RestMinutes)
		}
	}
	return n
}

func (n neighbours) reasons(rules Rules) []Reason {
	return when(
		Reason{Key: Overlaps}, n.overlap,
		Reason{Key: NoTravel}, n.travel,
		Reason{Key: NoRest, Args: []any{"hours", rules.RestMinutes / 60}}, n.rest,
	)
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

// load is what a person serves with a seat: the minutes of its day, and the minutes and days of its
// calendar week, Monday to Sunday.
type load struct{ dayMinutes, weekMinutes, days int }

func loadOf(p *Person, s *Seat) load {
	const week = 7
	day := roster.DateOf(s.Shift.Span.Start, s.Location)
	monday := day.Monday()
	var served [week]bool
	l := load{dayMinutes: s.Shift.Span.Minutes(), weekMinutes: s.Shift.Span.Minutes()}
	served[monday.DaysUntil(day)] = true
	for i := range p.Duties {
		d := &p.Duties[i]
		if d.Span.Start.Sub(s.Shift.Span.Start).Abs() > (week+1)*24*time.Hour {
			continue
		}
		on := roster.DateOf(d.Span.Start, s.Location)
		n := monday.DaysUntil(on)
		if d.Shift == s.Shift.ID || n < 0 || n >= week {
			continue
		}
		l.weekMinutes += d.Span.Minutes()
		served[n] = true
		if on == day {
			l.dayMinutes += d.Span.Minutes()
		}
	}
	for _, yes := range served {
		if yes {
			l.days++
		}
	}
	return l
}

func (l load) over(most roster.Limits) bool {
	return l.dayMinutes > most.MinutesPerDay || l.weekMinutes > most.MinutesPerWeek || l.days > most.DaysPerWeek
}

func (l load) reasons(most roster.Limits) []Reason {
	return when(
		Reason{Key: DayLimit, Args: []any{"hours", most.MinutesPerDay / 60}}, l.dayMinutes > most.MinutesPerDay,
		Reason{Key: WeekLimit, Args: []any{"hours", most.MinutesPerWeek / 60}}, l.weekMinutes > most.MinutesPerWeek,
		Reason{Key: DaysLimit, Args: []any{"days", most.DaysPerWeek}}, l.days > most.DaysPerWeek,
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
