package planner

import (
	"cmp"
	"math"
	"slices"
)

// pick is one shift that a person could take, in its best role, and what that is worth.
type pick struct {
	shift, role int
	gain        float64
}

// slot is the shifts of one day that begin and end together, best first.
type slot struct {
	start, end int64
	minutes    int
	forced     bool
	picks      []pick
}

// dayPlan is the best way to serve one chain of slots on one day.
type dayPlan struct {
	minutes  int
	from, to int64 // first start and last end
	value    float64
	picks    []pick
}

// rosterer finds the most valuable roster of one person for given worths of shifts, by
// dynamic programming over days, minutes of the week, days of the week and rest. It is
// exact: every rule as it is, no approximation. crossing is what two picks of one day lose
// against the sum of their gains (they may cover the same cell); it must not be negative.
type rosterer struct {
	m        *model
	worth    func(p *person, s *shift, r int) (float64, bool)
	crossing func(a, b *shift) float64
}

// state is where a person stands after some days of a week: minutes and days used, and until
// when they rest (0 when that binds nothing).
type state struct {
	minutes, days int
	rest          int64
}

type step struct {
	value float64
	from  state
	plan  int // index into the day's plans, -1 for a day off
}

// best returns the person's most valuable roster and its value, the load of its weeks
// subtracted.
func (r *rosterer) best(p *person) ([]pick, float64) {
	plans := make([][]dayPlan, r.m.days)
	bind := make([]int64, r.m.days+1) // the first possible start after each day
	for d := range r.m.days {
		plans[d] = r.dayPlans(p, d)
	}
	bind[r.m.days] = math.MaxInt64
	for d := r.m.days - 1; d >= 0; d-- {
		bind[d] = bind[d+1]
		for _, plan := range plans[d] {
			bind[d] = min(bind[d], plan.from)
		}
	}
	layers := make([]map[state]step, r.m.days)
	now := map[state]step{{}: {}}
	for d := range r.m.days {
		now = r.advance(p, now, plans[d], bind[d+1], d)
		layers[d] = now
	}
	return r.trace(p, layers, plans)
}

// advance goes one day on. A new week pays the load of the one before and counts afresh. A
// day with a pinned shift can't be taken off: its plans all contain the pin.
func (r *rosterer) advance(p *person, states map[state]step, plans []dayPlan, bind int64, day int) map[state]step {
	next := make(map[state]step, len(states)*2)
	put := func(s state, st step) {
		if s.rest <= bind {
			s.rest = 0
		}
		if old, ok := next[s]; !ok || st.value > old.value {
			next[s] = st
		}
	}
	pinned := r.pinnedOn(p, day)
	for _, from := range sorted(states) {
		s, value := from, states[from].value
		if day%7 == 0 {
			value -= r.load(p, s.minutes)
			s = state{rest: s.rest}
		}
		if !pinned {
			put(s, step{value: value, from: from, plan: -1})
		}
		for i := range plans {
			plan := &plans[i]
			to := state{minutes: s.minutes + plan.minutes, days: s.days + 1, rest: plan.to + r.m.rest}
			if to.minutes <= p.maxWeek && to.days <= p.maxDays && plan.from >= s.rest {
				put(to, step{value: value + plan.value, from: from, plan: i})
			}
		}
	}
	return next
}

// sorted gives the states in one order, so that ties fall the same way every time.
func sorted(states map[state]step) []state {
	keys := make([]state, 0, len(states))
	for s := range states {
		keys = append(keys, s)
	}
	slices.SortFunc(keys, func(a, b state) int {
		return cmp.Or(cmp.Compare(a.minutes, b.minutes), cmp.Compare(a.days, b.days), cmp.Compare(a.rest, b.rest))
	})
	return keys
}

// trace walks back from the best last state.
func (r *rosterer) trace(p *person, layers []map[state]step, plans [][]dayPlan) ([]pick, float64) {
	last := layers[len(layers)-1]
	var at state
	best := math.Inf(-1)
	for _, s := range sorted(last) {
		if v := last[s].value - r.load(p, s.minutes); v > best {
			at, best = s, v
		}
	}
	var picks []pick
	for d := len(layers) - 1; d >= 0 && !math.IsInf(best, -1); d-- {
		st := layers[d][at]
		if st.plan >= 0 {
			picks = append(picks, plans[d][st.plan].picks...)
		}
		at = st.from
	}
	return picks, best
}

// load is what the minutes of a week cost.
func (r *rosterer) load(p *person, minutes int) float64 {
	if minutes == 0 {
		return 0
	}
	share := float64(minutes) / float64(p.maxWeek)
	return r.m.rules.LoadWeight * float64(p.maxWeek) / 60 * share * share
}

func (r *rosterer) pinnedOn(p *person, day int) bool {
	for s := range p.pins {
		if r.m.shifts[s].day == day {
			return true
		}
	}
	return false
}
