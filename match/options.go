package match

import (
	"cmp"
	"slices"
)

// What an empty seat has beside its nearness when somebody chooses: an hour where it is worth
// the most counts for as much as thirty kilometres, the seat that a desk can't open without for
// ten more.
const (
	forWorth = 0.9
	forFloor = 0.3
)

// Options are the seats to show to somebody who may choose among them, at most n: those that
// nothing keeps the person from, the best first. Beside what Rank counts, the choice goes where
// hands are missing most. That the person is asked a lot doesn't count: nobody asks.
func Options(p Person, seats []Seat, rules Rules, n int) []Seat {
	p = p.Unasked()
	type option struct {
		seat  Seat
		score float64
	}
	var options []option
	for i := range seats {
		s := &seats[i]
		if !fits(&p, s, rules) {
			continue
		}
		c := score(&p, s)
		if highest := highestPrice(s.Prices); highest > 0 {
			c.Score += forWorth * s.Prices[s.At.Code] / highest
		}
		if s.Role.Floor {
			c.Score += forFloor
		}
		options = append(options, option{*s, c.Score})
	}
	slices.SortStableFunc(options, func(a, b option) int { return cmp.Compare(b.score, a.score) })
	var best []Seat
	for _, o := range options[:min(n, len(options))] {
		best = append(best, o.seat)
	}
	return best
}

func highestPrice(prices map[string]float64) float64 {
	highest := 0.0
	for _, price := range prices {
		highest = max(highest, price)
	}
	return highest
}
