package planner

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
)

// weekly searches one week of a draft. Weeks touch different cells and meet only where
// somebody rests from one to the next, so that weeks that are far enough apart can be
// searched side by side.
type weekly struct {
	d      *draft
	week   int
	random *rand.Rand
	best   *rosterer
	people []int32 // who could work in this week, those with the least choice first
	roles  []int32 // of this week
	picks  []pick

	homes    [][]int32 // people by home, once somebody asked who lives near
	farthest float64   // that anybody goes

	ideal    *rosterer // what people would have at the prices alone
	promised []float64 // what that is worth, by place in people
	wish     []pick
	freed    []was
}

func newWeekly(d *draft, week int, seed int64, prices []float64) *weekly {
	w := &weekly{
		d: d, week: week, random: rand.New(rand.NewPCG(uint64(seed), uint64(week))), //nolint:gosec // a plan, not a secret
		best:  &rosterer{m: d.m, price: d.price, crowding: d.crowding, other: prices},
		ideal: &rosterer{m: d.m, price: prices},
	}
	choice := make([]int, len(d.m.people))
	for i := range d.m.people {
		if choice[i] = len(w.pairs(int32(i))); choice[i] > 0 { //nolint:gosec // far fewer people than that
			w.people = append(w.people, int32(i)) //nolint:gosec // as above
		}
	}
	w.random.Shuffle(len(w.people), func(i, j int) { w.people[i], w.people[j] = w.people[j], w.people[i] })
	slices.SortStableFunc(w.people, func(a, b int32) int { return cmp.Compare(choice[a], choice[b]) })
	for r := range d.m.roles {
		if d.m.shifts[d.m.roles[r].shift].week() == week {
			w.roles = append(w.roles, int32(r)) //nolint:gosec // far fewer roles than that
		}
	}
	return w
}

func (w *weekly) pairs(person int32) []int32 { return w.d.m.pairsIn(int(person), w.week, w.week+1) }

// at is where a person's roster of this week stands in the draft.
func (w *weekly) at(person int32) int { return int(person)*w.d.m.weeks + w.week }

// answer is the best week of a person who is out of the plan, beside the others', and what it
// is worth there. Lean draws the choice towards the prices.
func (w *weekly) answer(person int32, lean float64) ([]pick, float64) {
	p := &w.d.m.people[person]
	after, before := w.d.around(int(person), w.week)
	w.best.lean = lean
	w.picks, _ = w.best.best(p, w.pairs(person), after, before, w.picks[:0])
	return w.picks, w.d.worth(p, w.picks)
}

// again takes a person out and lets them answer; with lean 0 nothing is lost by it. It
// returns what the plan gained.
func (w *weekly) again(person int32, lean float64) float64 {
	const worthwhile = 1e-9
	at := w.at(person)
	had := w.d.drop(at)
	picks, has := w.answer(person, lean)
	if lean == 0 && has <= had+worthwhile {
		w.d.back(at)
		return 0
	}
	w.d.put(at, picks)
	return has - had
}

// sweep lets each person in turn answer, and returns what the plan gained.
func (w *weekly) sweep(ctx context.Context, lean float64) float64 {
	gained := 0.0
	for _, i := range w.people {
		if ctx.Err() != nil {
			break
		}
		gained += w.again(i, lean)
	}
	return gained
}

// rebuild makes the week afresh, drawn to the prices, and keeps what is better.
func (w *weekly) rebuild(ctx context.Context) {
	const lean = 0.99
	w.attempt(ctx, func() float64 {
		gained := 0.0
		for _, i := range w.people {
			gained -= w.strip(i)
		}
		for _, i := range w.people {
			gained += w.again(i, lean)
		}
		return gained
	})
}

// bid holds an auction at the prices and keeps what is better.
func (w *weekly) bid(ctx context.Context, prices []float64, size float64) {
	const (
		above = 3  // sizes above the prices
		most  = 20 // bids per person
	)
	w.attempt(ctx, func() float64 { return newAuction(w, prices, above*size, size).run(ctx, most) })
}

// attempt changes the week, which gains so much, lets everybody answer until nobody can do
// better, and takes all back when the plan has lost by it or time was up.
func (w *weekly) attempt(ctx context.Context, change func() (gained float64)) {
	had := make([]was, 0, len(w.people))
	for _, i := range w.people {
		had = append(had, w.d.note(w.at(i)))
	}
	total := change()
	for gained := 1.0; gained > 0 && ctx.Err() == nil; total += gained {
		gained = w.sweep(ctx, 0)
	}
	if total < 0 {
		w.d.restore(had)
	}
}

// strip takes out of a person's week whatever no pin holds, for nobody else may have pinned
// seats for even a moment, and returns what the plan lost by it.
func (w *weekly) strip(person int32) float64 {
	at, p := w.at(person), &w.d.m.people[person]
	lost := w.d.drop(at)
	w.d.rosters[at] = slices.DeleteFunc(w.d.rosters[at], func(s pick) bool { return !p.pinnedTo(s) })
	if len(w.d.rosters[at]) > 0 {
		lost -= w.d.worth(p, w.d.rosters[at])
		w.d.back(at)
	}
	return lost
}
