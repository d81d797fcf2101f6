package planner

import (
	"cmp"
	"math"
	"slices"
)

// pick is one shift in one role, and what that is worth where somebody weighs it.
type pick struct {
	shift, role int
	gain        float64
}

// rosterer finds the most valuable roster of one person for given worths of shifts, by
// dynamic programming over days, time worked in the week, days worked in the week and rest.
// It is exact: every rule as it is, no approximation. crossing is what two picks in one cell
// lose against the sum of their gains; nil when nothing is lost. Its buffers are used from
// person to person: one goroutine, one rosterer.
type rosterer struct {
	m        *model
	worth    func(p *person, s *shift, r int) (float64, bool)
	crossing func(a, b *shift) float64

	open       []window
	byDay      [][]candidate
	lastEnd    []int64 // of all candidates before each day
	firstStart []int64 // of all candidates from each day on
	pinsOn     []int
	courses    []course
	active     []int
	done       [][]int // courses by day
	layers     [][]stand
	opening    []stand
}

// stand is where a person stands after a day: the time and days worked in the week, until
// when they rest (0 when no later day minds), what the roster so far is worth; from which
// stand of the day before, and by which course, -1 for a day off.
type stand struct {
	worked, rest int64
	value        float64
	days         int
	from, course int
}

func newRosterer(m *model, worth func(*person, *shift, int) (float64, bool), crossing func(a, b *shift) float64) *rosterer {
	return &rosterer{
		m: m, worth: worth, crossing: crossing, byDay: make([][]candidate, m.days), done: make([][]int, m.days), pinsOn: make([]int, m.days),
		lastEnd: make([]int64, m.days+1), firstStart: make([]int64, m.days+1), layers: make([][]stand, m.days),
	}
}

// best returns the person's most valuable roster and its value, the load of its weeks
// subtracted.
func (r *rosterer) best(p *person) ([]pick, float64) {
	r.survey(p)
	r.courses = r.courses[:0]
	now := []stand{{}}
	for d := range r.m.days {
		r.done[d] = r.dayCourses(p, d)
		now = r.advance(p, now, d)
		r.layers[d] = now
	}
	return r.trace(p)
}

// survey lists the candidates of all days, and how far one day can reach into another.
func (r *rosterer) survey(p *person) {
	days := r.m.days
	clear(r.pinsOn)
	for i := range p.pins {
		r.pinsOn[r.m.shifts[i].day]++
	}
	r.lastEnd[0], r.firstStart[days] = math.MinInt64/2, math.MaxInt64
	for d := range days {
		r.byDay[d] = r.candidates(p, d)
		r.lastEnd[d+1] = r.lastEnd[d]
		for _, c := range r.byDay[d] {
			r.lastEnd[d+1] = max(r.lastEnd[d+1], r.m.shifts[c.shift].end)
		}
	}
	for d := days - 1; d >= 0; d-- {
		r.firstStart[d] = r.firstStart[d+1]
		if len(r.byDay[d]) > 0 {
			r.firstStart[d] = r.m.shifts[r.byDay[d][0].shift].start
		}
	}
}

// advance goes one day on: a day off, unless a pin forbids it, or one of its courses.
func (r *rosterer) advance(p *person, before []stand, day int) []stand {
	r.begin(p, before, day)
	next := r.layers[day][:0]
	for _, s := range r.opening {
		if r.pinsOn[day] == 0 {
			off := s
			off.course = -1
			if off.rest <= r.firstStart[day+1] {
				off.rest = 0
			}
			next = append(next, off)
		}
		for _, n := range r.done[day] {
			c := &r.courses[n]
			if s.worked+c.length > p.maxWeek || s.days >= p.maxDays || c.from < s.rest {
				continue
			}
			next = append(next, stand{
				worked: s.worked + c.length, rest: c.rest, value: s.value + c.value, days: s.days + 1, from: s.from, course: n,
			})
		}
	}
	if len(r.done[day]) == 0 {
		return next
	}
	return frontier(next)
}

// begin fills r.opening with the stands that a day begins with, each with its own place as
// from. A new week pays the load of the one before and counts afresh.
func (r *rosterer) begin(p *person, before []stand, day int) {
	r.opening = r.opening[:0]
	for i, s := range before {
		s.from = i
		if day%daysPerWeek == 0 {
			s.value -= r.m.load(p, s.worked)
			s.worked, s.days = 0, 0
		}
		r.opening = append(r.opening, s)
	}
	if day%daysPerWeek == 0 {
		r.opening = frontier(r.opening)
	}
}

// frontier keeps the stands that no other one beats: no more worked, no more days, no longer
// rest, no less value. What is left is sorted in one order, so that ties fall the same way
// every time.
func frontier(list []stand) []stand {
	slices.SortFunc(list, func(a, b stand) int {
		return cmp.Or(cmp.Compare(a.worked, b.worked), cmp.Compare(a.days, b.days), cmp.Compare(a.rest, b.rest),
			cmp.Compare(b.value, a.value), cmp.Compare(a.from, b.from), cmp.Compare(a.course, b.course))
	})
	var rested [daysPerWeek + 1]float64 // the best value so far with no rest due, by days at most
	for d := range rested {
		rested[d] = math.Inf(-1)
	}
	kept, resting := list[:0], 0
	for _, s := range list {
		if rested[s.days] >= s.value {
			continue
		}
		if s.rest > 0 {
			beaten := resting > 0 && slices.ContainsFunc(kept, func(o stand) bool { return o.days <= s.days && o.rest <= s.rest && o.value >= s.value })
			if beaten {
				continue
			}
			resting++
		} else {
			for d := s.days; d < len(rested); d++ {
				rested[d] = max(rested[d], s.value)
			}
		}
		kept = append(kept, s)
	}
	return kept
}

// trace walks back from the best last stand; with pins that can't be kept there is none and
// the value is -Inf.
func (r *rosterer) trace(p *person) ([]pick, float64) {
	at, best := 0, math.Inf(-1)
	for i, s := range r.layers[r.m.days-1] {
		if v := s.value - r.m.load(p, s.worked); v > best {
			at, best = i, v
		}
	}
	var picks []pick
	for d := r.m.days - 1; d >= 0 && !math.IsInf(best, -1); d-- {
		s := &r.layers[d][at]
		for n := s.course; n >= 0; n = r.courses[n].before {
			picks = append(picks, r.byDay[d][r.courses[n].last].pick)
		}
		at = s.from
	}
	return picks, best
}

// load is what the time worked in a week costs.
func (m *model) load(p *person, worked int64) float64 {
	if worked == 0 {
		return 0
	}
	share := float64(worked) / float64(p.maxWeek)
	return m.rules.LoadWeight * float64(p.maxWeek) / float64(dayLength/24) * share * share
}
