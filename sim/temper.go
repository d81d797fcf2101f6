package sim

import (
	"context"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// person is somebody with a phone, and what the platform doesn't know of them.
type person struct {
	roster.Volunteer
	home      match.Place
	own       float64 // added to the logit of every yes
	badNumber bool
	texts     int         // how many have come
	asked     []time.Time // when, of the last days
	away      roster.Span // when they can't come, whatever they have said
	exams     roster.Span // when they will be away, which they learn in time
	promises  []promise
}

// promise is a yes that holds, and the way to take it back.
type promise struct {
	span     roster.Span
	takeBack func(context.Context, time.Time) error
}

// drawFor is a source of chance for one decision of one person. The same decision is drawn
// the same whatever the policy: what people are like must not depend on who asks them.
func drawFor(seed uint64, phone roster.Phone, what string, more ...string) *rand.Rand {
	h := fnv.New64a()
	for _, part := range append([]string{string(phone), what}, more...) {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return rand.New(rand.NewPCG(seed, h.Sum64())) //nolint:gosec // people, not secrets
}

func newPerson(seed uint64, v roster.Volunteer, home match.Place, b Behaviour) *person {
	rng := drawFor(seed, v.Phone, "nature")
	return &person{Volunteer: v, home: home, own: rng.NormFloat64() * b.Accept.Spread, badNumber: rng.Float64() < b.BadNumber}
}

// offer is what somebody decides on: a shift at a place, some way off.
type offer struct {
	span   roster.Span
	at     match.Place
	factor float64 // how much longer the way is than usual
}

// accepts draws the answer to an offer at a moment.
func (p *person) accepts(seed uint64, o offer, b Accept, now time.Time) bool {
	return !p.away.Overlaps(o.span) && p.agrees(seed, o, b, b.ahead(o, now)+b.PerAskThisWeek*float64(p.askedSince(now)))
}

// mayAccept tells whether there is a moment in a span at which somebody would accept an offer, however
// little they are asked. Whom being asked makes willing would accept anything in the end.
func (p *person) mayAccept(seed uint64, o offer, b Accept, within roster.Span) bool {
	return b.PerAskThisWeek > 0 || p.agrees(seed, o, b, max(b.ahead(o, within.Start), b.ahead(o, within.End)))
}

// ahead is what the time between a moment and the start adds.
func (b Accept) ahead(o offer, now time.Time) float64 {
	return b.PerHourAhead * o.span.Start.Sub(now).Hours()
}

// agrees draws the answer to an offer for which something more speaks than that it is near and liked. The
// more, the rather: who agrees with little does so with more.
func (p *person) agrees(seed uint64, o offer, b Accept, more float64) bool {
	x := logit(b.Base) + p.own + b.PerKm*o.factor*p.home.Km(o.at)
	for _, code := range p.Prefer {
		if code == o.at.Code {
			x += b.Preferred
		}
	}
	return drawFor(seed, p.Phone, "accept", strconv.FormatInt(o.span.Start.Unix(), 10), o.at.Code).Float64() < logistic(x+more)
}

// askedSince counts the asks of the last seven days and forgets those before.
func (p *person) askedSince(now time.Time) int {
	const week = 7 * 24 * time.Hour
	for len(p.asked) > 0 && now.Sub(p.asked[0]) > week {
		p.asked = p.asked[1:]
	}
	return len(p.asked)
}

// delay draws how long somebody takes to get to a text.
func (r Replying) delay(rng *rand.Rand) time.Duration {
	const longest = 4 * 24 * time.Hour
	return min(longest, time.Duration(r.Median*math.Exp(rng.NormFloat64()*r.Sigma)*float64(time.Minute)))
}

// nights is Night, read.
type nights struct {
	from, to time.Duration
	factor   float64
	zone     *time.Location
}

func (n Night) read(zone *time.Location) nights {
	from, _ := clock(n.From) // Check has read both
	to, _ := clock(n.To)
	return nights{from: from, to: to, factor: n.ReplyFactor, zone: zone}
}

// after is the moment at which so much waking time has passed since at; of the night only a
// part of it counts.
func (n nights) after(at time.Time, d time.Duration) time.Time {
	for d > 0 {
		until, asleep := n.border(at)
		left := until.Sub(at)
		if asleep {
			left = time.Duration(float64(left) / n.factor)
		}
		if left > d {
			if asleep {
				d = time.Duration(float64(d) * n.factor)
			}
			return at.Add(d)
		}
		at, d = until, d-left
	}
	return at
}

// border is when the night or the day of a moment ends, and whether it is night.
func (n nights) border(at time.Time) (time.Time, bool) {
	day := roster.DateOf(at, n.zone)
	evening, morning := day.Time(n.zone).Add(n.from), day.Time(n.zone).Add(n.to)
	switch {
	case at.Before(morning):
		return morning, true
	case at.Before(evening):
		return evening, false
	}
	return day.AddDays(1).Time(n.zone).Add(n.to), true
}
