package demo

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"time"
)

// How people behave, on the average. Accept is a probability on the logit scale.
const (
	acceptBase    = 0.68 // of a shift next door
	acceptPerKm   = -0.02
	acceptSpread  = 0.8  // how much people differ
	never         = 0.10 // share of texts that are never answered
	replyMedian   = 22 * time.Minute
	replySigma    = 1.2
	withdrawShare = 0.03 // of those who have said yes
	stayAway      = 0.04 // of those who have promised to come
	lateShare     = 0.10
)

// People sleep, and answer in the first hour after they wake.
const (
	sleepsFrom = 22 * time.Hour
	wakesAt    = 6*time.Hour + 30*time.Minute
	wakingTime = time.Hour
)

// temper draws what one person does about one text. The same person and text give the same
// behaviour, so that a restart changes nobody's mind.
type temper struct {
	rng      *rand.Rand
	personal float64
}

func temperOf(seed uint64, phone, text string) temper {
	own := rand.New(rand.NewPCG(seed, hash(phone)))
	return temper{
		rng:      rand.New(rand.NewPCG(seed^hash(phone), hash(text))),
		personal: own.NormFloat64() * acceptSpread,
	}
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// answersAt is when the person gets to a text that came at at; false for never.
func (t temper) answersAt(at time.Time) (time.Time, bool) {
	if t.rng.Float64() < never {
		return time.Time{}, false
	}
	delay := time.Duration(float64(replyMedian) * math.Exp(t.rng.NormFloat64()*replySigma))
	return t.awake(at.Add(delay)), true
}

// awake moves a moment in the night to the morning after.
func (t temper) awake(at time.Time) time.Time {
	y, m, d := at.Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, at.Location())
	rises := time.Duration(t.rng.Float64() * float64(wakingTime))
	switch into := at.Sub(midnight); {
	case into < wakesAt:
		return midnight.Add(wakesAt + rises)
	case into >= sleepsFrom:
		return midnight.Add(24*time.Hour + wakesAt + rises)
	}
	return at
}

// accepts draws the answer to a shift so many kilometres from home.
func (t temper) accepts(km float64) bool {
	logit := math.Log(acceptBase/(1-acceptBase)) + acceptPerKm*km + t.personal
	return t.rng.Float64() < 1/(1+math.Exp(-logit))
}

// withdrawsAfter is how long after a yes the person takes it back; false for never.
func (t temper) withdrawsAfter() (time.Duration, bool) {
	if t.rng.Float64() >= withdrawShare {
		return 0, false
	}
	return time.Hour + time.Duration(t.rng.Float64()*float64(11*time.Hour)), true
}

// comesAt is when the person is at a shift that starts at a time; false for never.
func (t temper) comesAt(start time.Time) (time.Time, bool) {
	const early, late = 12 * time.Minute, 25 * time.Minute
	if t.rng.Float64() < stayAway {
		return time.Time{}, false
	}
	if t.rng.Float64() < lateShare {
		return start.Add(time.Duration(t.rng.Float64() * float64(late))), true
	}
	return start.Add(-time.Duration(t.rng.Float64() * float64(early))), true
}
