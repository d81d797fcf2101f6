package planner

import (
	"cmp"
	"slices"
	"time"
)

// inReach allows for the last digits in which two formulas for one distance differ.
func inReach(km, maxKm float64) bool {
	const slack = 1e-9
	return km <= maxKm+slack
}

// travelTime is how long a way takes; a microsecond is forgiven for the rounding of km.
func travelTime(km, kmh float64) time.Duration {
	const most = 1000 * 24 // hours: longer than any problem
	return time.Duration(min(km/kmh, most)*float64(time.Hour)) - time.Microsecond
}

// mayTake tells whether a person meets what a role asks for.
func (p *person) mayTake(r *role) bool {
	return p.levels[r.skill] >= r.level && (r.kind == 0 || r.kind == p.kind)
}

// follows tells whether a person can serve b after a on one day: b begins after a has ended
// and there is time to travel.
func (m *model) follows(a, b *shift) bool {
	gap := b.start - a.end
	return gap >= 0 && gap >= m.travel[a.commune][b.commune]
}

// keeps tells whether a roster keeps every rule for its person, seats aside.
func (m *model) keeps(p *person, picks []pick) bool {
	sorted := slices.Clone(picks)
	slices.SortFunc(sorted, func(a, b pick) int { return cmp.Compare(m.shifts[a.shift].start, m.shifts[b.shift].start) })
	perDay, perWeek, days := map[int]int64{}, map[int]int64{}, map[int]int{}
	for i, pick := range sorted {
		s := &m.shifts[pick.shift]
		if !m.fits(p, s, &m.roles[pick.role]) || i > 0 && !m.bothFit(&m.shifts[sorted[i-1].shift], s) {
			return false
		}
		if perDay[s.day] == 0 {
			days[s.day/daysPerWeek]++
		}
		perDay[s.day] += s.length
		perWeek[s.day/daysPerWeek] += s.length
		if perDay[s.day] > p.maxDay || perWeek[s.day/daysPerWeek] > p.maxWeek || days[s.day/daysPerWeek] > p.maxDays {
			return false
		}
	}
	return m.keepsPins(p, picks)
}

func (m *model) fits(p *person, s *shift, r *role) bool {
	return p.mayTake(r) && slices.Contains(p.reach, int32(s.commune)) && //nolint:gosec // far fewer communes than that
		slices.ContainsFunc(p.windows, func(w window) bool { return w.holds(s) })
}

func (w window) holds(s *shift) bool { return w.start <= s.start && s.end <= w.end }

// bothFit expects a not to begin after b.
func (m *model) bothFit(a, b *shift) bool {
	if a.day == b.day {
		return m.follows(a, b)
	}
	return b.start-a.end >= m.rest
}

func (m *model) keepsPins(p *person, picks []pick) bool {
	for shift, role := range p.pins {
		if !slices.ContainsFunc(picks, func(have pick) bool { return have.shift == shift && have.role == role }) {
			return false
		}
	}
	return true
}
