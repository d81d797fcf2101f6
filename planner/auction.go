package planner

import (
	"context"
	"slices"
)

// auction fills a week by bids at the prices: in turn each person takes the roster that pays
// them most. A seat that is taken already is had from one of its holders, for a little less
// than it paid so far; who loses it answers again. So pay falls where many compete, until
// everybody is content or the bids are spent. (Bertsekas 1988, here with a week's roster as
// the bid: nobody needs to be left with what others didn't want.)
type auction struct {
	*weekly
	size  float64   // what a seat's pay falls by when it changes hands, relative to a shift's weight
	pay   []float64 // of a seat of each role
	offer []float64 // what one more person would get
	bid   *rosterer
	queue []int32
	due   []bool // who is in the queue, by person
}

// bidShare is how far an empty seat's pay is drawn from its price towards what filling it is
// worth: with none, seats stay empty that everybody finds as good as their own.
const bidShare = 0.3

// newAuction begins a little above the prices: at them people are just indifferent.
func newAuction(w *weekly, prices []float64, above, size float64) *auction {
	a := &auction{weekly: w, size: size, pay: make([]float64, len(prices)), offer: make([]float64, len(prices)), due: make([]bool, len(w.d.m.people))}
	a.bid = &rosterer{m: w.d.m, price: a.offer}
	for _, r := range w.roles {
		a.pay[r] = prices[r] + above*w.d.m.scale(r)
		a.quote(r)
	}
	for _, i := range w.people {
		a.queue, a.due[i] = append(a.queue, i), true
	}
	w.random.Shuffle(len(a.queue), func(i, j int) { a.queue[i], a.queue[j] = a.queue[j], a.queue[i] })
	return a
}

// run takes bids until nobody bids or there were most per person, and returns what the plan
// gained, which may be less than nothing.
func (a *auction) run(ctx context.Context, most int) float64 {
	gained := 0.0
	for at := 0; at < min(len(a.queue), most*len(a.people)) && ctx.Err() == nil; at++ {
		a.due[a.queue[at]] = false
		gained += a.answerOffers(a.queue[at])
	}
	return gained
}

// quote says what a role offers to one more person.
func (a *auction) quote(r int32) {
	if len(a.d.holders[r]) >= int(a.d.m.roles[r].seats) {
		a.offer[r] = a.pay[r] - a.size*a.d.m.scale(r)
		return
	}
	worth := a.d.price[r]
	a.offer[r] = min(worth, a.pay[r]+bidShare*max(0, worth-a.pay[r]))
}

// quoteAround renews the offers of all cells that picks are in.
func (a *auction) quoteAround(picks []pick) {
	for _, p := range picks {
		for _, r := range a.d.m.cells[a.d.m.shifts[p.shift].cell].roles {
			a.quote(r)
		}
	}
}

// answerOffers lets a person move to what pays more, and returns what the plan gained.
func (a *auction) answerOffers(person int32) float64 {
	at, p := a.at(person), &a.d.m.people[person]
	had := a.d.drop(at)
	a.quoteAround(a.d.rosters[at])
	earns := a.d.m.own(p, a.d.rosters[at])
	for _, s := range a.d.rosters[at] {
		earns += a.offer[s.role]
	}
	after, before := a.d.around(int(person), a.week)
	var most float64
	a.picks, most = a.bid.best(p, a.pairs(person), after, before, a.picks[:0])
	const worthwhile = 1e-9
	if most <= earns+worthwhile {
		a.d.back(at)
		a.quoteAround(a.d.rosters[at])
		return 0
	}
	had -= a.takeSeats()
	has := a.d.worth(p, a.picks)
	a.d.put(at, a.picks)
	a.quoteAround(a.picks)
	return has - had
}

// takeSeats empties a seat of each pick that is full, and returns what the plan gained by
// that. A pick whose seats pins hold is given up.
func (a *auction) takeSeats() float64 {
	gained, kept := 0.0, a.picks[:0]
	for _, s := range a.picks {
		if len(a.d.holders[s.role]) >= int(a.d.m.roles[s.role].seats) {
			holder := a.holder(s)
			if holder < 0 {
				continue
			}
			a.pay[s.role] -= a.size * a.d.m.scale(s.role) / float64(a.d.m.roles[s.role].seats)
			gained += a.outbid(holder, s)
		}
		kept = append(kept, s)
	}
	a.picks = kept
	return gained
}

// holder is one of a role's holders whom no pin holds there, -1 when there is none.
func (a *auction) holder(s pick) int32 {
	held := a.d.holders[s.role]
	first := a.random.IntN(len(held))
	for i := range held {
		if person := held[(first+i)%len(held)]; !a.d.m.people[person].pinnedTo(s) {
			return person
		}
	}
	return -1
}

// outbid takes a seat from a person, who will answer again.
func (a *auction) outbid(person int32, s pick) float64 {
	at := a.at(person)
	had := a.d.drop(at)
	left := slices.DeleteFunc(slices.Clone(a.d.rosters[at]), func(p pick) bool { return p == s })
	has := a.d.worth(&a.d.m.people[person], left)
	a.d.put(at, left)
	if !a.due[person] {
		a.queue, a.due[person] = append(a.queue, person), true
	}
	return has - had
}
