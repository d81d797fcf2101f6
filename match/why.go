package match

// The stages of the chain that says why a seat is empty, and what is said when a stage
// leaves nobody.
const (
	ChainSkill  = "match.chain.skill"
	ChainKind   = "match.chain.kind"
	ChainFree   = "match.chain.free"
	ChainReach  = "match.chain.reach"
	ChainLimits = "match.chain.limits"
	ChainAsked  = "match.chain.asked"

	EmptySkill  = "match.empty.skill"
	EmptyKind   = "match.empty.kind"
	EmptyFree   = "match.empty.free"
	EmptyReach  = "match.empty.reach"
	EmptyLimits = "match.empty.limits"
	EmptyAsked  = "match.empty.asked"
	StillOpen   = "match.empty.open"
)

type stage struct {
	chain, empty string
	causes       []string
}

func stages() []stage {
	return []stage{
		{ChainSkill, EmptySkill, []string{NoSkill}},
		{ChainKind, EmptyKind, []string{WrongKind}},
		{ChainFree, EmptyFree, []string{NotFree, Overlaps}},
		{ChainReach, EmptyReach, []string{TooFar, Avoids, NoTravel}},
		{ChainLimits, EmptyLimits, []string{NoRest, DayLimit, WeekLimit, DaysLimit}},
		{ChainAsked, EmptyAsked, []string{NoConsent, AskedEnough}},
	}
}

// WhyEmpty says why a seat is empty: first the stage that leaves nobody (or how many could
// still be asked), then how many are left after each stage up to it.
func WhyEmpty(people []Person, s Seat, rules Rules) []Reason {
	against := make([]map[string]bool, len(people))
	for i, p := range people {
		against[i] = map[string]bool{}
		for _, r := range Against(p, s, rules) {
			against[i][r.Key] = true
		}
	}
	verdict, chain := Reason{Key: StillOpen}, []Reason(nil)
	for _, st := range stages() {
		against = without(against, st.causes)
		chain = append(chain, counted(st.chain, len(against)))
		if len(against) == 0 {
			verdict = Reason{Key: st.empty}
			break
		}
	}
	if verdict.Key == StillOpen {
		verdict = counted(StillOpen, len(against))
	}
	return append([]Reason{verdict}, chain...)
}

func counted(key string, n int) Reason { return Reason{Key: key, Args: []any{"count", n}, Count: n} }

func without(people []map[string]bool, causes []string) []map[string]bool {
	var left []map[string]bool
	for _, p := range people {
		out := false
		for _, c := range causes {
			out = out || p[c]
		}
		if !out {
			left = append(left, p)
		}
	}
	return left
}
