package planner

import (
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

// follows tells whether a person can serve b after a on one day: b begins after a has ended
// and there is time to travel.
func (m *model) follows(a, b *shift) bool {
	gap := b.start - a.end
	return gap >= 0 && gap >= m.travel[a.commune][b.commune]
}

// keeps tells whether picks, sorted by shift, keep every rule as a person's roster of one
// week between what the weeks around leave, seats aside.
func (m *model) keeps(person, week int, picks []pick, after, before int64) bool {
	p := &m.people[person]
	pairs := m.pairsIn(person, week, week+1)
	var perDay [daysPerWeek]int64
	perWeek, days := int64(0), int32(0)
	for i, at := range picks {
		s := &m.shifts[at.shift]
		_, mine := slices.BinarySearch(pairs, at.shift)
		if !mine || !p.may[m.roles[at.role].asks] || s.start < after || s.end > before || i > 0 && !m.bothFit(&m.shifts[picks[i-1].shift], s) {
			return false
		}
		day := s.day % daysPerWeek
		if perDay[day] == 0 {
			days++
		}
		perDay[day] += s.length
		perWeek += s.length
		if perDay[day] > p.maxDay {
			return false
		}
	}
	return perWeek <= p.maxWeek && days <= p.maxDays && m.keepsPins(p, week, picks)
}

// bothFit expects a not to begin after b.
func (m *model) bothFit(a, b *shift) bool {
	if a.day == b.day {
		return m.follows(a, b)
	}
	return b.start-a.end >= m.rest
}

func (m *model) keepsPins(p *person, week int, picks []pick) bool {
	for _, pin := range p.pins {
		if m.shifts[pin.shift].week() == week && !slices.Contains(picks, pin) {
			return false
		}
	}
	return true
}
