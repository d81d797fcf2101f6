package sim

import (
	"math/rand/v2"
	"testing"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Of small markets every way to give out the seats is tried: no bound may be below the best, and few far
// above it.
func TestNoWayToGiveOutSeatsBringsMoreThanTheBound(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // examples, not secrets
	const markets = 200
	slack := 0.0
	for range markets {
		m := smallMarket(rng)
		best, bound := mostOf(m, 0, 0, burden{}), m.bound()
		if bound < best-hair {
			t.Fatalf("bound %v is below %v: %+v", bound, best, m)
		}
		slack += (bound - best) / max(1, bound)
	}
	if slack/markets > 0.02 {
		t.Errorf("bounds are %.1f %% above the best on the average", 100*slack/markets)
	}
}

func smallMarket(rng *rand.Rand) *market {
	m := &market{}
	for range 2 + rng.IntN(4) {
		m.seats = append(m.seats, lot{number: float64(1 + rng.IntN(2))})
	}
	for range 1 + rng.IntN(3) {
		w := week{limits: roster.Limits{MinutesPerDay: 210 * (1 + rng.IntN(2)), MinutesPerWeek: 210 + 120*rng.IntN(4), DaysPerWeek: 1 + rng.IntN(2)}}
		for n := range 1 + rng.IntN(3) {
			at := moment{day: n / 2}
			for range 1 + rng.IntN(2) {
				p := pick{seat: rng.IntN(len(m.seats)), minutes: []int{210, 120}[rng.IntN(2)], worth: float64(1 + rng.IntN(3)), stays: rng.IntN(4) > 0}
				m.seats[p.seat].top = max(m.seats[p.seat].top, p.worth)
				at.picks = append(at.picks, p)
			}
			w.moments = append(w.moments, at)
		}
		m.weeks = append(m.weeks, w)
	}
	return m
}

// mostOf is the most that the seats left bring from one moment of one week on, tried one by one.
func mostOf(m *market, atWeek, at int, b burden) float64 {
	if atWeek == len(m.weeks) {
		return 0
	}
	w := &m.weeks[atWeek]
	if at == len(w.moments) {
		return mostOf(m, atWeek+1, 0, burden{})
	}
	best := mostOf(m, atWeek, at+1, b)
	for _, p := range w.moments[at].picks {
		with := b.with(w.moments[at].day, p.minutes)
		if with.over(w.limits) || m.seats[p.seat].number == 0 {
			continue
		}
		if !p.stays {
			with = b
		}
		m.seats[p.seat].number--
		best = max(best, p.worth+mostOf(m, atWeek, at+1, with))
		m.seats[p.seat].number++
	}
	return best
}
