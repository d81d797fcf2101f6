package planner

import (
	"math"
	"slices"
)

// rosterer finds the most valuable roster of one person at given prices of roles, by dynamic
// programming over days, time worked in the week, days worked in the week and rest. It is
// exact: every rule as it is, no approximation. Its buffers are used from person to person:
// one goroutine, one rosterer.
type rosterer struct {
	m     *model
	price []float64 // what one more person is worth, by role; -Inf where there is no seat
	// crowding is what two shifts of one person in one cell lose against the sum of their
	// gains, per product of their weights, by cell; nil when nothing is lost.
	crowding []float64
	// lean draws the prices from price towards other, as a share.
	lean  float64
	other []float64

	offers  *offers // the best of price for each class, when they are fixed
	options []option
	days    []today
	courses []course
	active  []int32
	layers  [][]stand
	closing []stand
	counts  bool // whether days are counted
	merged  []stand
}

// stand is where a person stands after a day: the time and days worked in the week, until
// when they rest (0 when no later day minds), what the roster so far is worth; from which
// stand of the day before, and by which course, -1 for a day off.
type stand struct {
	worked, rest int64
	value        float64
	days         int32
	from, course int32
}

// best appends the most valuable roster to picks, which it returns with its value, the load
// of its weeks subtracted. It may use the given pairs, begin no earlier than after and end no
// later than before. With pins that can't be kept the value is -Inf.
func (r *rosterer) best(p *person, pairs []int32, after, before int64, picks []pick) ([]pick, float64) {
	r.survey(p, pairs, after, before)
	if len(r.days) == 0 {
		return picks, 0
	}
	r.courses = r.courses[:0]
	for len(r.layers) <= len(r.days) {
		r.layers = append(r.layers, nil)
	}
	r.layers[0] = append(r.layers[0][:0], stand{})
	for i := range r.days {
		t := &r.days[i]
		if i == 0 || t.day/daysPerWeek != r.days[i-1].day/daysPerWeek {
			r.counts = r.daysBind(p, i)
		}
		if i > 0 && t.day/daysPerWeek != r.days[i-1].day/daysPerWeek {
			r.turn(p, i)
		}
		r.dayCourses(p, t)
		r.advance(p, i)
	}
	return r.trace(p, picks)
}

// daysBind tells whether the limit of days can bind in the week that begins with days[i]; if
// not, they needn't be counted.
func (r *rosterer) daysBind(p *person, i int) bool {
	last := i + int(p.maxDays)
	return last < len(r.days) && r.days[last].day/daysPerWeek == r.days[i].day/daysPerWeek
}

// turn begins a new week: the load of the last one is paid, and time and days count afresh.
// What is left to tell stands apart is the rest that is due.
func (r *rosterer) turn(p *person, layer int) {
	f := r.fresh()
	now := r.layers[layer]
	for i := range now {
		now[i].value -= r.m.load(p, now[i].worked)
		now[i].worked, now[i].days = 0, 0
	}
	for range now {
		best := 0
		for i := range now {
			if now[i].rest < now[best].rest || now[i].rest == now[best].rest && now[i].value > now[best].value {
				best = i
			}
		}
		f.add(now[best])
		rest, value := now[best].rest, now[best].value
		now = slices.DeleteFunc(now, func(s stand) bool { return s.rest >= rest && s.value <= value })
		if len(now) == 0 {
			break
		}
	}
	r.merged = r.layers[layer][:0]
	r.layers[layer] = f.kept
}

// advance goes one day on from the stands before it: a day off, unless a pin forbids it, or
// one of its courses. Lists stay sorted by time worked, so that each course merges in.
func (r *rosterer) advance(p *person, day int) {
	t := &r.days[day]
	before := r.layers[day]
	next := r.layers[day+1][:0]
	if t.pins == 0 {
		for i, s := range before {
			s.from, s.course = int32(i), -1 //nolint:gosec // few stands
			if s.rest <= t.firstStart {
				s.rest = 0
			}
			next = append(next, s)
		}
	}
	for _, n := range t.courses {
		next = r.merge(next, r.after(p, before, n))
	}
	r.layers[day+1] = next
}

// after are the stands that a course leads to, in the order of those before.
func (r *rosterer) after(p *person, before []stand, n int32) []stand {
	c := &r.courses[n]
	r.closing = r.closing[:0]
	more := int32(0)
	if r.counts {
		more = 1
	}
	for i, s := range before {
		if s.worked+c.length > p.maxWeek || r.counts && s.days >= p.maxDays || c.from < s.rest {
			continue
		}
		r.closing = append(r.closing, stand{
			worked: s.worked + c.length, rest: c.rest, value: s.value + c.value, days: s.days + more, from: int32(i), course: n, //nolint:gosec // few stands
		})
	}
	return r.closing
}

// frontier is what merge keeps: the stands that no other one beats, by no more worked, no
// more days, no longer rest and no less value.
type frontier struct {
	kept    []stand
	rested  [daysPerWeek + 1]float64 // the best value so far with no rest due, by days at most
	resting int
}

func (f *frontier) add(s stand) {
	if f.rested[s.days] >= s.value {
		return
	}
	if s.rest > 0 {
		if f.resting > 0 && slices.ContainsFunc(f.kept, func(o stand) bool { return o.days <= s.days && o.rest <= s.rest && o.value >= s.value }) {
			return
		}
		f.resting++
	} else {
		for d := int(s.days); d < len(f.rested) && f.rested[d] < s.value; d++ {
			f.rested[d] = s.value
		}
	}
	f.kept = append(f.kept, s)
}

func (r *rosterer) fresh() frontier {
	f := frontier{kept: r.merged[:0]}
	for d := range f.rested {
		f.rested[d] = math.Inf(-1)
	}
	return f
}

// merge joins two lists that are sorted by time worked and leaves out what is beaten. The
// result takes the place of the first.
func (r *rosterer) merge(a, b []stand) []stand {
	f := r.fresh()
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		if comesFirst(&a[i], &b[j]) {
			f.add(a[i])
			i++
		} else {
			f.add(b[j])
			j++
		}
	}
	for ; i < len(a); i++ {
		f.add(a[i])
	}
	for ; j < len(b); j++ {
		f.add(b[j])
	}
	r.merged = a[:0]
	return f.kept
}

func comesFirst(a, b *stand) bool {
	switch {
	case a.worked != b.worked:
		return a.worked < b.worked
	case a.days != b.days:
		return a.days < b.days
	case a.rest != b.rest:
		return a.rest < b.rest
	}
	return a.value >= b.value
}

// trace walks back from the best last stand.
func (r *rosterer) trace(p *person, picks []pick) ([]pick, float64) {
	at, best := 0, math.Inf(-1)
	for i, s := range r.layers[len(r.days)] {
		if v := s.value - r.m.load(p, s.worked); v > best {
			at, best = i, v
		}
	}
	if math.IsInf(best, -1) {
		return picks, best
	}
	begun := len(picks)
	for d := len(r.days) - 1; d >= 0; d-- {
		s := &r.layers[d+1][at]
		for n := s.course; n >= 0; n = r.courses[n].before {
			picks = append(picks, r.options[r.days[d].lo+r.courses[n].last].pick)
		}
		at = int(s.from)
	}
	slices.Reverse(picks[begun:])
	return picks, best
}
