package planner

import (
	"cmp"
	"math"
	"slices"
)

// course is one way to spend a day, a chain of options that ends with last. From and rest
// matter only to the days around: from is when it begins, and rest until when one must rest
// after it; both are pushed out of the way (the end of time, 0) where no day around minds.
type course struct {
	value, risk  float64
	length       int64
	from, rest   int64
	last, before int32 // before is the course that this one extends, -1 for none
	pins         int32
}

// dayCourses lists the best ways to spend a day in t.courses: all that some week could want,
// those left out that another one beats on every count. It grows chains over the options in
// the order of their start.
func (r *rosterer) dayCourses(p *person, t *today) {
	if t.hi-t.lo > 1 {
		r.thin(t)
	}
	list := r.options[t.lo:t.hi]
	r.look(list)
	r.active = r.active[:0]
	for i := range list {
		c := &list[i]
		if c.pinsBefore == 0 {
			r.offer(list, i, r.extended(t, course{before: -1}, -1, i))
		}
		for _, n := range r.active[:len(r.active)] {
			before := r.courses[n]
			if int(before.last) < i && before.pins == c.pinsBefore && before.length+c.s.length <= p.maxDay && r.m.follows(list[before.last].s, c.s) {
				r.offer(list, i, r.extended(t, before, n, i))
			}
		}
	}
	r.whole(t)
}

// extended is a course with one option more.
func (r *rosterer) extended(t *today, c course, at int32, i int) course {
	list := r.options[t.lo:t.hi]
	next := &list[i]
	s := next.s
	if c.before, c.last = at, int32(i); at < 0 { //nolint:gosec // a person's options are few
		c.from = math.MaxInt64
		if s.start < t.lastEnd+r.m.rest {
			c.from = s.start
		}
	}
	if c.rest = s.end + r.m.rest; c.rest <= t.firstStart {
		c.rest = 0
	}
	c.length += s.length
	c.risk += next.risk
	c.value += next.gain
	if next.pinned {
		c.pins++
	}
	for n := at; n >= 0 && r.crowding != nil; n = r.courses[n].before {
		c.value -= r.lost(list[r.courses[n].last].s, s)
	}
	return c
}

// offer keeps a course unless another one is as good whatever follows on this day or any
// other. Both have been grown over the options up to i.
func (r *rosterer) offer(list []option, i int, c course) {
	last := &list[c.last]
	for _, n := range r.active {
		o := &r.courses[n]
		if o.length > c.length || o.value-o.risk < c.value || o.from < c.from || o.rest > c.rest || o.pins != c.pins {
			continue
		}
		// Whatever c can go on to, o can go on to as well.
		before := &list[o.last]
		if int(before.clear) <= max(int(last.soonest), i+1) || before.s.commune == last.s.commune && before.s.end <= last.s.end {
			return
		}
	}
	r.courses = append(r.courses, c)
	r.active = append(r.active, int32(len(r.courses)-1)) //nolint:gosec // a person's courses are few
}

// whole picks the courses that hold all pins of the day and that no other one beats when
// nothing more follows on this day.
func (r *rosterer) whole(t *today) {
	done := t.courses[:0]
	for _, n := range r.active {
		if c := &r.courses[n]; c.pins == t.pins && (c.value > 0 || c.pins > 0) {
			done = append(done, n)
		}
	}
	if len(done) > 1 {
		slices.SortFunc(done, func(a, b int32) int {
			x, y := &r.courses[a], &r.courses[b]
			return cmp.Or(cmp.Compare(x.length, y.length), cmp.Compare(y.value, x.value), cmp.Compare(y.from, x.from), cmp.Compare(x.rest, y.rest), cmp.Compare(a, b))
		})
	}
	kept := done[:0]
	for _, n := range done {
		c := &r.courses[n]
		beaten := slices.ContainsFunc(kept, func(k int32) bool {
			o := &r.courses[k]
			return o.value >= c.value && o.from >= c.from && o.rest <= c.rest
		})
		if !beaten {
			kept = append(kept, n)
		}
	}
	t.courses = kept
}
