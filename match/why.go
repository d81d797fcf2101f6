package match

import "slices"

// The stages of the chain that says why a seat is empty, and what is said when a stage
// leaves nobody.
const (
	ChainSkill     = "match.chain.skill"
	ChainKind      = "match.chain.kind"
	ChainFree      = "match.chain.free"
	ChainReach     = "match.chain.reach"
	ChainLimits    = "match.chain.limits"
	ChainElsewhere = "match.chain.elsewhere"
	ChainAsked     = "match.chain.asked"

	EmptySkill     = "match.empty.skill"
	EmptyKind      = "match.empty.kind"
	EmptyFree      = "match.empty.free"
	EmptyReach     = "match.empty.reach"
	EmptyLimits    = "match.empty.limits"
	EmptyElsewhere = "match.empty.elsewhere"
	EmptyAsked     = "match.empty.asked"
	StillOpen      = "match.empty.open"

	// WorthMore counts those taken elsewhere whom the plan has where an hour is worth more.
	WorthMore = "match.chain.worth_more"
)

type stage struct {
	chain, empty string
	causes       []string
}

func stages() []stage {
	return []stage{
		{ChainSkill, EmptySkill, []string{NoSkill}},
		{ChainKind, EmptyKind, []string{WrongKind}},
		{ChainFree, EmptyFree, []string{NotFree}},
		{ChainReach, EmptyReach, []string{TooFar, Avoids}},
		{ChainLimits, EmptyLimits, []string{NoRest, DayLimit, WeekLimit, DaysLimit}},
		{ChainElsewhere, EmptyElsewhere, []string{Overlaps, NoTravel}},
		{ChainAsked, EmptyAsked, []string{NoConsent, AskedEnough}},
	}
}

// WhyEmpty says why a seat is empty: first the stage that leaves nobody (or how many could
// still be asked), then how many are left after each stage up to it, and how many of those
// taken elsewhere are where an hour is worth more.
func WhyEmpty(people []Person, s Seat, rules Rules) []Reason {
	left := make([]suspect, len(people))
	for i, p := range people {
		left[i] = suspect{Person: p, against: map[string]bool{}}
		for _, r := range Against(p, s, rules) {
			left[i].against[r.Key] = true
		}
	}
	verdict, chain := Reason{Key: StillOpen}, []Reason(nil)
	for _, st := range stages() {
		before := left
		left = without(left, st.causes)
		chain = append(chain, counted(st.chain, len(left)))
		if n := worthMore(before, s); st.chain == ChainElsewhere && n > 0 {
			chain = append(chain, counted(WorthMore, n))
		}
		if len(left) == 0 {
			verdict = Reason{Key: st.empty}
			break
		}
	}
	if verdict.Key == StillOpen {
		verdict = counted(StillOpen, len(left))
	}
	return append([]Reason{verdict}, chain...)
}

// suspect is somebody who might fill the seat, and what is against it.
type suspect struct {
	Person
	against map[string]bool
}

func counted(key string, n int) Reason { return Reason{Key: key, Args: []any{"count", n}, Count: n} }

func without(people []suspect, causes []string) []suspect {
	var left []suspect
	for _, p := range people {
		if !slices.ContainsFunc(causes, func(cause string) bool { return p.against[cause] }) {
			left = append(left, p)
		}
	}
	return left
}

func worthMore(people []suspect, s Seat) int {
	n := 0
	for _, p := range people {
		if there, known := s.worthThere(p.Person); known && (p.against[Overlaps] || p.against[NoTravel]) && there {
			n++
		}
	}
	return n
}

// worthThere tells whether somebody's other duties of the seat's day are in a place where an
// hour is worth more than here; unknown without duties or prices.
func (s Seat) worthThere(p Person) (more, known bool) {
	here, priced := s.Prices[s.At.Code]
	for _, d := range p.Duties {
		there, pricedThere := s.Prices[d.At.Code]
		if d.Shift != s.Shift.ID && priced && pricedThere && sameDay(d.Span, s.Shift.Span, s.Location) {
			more, known = more || there > here, true
		}
	}
	return more, known
}
