package sim

import "github.com/tiepsuc/tiepsuc/roster"

// pick is a way in which somebody could have a seat, by its position in a market, and what that would bring.
// One that stays counts against the limits of the week from then on: whoever is a no-show can be asked for
// other shifts instead, and whoever is there can't.
type pick struct {
	seat, minutes int
	worth         float64
	stays         bool
}

// alike tells of picks of one moment between which nothing but their gain decides.
func (p *pick) alike(q *pick) bool { return p.minutes == q.minutes && p.stays == q.stays }

func (p *pick) gain(prices []float64) float64 { return p.worth - prices[p.seat] }

// moment is when shifts begin, on a day of the week, with what somebody could have then: one of it at most.
type moment struct {
	day   int
	picks []pick
}

// week is what somebody could have in a calendar week, by start, and the limits.
type week struct {
	limits  roster.Limits
	moments []moment
}

// burden is what counts against the limits up to a moment: minutes of the week, days, and minutes of the
// last of these days.
type burden struct{ minutes, days, day, today int }

func (b burden) with(day, minutes int) burden {
	if b.days == 0 || b.day != day {
		b.day, b.today, b.days = day, 0, b.days+1
	}
	b.minutes, b.today = b.minutes+minutes, b.today+minutes
	return b
}

func (b burden) over(most roster.Limits) bool {
	return b.today > most.MinutesPerDay || b.minutes > most.MinutesPerWeek || b.days > most.DaysPerWeek
}

// path is a way through a week up to a moment: where it came from, and what it has picked last, nil for
// nothing.
type path struct {
	burden burden
	worth  float64
	before *path
	picked *pick
}

// take is the path with one more pick; false where that is over the limits.
func (p *path) take(pick *pick, day int, prices []float64, most roster.Limits) (path, bool) {
	longer := path{burden: p.burden.with(day, pick.minutes), worth: p.worth + pick.gain(prices), before: p, picked: pick}
	if longer.burden.over(most) {
		return path{}, false
	}
	if !pick.stays {
		longer.burden = p.burden
	}
	return longer, true
}

// best is the way through a week that gains most where each seat has its price.
func (w *week) best(prices []float64) *path {
	paths := paths{{}}
	for i := range w.moments {
		paths = paths.through(&w.moments[i], w.limits, prices)
	}
	best := paths[0]
	for _, p := range paths {
		if p.worth > best.worth {
			best = p
		}
	}
	return best
}

// paths are the best ones to each burden.
type paths []*path

func (all paths) through(m *moment, most roster.Limits, prices []float64) paths {
	longer := make(paths, 0, 2*len(all))
	for _, p := range all {
		longer = longer.with(path{burden: p.burden, worth: p.worth, before: p})
	}
	for _, pick := range m.worthwhile(prices) {
		for _, p := range all {
			if taken, may := p.take(pick, m.day, prices, most); may {
				longer = longer.with(taken)
			}
		}
	}
	return longer
}

func (all paths) with(p path) paths {
	for _, other := range all {
		if other.burden != p.burden {
			continue
		}
		if p.worth > other.worth {
			*other = p
		}
		return all
	}
	return append(all, &p)
}

// worthwhile are the picks that gain anything, of those that are alike the best.
func (m *moment) worthwhile(prices []float64) []*pick {
	var best []*pick
	for i := range m.picks {
		if p := &m.picks[i]; p.gain(prices) > 0 {
			best = withBetter(best, p, prices)
		}
	}
	return best
}

func withBetter(best []*pick, p *pick, prices []float64) []*pick {
	for i, other := range best {
		if !other.alike(p) {
			continue
		}
		if p.gain(prices) > other.gain(prices) {
			best[i] = p
		}
		return best
	}
	return append(best, p)
}
