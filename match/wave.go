package match

import (
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// The borders between the modes, before the start of the shift.
const (
	normalFrom = 24 * time.Hour
	// UrgentWithin is how near a start makes a shift urgent.
	UrgentWithin = 2 * time.Hour
)

// ModeFor says how a question about a shift is put: by how far ahead its start is, or urgent
// because the commune declared it so.
func ModeFor(now, start time.Time, urgent bool) roster.Mode {
	ahead := start.Sub(now)
	switch {
	case urgent || ahead < UrgentWithin:
		return roster.Urgent
	case ahead < normalFrom:
		return roster.Soon
	}
	return roster.Normal
}

// AnswerWindow is how long an ask awaits its answer when the start is so far ahead: an eighth of
// that, between two and twelve hours in normal mode and between twenty and sixty minutes when
// it is soon; ten minutes when it is urgent. Silence costs a seat its window, and most of those
// who answer at all do so within two hours; a yes that comes later still counts while the seat
// is free.
func AnswerWindow(mode roster.Mode, ahead time.Duration) time.Duration {
	const share = 8
	switch mode {
	case roster.Soon:
		return min(max(ahead/share, 20*time.Minute), time.Hour)
	case roster.Urgent:
		return 10 * time.Minute
	case roster.Normal:
	}
	return min(max(ahead/share, 2*time.Hour), 12*time.Hour)
}

// target is the probability with which a wave should fill its seats, by how much time there
// is to send another.
func target(mode roster.Mode) float64 {
	switch mode {
	case roster.Urgent:
		return 0.95
	case roster.Soon:
		return 0.8
	case roster.Normal:
	}
	return 0
}

// LargestWave bounds how many people are asked at once for one role, per free seat.
const LargestWave = 6

// AssumedYes is the probability of a yes that holds where nothing is known: neither of
// somebody nor of others in the campaign.
const AssumedYes = 0.5

// HowMany is how many of the ranked people to ask now for the free seats of a role: one per
// seat in normal mode, where an offer holds its seat; else the smallest number with which
// the seats fill with the mode's target probability. yes are the people's own probabilities,
// in the order of their rank.
func HowMany(mode roster.Mode, free int, yes []float64) int {
	if mode == roster.Normal {
		return min(free, len(yes))
	}
	most := min(len(yes), free*LargestWave)
	dist := []float64{1}
	for k := range most {
		dist = withOneMore(dist, yes[k])
		if atLeast(dist, free) >= target(mode) {
			return k + 1
		}
	}
	return most
}

// withOneMore extends the distribution of the number of yeses by one more person: the
// recurrence of the Poisson-binomial distribution.
func withOneMore(dist []float64, p float64) []float64 {
	next := make([]float64, len(dist)+1)
	for n, q := range dist {
		next[n] += q * (1 - p)
		next[n+1] += q * p
	}
	return next
}

func atLeast(dist []float64, m int) float64 {
	sum := 0.0
	for n := m; n < len(dist); n++ {
		sum += dist[n]
	}
	return sum
}
