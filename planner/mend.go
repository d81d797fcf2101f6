package planner

import "context"

// mend makes a plan for this run's problem out of the plan of another problem, close to it:
// whoever has lost something by the difference, or is new, answers afresh, and seats that are
// empty by it are filled. Nobody else moves. This run's prices prove its bound.
func (r *run) mend(ctx context.Context, from *run) (*run, *Solution) {
	mended := newRun(r.m, Options{Effort: 1, Workers: 1, From: &Plan{Assignments: from.d.assignments()}})
	copy(mended.prices, r.dual.prices)
	for _, at := range mended.unsettled(from) {
		mended.weeks[at%r.m.weeks].again(int32(at/r.m.weeks), 0) //nolint:gosec // far fewer people than that
	}
	s := &Standing{r: mended}
	s.fill(ctx, mended.emptied(from), map[int][]pick{})
	plan := Plan{Assignments: mended.d.assignments(), Score: Score{Value: mended.d.value()}}
	plan.Bound = max(outward(r.dual.best), plan.Score.Value)
	return mended, &Solution{Plan: plan, Lowest: mended.lowest(ctx)}
}

// unsettled are the weeks in which people have less than in another run's plan, and all of
// those whom it doesn't know.
func (r *run) unsettled(from *run) []int {
	known := make(map[string]int, len(from.m.people))
	for i := range from.m.people {
		known[from.m.problem.People[i].ID] = i
	}
	var weeks []int
	for i := range r.m.people {
		other, planned := known[r.m.problem.People[i].ID]
		for week := range r.m.weeks {
			at := i*r.m.weeks + week
			if !planned || len(r.d.rosters[at]) < len(from.d.rosters[other*r.m.weeks+week]) {
				weeks = append(weeks, at)
			}
		}
	}
	return weeks
}

// emptied are the empty seats of roles that have more seats than in another run's problem, or
// fewer people than in its plan.
func (r *run) emptied(from *run) []pick {
	before := from.m.finder()
	var empty []pick
	for name, seat := range r.m.finder() {
		seats, people := r.m.roles[seat.role].seats, len(r.d.holders[seat.role])
		was, there := before[name]
		if there && seats <= from.m.roles[was.role].seats && people >= len(from.d.holders[was.role]) {
			continue
		}
		for range int(seats) - people {
			empty = append(empty, seat)
		}
	}
	return empty
}
