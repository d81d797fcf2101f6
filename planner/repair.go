package planner

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Standing is a plan that stands, with all that it takes to repair it in moments: the
// compiled problem, who holds what, and the prices with what each person earns at them, so
// that a change touches its own terms of the bound and no other. One goroutine at a time.
type Standing struct {
	r        *run
	people   map[string]int32
	seats    map[seatName]pick
	problem  string
	standing float64 // the bound
}

// Change is what has happened since a plan was made. Declined seats are taken from people
// who can't or won't serve there, and they won't be given that shift again; Gone people give
// all that isn't pinned; Confirmed assignments must stay from now on; Joined people are new;
// Open roles are to be filled as far as they have empty seats.
type Change struct {
	Declined  []Assignment
	Gone      []string
	Confirmed []Assignment
	Joined    []Person
	Open      []Seat
}

// Seat names a role of a shift.
type Seat struct{ Shift, Role string }

// Repaired is what a change came to: the assignments that are new and those that are gone,
// the plan's value now, and a bound that holds for the changed problem.
type Repaired struct {
	Added, Removed []Assignment
	Value, Bound   float64
}

// Plan is the whole plan as it stands.
func (s *Standing) Plan() Plan {
	value := s.r.d.value()
	return Plan{
		Format: PlanFormat, Problem: s.problem, Assignments: s.r.d.assignments(), Score: Score{Value: value}, Bound: s.bound(value), Seed: s.r.o.Seed,
	}
}

// bound is at least the value: both are sums, which err in their last digits.
func (s *Standing) bound(value float64) float64 { return outward(math.Max(s.standing, value)) }

// Stand plans a problem as Solve does and keeps what repairs need.
func Stand(ctx context.Context, p *Problem, o Options) (*Standing, *Solution, error) {
	own := *p
	own.People = slices.Clip(p.People) // people may join
	r, solution, err := solve(ctx, &own, o)
	if err != nil {
		return nil, nil, err
	}
	return r.stand(ctx, solution.Plan.Problem), solution, nil
}

// Resume takes up a plan as it stands, for repairs: what the problem pins and whatever weeks
// of its current assignments keep every rule. Nothing else is planned, and the bound is the
// one that a glance at the plan gives: valid, and farther off than that of Stand. A shift that
// is new or has changed is taken in so, and its roles opened by Repair.
func Resume(ctx context.Context, p *Problem) (*Standing, error) {
	if faults := Validate(p); len(faults) > 0 {
		return nil, faults
	}
	own := *p
	own.People = slices.Clip(p.People) // people may join
	r := newRun(compile(&own, false), Options{Effort: 1, Workers: 1, From: &Plan{Assignments: p.Current}})
	r.eachWeek(func(w *weekly) { w.opening(ctx, r.prices) })
	return r.stand(ctx, p.Hash()), nil
}

func (r *run) stand(ctx context.Context, problem string) *Standing {
	people := r.m.problem.People
	s := &Standing{r: r, people: make(map[string]int32, len(people)), seats: r.m.finder(), problem: problem}
	for i := range people {
		s.people[people[i].ID] = int32(i) //nolint:gosec // far fewer people than that
	}
	if !math.IsInf(r.dual.best, 1) {
		r.dual.recall()
	}
	r.dual.evaluate(context.WithoutCancel(ctx))
	s.standing = r.dual.value
	return s
}

// Repair takes a change in and mends the plan around it: an emptied seat goes to whoever
// gains the plan most by it, what they leave is filled likewise, and nobody else moves. The
// error names the first thing in the change that the problem doesn't know; nothing is
// changed then.
func (s *Standing) Repair(ctx context.Context, c Change) (*Repaired, error) {
	if err := s.check(c); err != nil {
		return nil, err
	}
	before := map[int][]pick{}
	s.note(before, c)
	for _, a := range c.Confirmed {
		s.confirm(a)
	}
	s.fill(ctx, append(s.leave(c), s.open(c.Open)...), before)
	for i := range c.Joined {
		s.join(&c.Joined[i], before)
	}
	return s.result(before), nil
}

// open lists the empty seats of roles, each as often as it is empty.
func (s *Standing) open(roles []Seat) []pick {
	var empty []pick
	for _, role := range roles {
		seat := s.seats[seatName{role.Shift, role.Role}]
		for range int(s.r.m.roles[seat.role].seats) - len(s.r.d.holders[seat.role]) {
			empty = append(empty, seat)
		}
	}
	return empty
}

func (s *Standing) at(person int32, seat pick) int {
	return int(person)*s.r.m.weeks + s.r.m.shifts[seat.shift].week()
}

// note remembers a week before it is changed.
func (s *Standing) note(before map[int][]pick, c Change) {
	for _, a := range slices.Concat(c.Declined, c.Confirmed) {
		s.remember(before, s.at(s.people[a.Person], s.seats[seatName{a.Shift, a.Role}]))
	}
	for _, id := range c.Gone {
		for week := range s.r.m.weeks {
			s.remember(before, int(s.people[id])*s.r.m.weeks+week)
		}
	}
}

func (s *Standing) remember(before map[int][]pick, at int) {
	if _, known := before[at]; !known {
		before[at] = slices.Clone(s.r.d.rosters[at])
	}
}

func (s *Standing) confirm(a Assignment) {
	p, seat := &s.r.m.people[s.people[a.Person]], s.seats[seatName{a.Shift, a.Role}]
	if !slices.Contains(p.pins, seat) {
		p.pins = append(p.pins, seat)
		slices.SortFunc(p.pins, func(a, b pick) int { return cmp.Compare(a.shift, b.shift) })
		s.reprice(s.people[a.Person])
	}
}

// fill finds people for empty seats, the dearest first, and for what these leave, so far.
func (s *Standing) fill(ctx context.Context, empty []pick, before map[int][]pick) {
	const farthest = 4 // seats one after another that a single emptied seat may move
	for round := 0; round < farthest && len(empty) > 0 && ctx.Err() == nil; round++ {
		slices.SortFunc(empty, func(a, b pick) int {
			return cmp.Or(cmp.Compare(s.r.prices[b.role], s.r.prices[a.role]), cmp.Compare(a.role, b.role))
		})
		var next []pick
		for _, seat := range empty {
			if len(s.r.d.holders[seat.role]) < int(s.r.m.roles[seat.role].seats) {
				next = append(next, s.take(seat, before)...)
			}
		}
		empty = next
	}
}

// take gives a seat to whoever gains the plan most by it, with the best week that this
// leaves them, and returns what they leave for it.
func (s *Standing) take(seat pick, before map[int][]pick) []pick {
	w := s.r.weeks[s.r.m.shifts[seat.shift].week()]
	best, most := int32(-1), 0.0
	for _, person := range w.candidates(seat, s.r.prices) {
		if gain := w.gain(person); gain > most {
			best, most = person, gain
		}
	}
	if best < 0 {
		return nil
	}
	at := w.at(best)
	s.remember(before, at)
	had := slices.Clone(s.r.d.rosters[at])
	w.again(best, 0)
	return slices.DeleteFunc(had, func(p pick) bool { return slices.Contains(s.r.d.rosters[at], p) })
}

// result compares what has been touched with what was before.
func (s *Standing) result(before map[int][]pick) *Repaired {
	r := &Repaired{}
	for _, at := range sortedInts(before) {
		now := s.r.d.rosters[at]
		for _, p := range before[at] {
			if !slices.Contains(now, p) {
				r.Removed = append(r.Removed, s.r.m.assignment(at, p))
			}
		}
		for _, p := range now {
			if !slices.Contains(before[at], p) {
				r.Added = append(r.Added, s.r.m.assignment(at, p))
			}
		}
	}
	r.Value = s.r.d.value()
	r.Bound = s.bound(r.Value)
	return r
}

func sortedInts(m map[int][]pick) []int {
	keys := make([]int, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
