package planner

import (
	"cmp"
	"math"
	"slices"
)

// dayPlans lists the best way to serve each chain of slots of a day, those that another plan
// beats on every count left out.
func (r *rosterer) dayPlans(p *person, day int) []dayPlan {
	slots := r.slots(p, day)
	if len(slots) == 0 {
		return nil
	}
	forced := 0
	for _, s := range slots {
		if s.forced {
			forced++
		}
	}
	var plans []dayPlan
	chain := make([]int, 0, 4)
	var extend func(from, minutes, pins int)
	extend = func(from, minutes, pins int) {
		for i := from; i < len(slots); i++ {
			s := &slots[i]
			if minutes+s.minutes > p.maxDay || len(chain) > 0 && slots[chain[len(chain)-1]].end > s.start {
				continue
			}
			chain = append(chain, i)
			withPin := pins
			if s.forced {
				withPin++
			}
			if withPin == forced {
				if plan, ok := r.fill(slots, chain); ok {
					plans = append(plans, plan)
				}
			}
			extend(i+1, minutes+s.minutes, withPin)
			chain = chain[:len(chain)-1]
		}
	}
	extend(0, 0, 0)
	return undominated(plans)
}

// slots groups what the person could take on a day by start and end.
func (r *rosterer) slots(p *person, day int) []slot {
	var slots []slot
	at := map[[2]int64]int{}
	for _, c := range p.reach {
		for _, i := range r.m.byDay[day][c] {
			s := &r.m.shifts[i]
			if !p.free(s) {
				continue
			}
			best, ok := r.bestRole(p, int(i))
			if !ok {
				continue
			}
			key := [2]int64{s.start, s.end}
			n, there := at[key]
			if !there {
				n = len(slots)
				at[key] = n
				slots = append(slots, slot{start: s.start, end: s.end, minutes: s.minutes})
			}
			slots[n].picks = append(slots[n].picks, best)
		}
	}
	for i := range slots {
		r.force(p, &slots[i])
	}
	slices.SortFunc(slots, func(a, b slot) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
	})
	return slots
}

// force leaves only the pinned shift in a slot that has one, and sorts the others by gain.
func (r *rosterer) force(p *person, s *slot) {
	for _, candidate := range s.picks {
		if _, pinned := p.pins[candidate.shift]; pinned {
			s.forced, s.picks = true, []pick{candidate}
			return
		}
	}
	slices.SortFunc(s.picks, func(a, b pick) int {
		return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.shift, b.shift))
	})
}

// bestRole is the role of a shift that is worth most for the person; a pinned role is the
// only one.
func (r *rosterer) bestRole(p *person, i int) (pick, bool) {
	s := &r.m.shifts[i]
	best, found := pick{shift: i, gain: math.Inf(-1)}, false
	pin, pinned := p.pins[i]
	for role := s.roleLo; role < s.roleHi; role++ {
		if pinned && role != pin || !r.m.mayTake(p, &r.m.roles[role]) {
			continue
		}
		if gain, ok := r.worth(p, s, role); ok && gain > best.gain {
			best.role, best.gain, found = role, gain, true
		}
	}
	return best, found
}

// fill gives each slot of a chain its best shift: branch and bound over the sorted picks,
// where what is still to come counts at most its best gains. Crossings only subtract.
func (r *rosterer) fill(slots []slot, chain []int) (dayPlan, bool) {
	ahead := make([]float64, len(chain)+1)
	for i := len(chain) - 1; i >= 0; i-- {
		ahead[i] = ahead[i+1] + slots[chain[i]].picks[0].gain
	}
	best := dayPlan{value: math.Inf(-1)}
	picked := make([]pick, 0, len(chain))
	var choose func(i int, value float64)
	choose = func(i int, value float64) {
		if i == len(chain) {
			if value > best.value {
				best.value, best.picks = value, slices.Clone(picked)
			}
			return
		}
		for _, next := range slots[chain[i]].picks {
			if value+next.gain+ahead[i+1] <= best.value {
				break
			}
			loss, ok := r.against(picked, next)
			if !ok {
				continue
			}
			picked = append(picked, next)
			choose(i+1, value+next.gain-loss)
			picked = picked[:len(picked)-1]
		}
	}
	choose(0, 0)
	if best.picks == nil {
		return best, false
	}
	best.from, best.to = slots[chain[0]].start, slots[chain[len(chain)-1]].end
	for _, i := range chain {
		best.minutes += slots[i].minutes
	}
	return best, true
}

// against is what a pick loses against those before it on the same day, and whether there
// is time to travel from the last.
func (r *rosterer) against(before []pick, next pick) (float64, bool) {
	loss := 0.0
	b := &r.m.shifts[next.shift]
	for i, earlier := range before {
		a := &r.m.shifts[earlier.shift]
		if i == len(before)-1 && !r.m.follows(a, b) {
			return 0, false
		}
		loss += r.crossing(a, b)
	}
	return loss, true
}

// undominated drops plans that another one beats: no more minutes, no earlier start, no later
// end, no less value.
func undominated(plans []dayPlan) []dayPlan {
	slices.SortFunc(plans, func(a, b dayPlan) int {
		return cmp.Or(cmp.Compare(a.minutes, b.minutes), cmp.Compare(b.value, a.value), cmp.Compare(b.from, a.from), cmp.Compare(a.to, b.to))
	})
	kept := plans[:0]
	for _, p := range plans {
		beats := func(q dayPlan) bool {
			return q.minutes <= p.minutes && q.value >= p.value && q.from >= p.from && q.to <= p.to
		}
		if !slices.ContainsFunc(kept, beats) {
			kept = append(kept, p)
		}
	}
	return kept
}
