package planner

import "math"

// option is a shift that a person could take on a day, in the role that is worth most.
// Options of a day are sorted by start; soonest is the first of them that begins after this
// one has ended, clear the first from which on all can be travelled to in time.
type option struct {
	pick
	gain       float64
	risk       float64 // the most that later options lose against this one
	s          *shift
	soonest    int32
	clear      int32
	pinsBefore int32
	pinned     bool
	out        bool
}

// today are the options of one day: a part of rosterer.options.
type today struct {
	day        int32
	lo, hi     int32
	pins       int32
	lastEnd    int64 // of all options of days before
	firstStart int64 // of all options of days after
	courses    []int32
}

// survey lists the options among a person's pairs, day by day. Those that begin before after
// or end later than before are closed. A shift that is worth nothing is left out unless
// pinned: to drop it from a roster keeps every rule (by the triangle inequality there is time
// to travel past it), costs no load, and frees others from losing against it.
func (r *rosterer) survey(p *person, pairs []int32, after, before int64) {
	r.options, r.days = r.options[:0], r.days[:0]
	plain := len(p.pins)+len(p.current) == 0
	if plain && r.offers != nil {
		r.surveyOffers(p, pairs)
		return
	}
	for _, at := range pairs {
		s := &r.m.shifts[at]
		var o option
		var worth bool
		if plain {
			o, worth = r.bestRole(p, at, s)
		} else {
			o, worth = r.ownRole(p, at, s)
		}
		if !worth || !o.pinned && (s.start < after || s.end > before) {
			continue
		}
		if n := len(r.days); n == 0 || r.days[n-1].day != s.day {
			r.open(s.day)
		}
		t := &r.days[len(r.days)-1]
		if o.pinned {
			t.pins++
		}
		r.options = append(r.options, o)
		t.hi++
	}
	r.neighbourDays()
}

func (r *rosterer) open(day int32) {
	at := int32(len(r.options)) //nolint:gosec // a person's options are few
	n := len(r.days)
	if n < cap(r.days) {
		r.days = r.days[:n+1]
		r.days[n] = today{day: day, lo: at, hi: at, courses: r.days[n].courses[:0]}
		return
	}
	r.days = append(r.days, today{day: day, lo: at, hi: at})
}

// neighbourDays notes how far the options of other days reach towards each day.
func (r *rosterer) neighbourDays() {
	end := int64(math.MinInt64 / 2)
	for i := range r.days {
		t := &r.days[i]
		t.lastEnd = end
		for _, o := range r.options[t.lo:t.hi] {
			end = max(end, o.s.end)
		}
	}
	start := int64(math.MaxInt64)
	for i := len(r.days) - 1; i >= 0; i-- {
		t := &r.days[i]
		t.firstStart = start
		start = r.options[t.lo].s.start
	}
}

// bestRole is the role of a shift that is worth most for a person with neither pins nor a
// plan to keep; false when none is worth anything.
func (r *rosterer) bestRole(p *person, at int32, s *shift) (option, bool) {
	best, role := math.Inf(-1), int32(-1)
	for i := s.roleLo; i < s.roleHi; i++ {
		if worth := r.worthOf(i); worth > best && p.may[r.m.roles[i].asks] {
			best, role = worth, i
		}
	}
	if role < 0 {
		return option{}, false
	}
	best += r.m.taste(p, s)
	return option{pick: pick{at, role}, gain: best, s: s}, best > 0
}

// ownRole is bestRole for anybody: a pinned role is the only one, and worth having at any
// price; a role of the current plan is worth more.
func (r *rosterer) ownRole(p *person, at int32, s *shift) (option, bool) {
	best := option{pick: pick{at, -1}, gain: math.Inf(-1), s: s}
	pin, pinned := p.pin(at)
	for i := s.roleLo; i < s.roleHi; i++ {
		if pinned && i != pin || !p.may[r.m.roles[i].asks] {
			continue
		}
		if gain := r.worthOf(i) + r.m.keeping(p, i); gain > best.gain {
			best.role, best.gain = i, gain
		}
	}
	if best.role < 0 {
		return best, false
	}
	best.pinned = pinned
	best.gain += r.m.taste(p, s)
	return best, pinned || best.gain > 0
}

// worthOf is what one more person on a role is worth: its price, drawn towards another one
// when the search looks ahead.
func (r *rosterer) worthOf(role int32) float64 {
	if r.lean == 0 {
		return r.price[role]
	}
	return (1-r.lean)*r.price[role] + r.lean*r.other[role]
}

// keeping is what it is worth that a role stands in the current plan for a person.
func (m *model) keeping(p *person, role int32) float64 {
	for _, kept := range p.current {
		if kept == role {
			return m.rules.KeepWeight
		}
	}
	return 0
}

// lost is what two shifts in one cell lose against the sum of their gains.
func (r *rosterer) lost(a, b *shift) float64 {
	if r.crowding == nil || a.cell != b.cell {
		return 0
	}
	return (1 - r.lean) * r.crowding[a.cell] * a.weight * b.weight
}

// look ahead from each option: what can follow it.
func (r *rosterer) look(list []option) {
	pins := int32(0)
	for i := range list {
		c := &list[i]
		c.pinsBefore = pins
		if c.pinned {
			pins++
		}
		j := i + 1
		for j < len(list) && list[j].s.start < c.s.end {
			j++
		}
		c.soonest, c.clear, c.risk = int32(j), int32(j), 0 //nolint:gosec // a person's options are few
		for ; j < len(list); j++ {
			if !r.m.follows(c.s, list[j].s) {
				c.clear = int32(j + 1) //nolint:gosec // as above
			}
			c.risk += r.lost(c.s, list[j].s)
		}
	}
}
