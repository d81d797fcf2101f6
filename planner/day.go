package planner

import (
	"cmp"
	"math"
	"slices"
)

// candidate is a shift that a person could take on a day, in the role that is worth most.
// Candidates of a day are sorted by start; soonest is the first of them that begins after
// this one has ended, clear the first from which on all can be travelled to in time.
type candidate struct {
	pick
	soonest, clear int
	risk           float64 // the most that later candidates lose against this one
	pinned         bool
	pinsBefore     int
}

// course is one way to spend a day, a chain of candidates that ends with last. From and rest
// matter only to the days around: from is when it begins, and rest until when one must rest
// after it; both are pushed out of the way (the end of time, 0) where no day around minds.
type course struct {
	value, risk  float64
	length       int64
	from, rest   int64
	last, before int // before is the course that this one extends, -1 for none
	pins         int
}

// candidates lists what a person could take on a day. A shift that is worth nothing is left
// out unless pinned: to drop it from a roster keeps every rule (by the triangle inequality
// there is time to travel past it), costs no load, and frees others from losing against it.
func (r *rosterer) candidates(p *person, day int) []candidate {
	from, to := int64(day)*int64(dayLength), int64(day+1)*int64(dayLength)
	r.open = r.open[:0]
	for _, w := range p.windows {
		if w.start < to && w.end > from {
			r.open = append(r.open, w)
		}
	}
	list := r.byDay[day][:0]
	if len(r.open) == 0 {
		return list
	}
	for _, c := range p.reach {
		for _, i := range r.m.byDay[day][c] {
			s := &r.m.shifts[i]
			if s.length > p.maxDay || !slices.ContainsFunc(r.open, func(w window) bool { return w.holds(s) }) {
				continue
			}
			if best, ok := r.bestRole(p, int(i)); ok {
				list = append(list, best)
			}
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		s, t := &r.m.shifts[a.shift], &r.m.shifts[b.shift]
		return cmp.Or(cmp.Compare(s.start, t.start), cmp.Compare(s.end, t.end), cmp.Compare(b.gain, a.gain), cmp.Compare(a.shift, b.shift))
	})
	r.look(list)
	return list
}

// bestRole is the role of a shift that is worth most for the person; a pinned role is the
// only one.
func (r *rosterer) bestRole(p *person, i int) (candidate, bool) {
	s := &r.m.shifts[i]
	best := candidate{pick: pick{shift: i, role: -1}}
	pin, pinned := p.pins[i]
	if pinned {
		best.gain, best.pinned = math.Inf(-1), true
	}
	for role := s.roleLo; role < s.roleHi; role++ {
		if pinned && role != pin || !p.mayTake(&r.m.roles[role]) {
			continue
		}
		if gain, ok := r.worth(p, s, role); ok && gain > best.gain {
			best.role, best.gain = role, gain
		}
	}
	return best, best.role >= 0
}

// look ahead from each candidate: what can follow it.
func (r *rosterer) look(list []candidate) {
	pins := 0
	for i := range list {
		c := &list[i]
		s := &r.m.shifts[c.shift]
		c.pinsBefore = pins
		if c.pinned {
			pins++
		}
		c.soonest, _ = slices.BinarySearchFunc(list, s.end, func(o candidate, end int64) int { return cmp.Compare(r.m.shifts[o.shift].start, end) })
		c.clear = c.soonest
		for j := c.soonest; j < len(list); j++ {
			t := &r.m.shifts[list[j].shift]
			if t.start < s.end+r.m.farthest[s.commune] && !r.m.follows(s, t) {
				c.clear = j + 1
			}
			if r.crossing != nil && s.cell == t.cell {
				c.risk += r.crossing(s, t)
			}
		}
	}
}

// dayCourses appends the best ways to spend a day to r.courses and returns where they stand:
// all that some week could want, those left out that another one beats on every count. It
// grows chains over the candidates in the order of their start.
func (r *rosterer) dayCourses(p *person, day int) []int {
	list := r.byDay[day]
	r.active = r.active[:0]
	for i := range list {
		c := &list[i]
		if c.pinsBefore == 0 {
			r.offer(list, i, r.extended(list, course{before: -1}, -1, i, day))
		}
		for _, n := range r.active[:len(r.active)] {
			before := r.courses[n]
			if before.last < i && before.pins == c.pinsBefore && before.length+r.m.shifts[c.shift].length <= p.maxDay &&
				r.m.follows(&r.m.shifts[list[before.last].shift], &r.m.shifts[c.shift]) {
				r.offer(list, i, r.extended(list, before, n, i, day))
			}
		}
	}
	return r.whole(day)
}

// extended is a course with one candidate more.
func (r *rosterer) extended(list []candidate, c course, at, i, day int) course {
	next := &list[i]
	s := &r.m.shifts[next.shift]
	if c.before, c.last = at, i; at < 0 {
		c.from = math.MaxInt64
		if s.start < r.lastEnd[day]+r.m.rest {
			c.from = s.start
		}
	}
	if c.rest = s.end + r.m.rest; c.rest <= r.firstStart[day+1] {
		c.rest = 0
	}
	c.length += s.length
	c.risk += next.risk
	c.value += next.gain
	if next.pinned {
		c.pins++
	}
	for n := at; n >= 0 && r.crossing != nil; n = r.courses[n].before {
		if earlier := &r.m.shifts[list[r.courses[n].last].shift]; earlier.cell == s.cell {
			c.value -= r.crossing(earlier, s)
		}
	}
	return c
}

// offer keeps a course unless another one is as good whatever follows on this day or any
// other. Both have been grown over the candidates up to i.
func (r *rosterer) offer(list []candidate, i int, c course) {
	last := &list[c.last]
	for _, n := range r.active {
		o := &r.courses[n]
		if o.length > c.length || o.value-o.risk < c.value || o.from < c.from || o.rest > c.rest || o.pins != c.pins {
			continue
		}
		// Whatever c can go on to, o can go on to as well.
		s, t := &r.m.shifts[list[o.last].shift], &r.m.shifts[last.shift]
		if list[o.last].clear <= max(last.soonest, i+1) || s.commune == t.commune && s.end <= t.end {
			return
		}
	}
	r.courses = append(r.courses, c)
	r.active = append(r.active, len(r.courses)-1)
}

// whole picks the courses that hold all pins of the day and that no other one beats when
// nothing more follows on this day.
func (r *rosterer) whole(day int) []int {
	done := r.done[day][:0]
	for _, n := range r.active {
		if c := &r.courses[n]; c.pins == r.pinsOn[day] && (c.value > 0 || c.pins > 0) {
			done = append(done, n)
		}
	}
	slices.SortFunc(done, func(a, b int) int {
		x, y := &r.courses[a], &r.courses[b]
		return cmp.Or(cmp.Compare(x.length, y.length), cmp.Compare(y.value, x.value), cmp.Compare(y.from, x.from), cmp.Compare(x.rest, y.rest), cmp.Compare(a, b))
	})
	kept := done[:0]
	for _, n := range done {
		c := &r.courses[n]
		beaten := slices.ContainsFunc(kept, func(k int) bool {
			o := &r.courses[k]
			return o.value >= c.value && o.from >= c.from && o.rest <= c.rest
		})
		if !beaten {
			kept = append(kept, n)
		}
	}
	return kept
}
