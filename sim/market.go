package sim

import "math"

// market is seats to be had and the weeks of those who could have them.
type market struct {
	seats []lot
	weeks []week
}

// lot is so many seats of a kind, and what one of them is worth at most.
type lot struct{ number, top float64 }

// bound is an upper bound on what the seats can bring together, however they are given out: the Lagrangian
//
//	Σ_seats number · λ + Σ_weeks max (Σ_picks worth − λ)
//
// is one at whatever prices λ ≥ 0; here at the best that some subgradient steps find. They begin with the
// prices at which nobody gains anything, so that it is never more than all seats are worth.
func (m *market) bound() float64 {
	const first, last = 0.3, 0.0003
	steps := m.patience()
	prices, sold := make([]float64, len(m.seats)), make([]float64, len(m.seats))
	for i, s := range m.seats {
		prices[i] = s.top
	}
	least := math.Inf(1)
	for t := range steps {
		least = min(least, m.value(prices, sold))
		m.step(prices, sold, first*math.Pow(last/first, float64(t)/float64(steps-1)))
	}
	return least
}

// patience is how many steps a market is worth: of a campaign of thousands each takes a second.
func (m *market) patience() int {
	const most, least, visits = 300, 60, 1_000_000
	return min(most, max(least, visits/max(1, len(m.weeks))))
}

// value is the Lagrangian; it counts how many of each seat are taken at these prices.
func (m *market) value(prices, sold []float64) float64 {
	total := 0.0
	for i, s := range m.seats {
		sold[i] = 0
		total += s.number * prices[i]
	}
	for i := range m.weeks {
		best := m.weeks[i].best(prices)
		total += best.worth
		for p := best; p != nil; p = p.before {
			if p.picked != nil {
				sold[p.picked.seat]++
			}
		}
	}
	return total
}

// step makes dearer what is taken more often than it is there, and cheaper what is taken less.
func (m *market) step(prices, sold []float64, size float64) {
	for i, s := range m.seats {
		excess := max(-1, min(1, (sold[i]-s.number)/max(1, s.number)))
		prices[i] = max(0, min(s.top, prices[i]+size*excess*s.top))
	}
}
