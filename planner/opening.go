package planner

import "context"

// opening reads prices to begin with off a plan: an empty seat costs what filling it would
// be worth, a full role what the dearest of its holders gives up for it, which is the way,
// the load and the best week they could have without it. (As in Bertsekas's auction, 1988: a
// thing costs what its holder's second choice makes it worth.)
func (w *weekly) opening(ctx context.Context, prices []float64) {
	for _, r := range w.roles {
		prices[r] = max(0, w.d.price[r])
	}
	for _, i := range w.people {
		if ctx.Err() != nil {
			return
		}
		at := w.at(i)
		if len(w.d.rosters[at]) == 0 {
			continue
		}
		has := w.d.drop(at)
		for _, held := range w.d.rosters[at] {
			if len(w.d.holders[held.role])+1 >= int(w.d.m.roles[held.role].seats) {
				worth := w.d.price[held.role]
				prices[held.role] = max(prices[held.role], min(worth, w.without(i, held.role)-(has-worth)))
			}
		}
		w.d.back(at)
	}
}

// without is what a person's best week is worth when a role brings nothing.
func (w *weekly) without(person, role int32) float64 {
	worth := w.d.price[role]
	w.d.price[role] = 0
	_, value := w.answer(person, 0)
	w.d.price[role] = worth
	return value
}
