package dispatch

import (
	"math"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Policy says who is asked when; all the rest, who may be asked at all, caps, quiet hours,
// deadlines and what an answer does, is the same for every policy. The platform works by
// Waves; the others are there to be compared with it.
type Policy struct {
	Name string
	// Plans tells whether people are asked for what a published plan proposes.
	Plans bool
	// Holds tells whether an offer well ahead of the start holds its seat until the answer;
	// without, the first yes takes it.
	Holds bool
	// OpenBoard tells whether people may pick open seats themselves.
	OpenBoard bool
	// Options is how many empty seats an answer page shows to somebody who has answered.
	Options int
	// Repairs tells whether the planner says who should be asked next for an empty seat.
	Repairs bool
	// Shares tells whether each commune has a share of the questions, and its turn.
	Shares bool
	// StandIns tells whether people are asked for floor seats whose shift has begun without them.
	StandIns bool
	// AsksAgain tells whether people who were silent are asked once more for a seat for which nobody else is left.
	AsksAgain bool
	// StepsUp tells whether somebody who comes as a guide takes an empty floor seat of the same shift.
	StepsUp bool
	// Ahead is how long before its start a shift's empty seats are looked after.
	Ahead time.Duration
	// Circle is how many of the ranked candidates, from the first on, one round may ask.
	Circle func(ranked []match.Candidate) int
	// Wave is how many more people to ask now.
	Wave func(Call) int
}

// Call is what a policy counts with, for one role: the free seats, the people asked already
// who may still say yes, how many of them this round has asked, and the candidates left in
// its circle. Yes are the probabilities of a yes in time of those asked and then of the
// candidates, as far as they are known.
type Call struct {
	Mode                   roster.Mode
	Free, Asked, ThisRound int
	Candidates             int
	Yes                    []float64
}

// Waves is the platform's own policy: the plan's people first, then those by whom the plan now
// gains the most, in the smallest number with which the seats fill with the mode's target probability, larger the nearer the start.
func Waves() Policy {
	return Policy{Name: "waves", Plans: true, Holds: true, Repairs: true, Shares: true, StandIns: true, StepsUp: true, AsksAgain: true, Options: 8, Ahead: refillAhead, Circle: everybody, Wave: wave}
}

// Sequential asks one person at a time for each free seat, down the ranked list, until a yes
// or the deadline: the escalation chains of on-call systems.
func Sequential() Policy {
	return Policy{Name: "sequential", Plans: true, Holds: true, Ahead: refillAhead, Circle: everybody, Wave: func(c Call) int {
		return min(c.Candidates, max(0, c.Free-c.Asked))
	}}
}

// Broadcast asks everybody eligible at once, first come first served: call-out systems.
func Broadcast() Policy {
	return Policy{Name: "broadcast", Ahead: planAhead, Circle: everybody, Wave: func(c Call) int {
		if c.Free == 0 {
			return 0
		}
		return c.Candidates
	}}
}

// Tiers asks everybody in a ring of distance at once, and the next ring when the one before
// has answered or let its deadline pass: fire brigades.
func Tiers() Policy {
	return Policy{Name: "tiers", Ahead: planAhead, Circle: nearestRing, Wave: func(c Call) int {
		if c.Free == 0 || c.Asked > c.ThisRound {
			return 0
		}
		return c.Candidates
	}}
}

// SelfServe asks nobody: people pick open shifts themselves, as on a sign-up board.
func SelfServe() Policy {
	return Policy{Name: "selfserve", OpenBoard: true, Ahead: planAhead, Circle: everybody, Wave: func(Call) int { return 0 }}
}

// planAhead is how far ahead the policies without a plan look: as far as a plan does.
const planAhead = usualHorizon * 24 * time.Hour

func everybody(ranked []match.Candidate) int { return len(ranked) }

// nearestRing counts the candidates of the innermost ring that has any. It takes them by
// their order, so it sorts nobody: those of the ring come first.
func nearestRing(ranked []match.Candidate) int {
	nearest := math.Inf(1)
	for _, c := range ranked {
		nearest = min(nearest, ring(c.Km))
	}
	n := 0
	for i, c := range ranked {
		if ring(c.Km) == nearest {
			ranked[n], ranked[i] = ranked[i], ranked[n]
			n++
		}
	}
	return n
}

// ring is the outer radius of the ring in which somebody lives, in kilometres.
func ring(km float64) float64 {
	for _, outer := range []float64{3, 6, 10, 20} {
		if km <= outer {
			return outer
		}
	}
	return math.Inf(1)
}
