package match

import (
	"cmp"
	"slices"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Candidate is a person held against a seat: eligible with a score and what speaks for them,
// or not, and why.
type Candidate struct {
	Person
	Eligible bool
	Score    float64
	Km       float64
	Reasons  []Reason
}

// What speaks for somebody, or tells how they answer.
const (
	Near      = "match.near"
	Prefers   = "match.prefers"
	FewHours  = "match.few_hours"
	SeldomAsk = "match.seldom_asked"
	Answers   = "match.answers"
	Comes     = "match.comes"

	// Of somebody who serves elsewhere that day: where an hour is worth more.
	MoreThere = "match.worth_more_there"
	MoreHere  = "match.worth_more_here"
)

// Weights of the score. A kilometre costs little, a wish counts for some twenty of them, and
// a week already half full for as much as fifteen. How somebody has answered, or as long as that
// is not known their organisation, moves them by five kilometres at most: it is no reason to ask
// the willing ones only.
const (
	perKm      = 0.03
	forWish    = 0.6
	forLoad    = 1.0
	perAsk     = 0.05
	forYes     = 0.3
	nearKm     = 5
	lightLoad  = 0.25
	seldomAsks = 2
)

// Rank holds people against a seat: the eligible first, by score, the others after, by how
// little keeps them from it. Ties go by id, so that the order is the same every time.
func Rank(people []Person, s Seat, rules Rules) []Candidate {
	ranked := make([]Candidate, len(people))
	for i := range people {
		ranked[i] = judge(&people[i], &s, rules)
	}
	slices.SortFunc(ranked, func(a, b Candidate) int {
		if a.Eligible != b.Eligible {
			if a.Eligible {
				return -1
			}
			return 1
		}
		if !a.Eligible {
			if c := cmp.Compare(len(a.Reasons), len(b.Reasons)); c != 0 {
				return c
			}
		}
		return better(&a, &b)
	})
	return ranked
}

func better(a, b *Candidate) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
}

// Eligible are those whom nothing keeps from a seat, best first, of people whom it Suits: the eligible
// of Rank, in the same order, without the trouble of saying what speaks for them or keeps the others.
func Eligible(suited []*Person, s Seat, rules Rules) []Candidate {
	var eligible []Candidate
	for _, p := range suited {
		if fitsSuited(p, &s, rules) {
			c := score(p, &s)
			c.Eligible = true
			eligible = append(eligible, c)
		}
	}
	slices.SortFunc(eligible, func(a, b Candidate) int { return better(&a, &b) })
	return eligible
}

func score(p *Person, s *Seat) Candidate {
	c := Candidate{Person: *p, Km: p.Home.Km(s.At)}
	c.Score = -perKm*c.Km - forLoad*weekLoad(p, s) - perAsk*float64(p.AsksThisWeek) + forYes*(p.Record.Chance()-AssumedYes)
	if wishes(p, s) {
		c.Score += forWish
	}
	return c
}

func wishes(p *Person, s *Seat) bool { return slices.Contains(p.Prefer, s.At.Code) }

func judge(p *Person, s *Seat, rules Rules) Candidate {
	c := score(p, s)
	if c.Reasons = Against(*p, *s, rules); len(c.Reasons) > 0 {
		c.Reasons = append(c.Reasons, elsewhere(*p, *s)...)
		return c
	}
	c.Eligible = true
	c.Reasons = when(
		Reason{Key: Prefers}, wishes(p, s),
		Reason{Key: Near, Args: []any{"km", int(c.Km + 0.5)}}, c.Km <= nearKm,
		Reason{Key: FewHours}, weekLoad(p, s) < lightLoad,
	)
	if p.AsksThisWeek < seldomAsks {
		c.Reasons = append(c.Reasons, Reason{Key: SeldomAsk})
	}
	c.Reasons = append(c.Reasons, p.Record.inWords()...)
	c.Reasons = append(c.Reasons, p.ShowUp.inWords()...)
	return c
}

// weekLoad is the share of the person's weekly minutes that the seat's week already has.
func weekLoad(p *Person, s *Seat) float64 {
	if p.Limits.MinutesPerWeek == 0 {
		return 1
	}
	monday := roster.DateOf(s.Shift.Span.Start, s.Location).Monday()
	minutes := 0
	for _, d := range p.Duties {
		if n := monday.DaysUntil(roster.DateOf(d.Span.Start, s.Location)); n >= 0 && n < 7 {
			minutes += d.Span.Minutes()
		}
	}
	return float64(minutes) / float64(p.Limits.MinutesPerWeek)
}

// elsewhere says why somebody who serves elsewhere that day is there and not here.
func elsewhere(p Person, s Seat) []Reason {
	switch more, known := s.worthThere(p); {
	case !known:
		return nil
	case more:
		return []Reason{{Key: MoreThere}}
	default:
		return []Reason{{Key: MoreHere}}
	}
}
