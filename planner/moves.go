package planner

import (
	"context"
	"math"
	"slices"
)

// Large neighbourhood search (Shaw 1998): take a few people who compete for the same places
// out of the plan, let them answer afresh in another order, keep what is better. The gap
// between plan and bound is the sum of what single people and cells are short of what the
// prices promise them; the search goes where much is short.

// price gets the week ready for moves at prices that have changed.
func (w *weekly) price(ctx context.Context) {
	w.promised = w.promised[:0]
	for _, i := range w.people {
		if ctx.Err() != nil {
			return
		}
		var promised float64
		w.wish, promised = w.ideal.best(&w.d.m.people[i], w.pairs(i), math.MinInt64, math.MaxInt64, w.wish[:0])
		w.promised = append(w.promised, promised)
	}
}

// improve makes so many moves and returns what the plan gained.
func (w *weekly) improve(ctx context.Context, moves int) float64 {
	const largest = 10
	gained := 0.0
	for range moves {
		if ctx.Err() != nil || len(w.people) == 0 {
			break
		}
		gained += w.move(2 + w.random.IntN(largest-1))
	}
	return gained
}

// move frees about size people and lets them answer afresh.
func (w *weekly) move(size int) float64 {
	leans := [...]float64{0, 0.95, 0.99, 0.99}
	before := w.free(size)
	lean := leans[w.random.IntN(len(leans))]
	w.random.Shuffle(len(w.freed), func(i, j int) { w.freed[i], w.freed[j] = w.freed[j], w.freed[i] })
	after := 0.0
	for _, f := range w.freed {
		after += w.again(w.person(f), lean)
	}
	if lean > 0 {
		for _, f := range w.freed {
			after += w.again(w.person(f), 0)
		}
	}
	if after > before {
		return after - before
	}
	w.d.restore(w.freed)
	return 0
}

func (w *weekly) person(f was) int32 { return int32(f.at / w.d.m.weeks) } //nolint:gosec // far fewer people than that

// free takes people out: somebody who is far from what the prices promise, whoever holds
// what they would have, and others who could have it. It returns what they were worth.
func (w *weekly) free(size int) float64 {
	w.freed = w.freed[:0]
	first := w.far()
	worth := w.release(first)
	pairs := w.pairs(first)
	w.wish, _ = w.ideal.best(&w.d.m.people[first], pairs, math.MinInt64, math.MaxInt64, w.wish[:0])
	w.random.Shuffle(len(w.wish), func(i, j int) { w.wish[i], w.wish[j] = w.wish[j], w.wish[i] })
	for _, p := range w.wish {
		if held := w.d.holders[p.role]; len(w.freed) < size && len(held) >= int(w.d.m.roles[p.role].seats) {
			worth += w.release(held[w.random.IntN(len(held))])
		}
	}
	for range 3 * size {
		if len(w.freed) >= size {
			break
		}
		at := pairs[w.random.IntN(len(pairs))]
		if len(w.wish) > 0 && w.random.IntN(2) == 0 {
			at = w.wish[w.random.IntN(len(w.wish))].shift
		}
		if other := w.someoneFor(at); other >= 0 {
			worth += w.release(other)
		}
	}
	return worth
}

// release takes a person out of the plan, but for what pins hold and unless they are out
// already, and returns what the plan lost by it.
func (w *weekly) release(person int32) float64 {
	at := w.at(person)
	if slices.ContainsFunc(w.freed, func(f was) bool { return f.at == at }) {
		return 0
	}
	n := len(w.freed)
	if n < cap(w.freed) {
		w.freed = w.freed[:n+1] // with the buffer of a move before
	} else {
		w.freed = append(w.freed, was{})
	}
	w.freed[n].at, w.freed[n].picks = at, append(w.freed[n].picks[:0], w.d.rosters[at]...)
	return w.strip(person)
}

// someoneFor finds somebody who could take a shift, -1 when luck finds nobody.
func (w *weekly) someoneFor(shift int32) int32 {
	const tries = 60
	for range tries {
		i := w.people[w.random.IntN(len(w.people))]
		if _, able := slices.BinarySearch(w.pairs(i), shift); able {
			return i
		}
	}
	return -1
}

// far is where much is short: of a few people, whoever is farthest from what the prices
// promise, or somebody for the seat of a few whose filling is worth most above its price.
func (w *weekly) far() int32 {
	const few, oneIn = 3, 4
	if w.random.IntN(oneIn) == 0 {
		if person := w.forSeat(few); person >= 0 {
			return person
		}
	}
	best, most := w.people[0], math.Inf(-1)
	for range few {
		at := w.random.IntN(len(w.people))
		if short := w.promised[at] - w.atPrices(w.people[at]); short > most {
			best, most = w.people[at], short
		}
	}
	return best
}

// atPrices is what a person's roster earns at the prices.
func (w *weekly) atPrices(person int32) float64 {
	picks := w.d.rosters[w.at(person)]
	value := w.d.m.own(&w.d.m.people[person], picks)
	for _, p := range picks {
		value += w.ideal.price[p.role]
	}
	return value
}

func (w *weekly) forSeat(few int) int32 {
	best, most := int32(-1), 0.0
	for range few {
		r := w.roles[w.random.IntN(len(w.roles))]
		if short := w.d.price[r] - w.ideal.price[r]; short > most {
			best, most = r, short
		}
	}
	if best < 0 {
		return -1
	}
	return w.someoneFor(w.d.m.roles[best].shift)
}
