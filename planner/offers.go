package planner

import (
	"math"
	"slices"
)

// offers are the best roles of all shifts for all classes of people, at given prices: whoever
// changes a price renews its shift.
type offers struct {
	worth [][]float64 // by class and shift
	role  [][]int32
}

const mostOffers = 1 << 23 // classes times shifts: beyond it, looking them up costs more than finding them

func newOffers(m *model) *offers {
	if len(m.classes)*len(m.shifts) > mostOffers {
		return nil
	}
	o := &offers{}
	for range m.classes {
		o.worth, o.role = append(o.worth, make([]float64, len(m.shifts))), append(o.role, make([]int32, len(m.shifts)))
	}
	return o
}

func (o *offers) renew(m *model, price []float64) {
	for at := range m.shifts {
		o.renewShift(m, int32(at), price) //nolint:gosec // far fewer shifts than that
	}
}

// renewShift brings one shift up to date, whose prices have changed.
func (o *offers) renewShift(m *model, at int32, price []float64) {
	s := &m.shifts[at]
	for class, may := range m.classes {
		best, role := math.Inf(-1), int32(-1)
		for i := s.roleLo; i < s.roleHi; i++ {
			if price[i] > best && may[m.roles[i].asks] {
				best, role = price[i], i
			}
		}
		o.worth[class][at], o.role[class][at] = best, role
	}
}

// surveyOffers is survey for a person with neither pins nor a plan to keep.
func (r *rosterer) surveyOffers(p *person, pairs []int32) {
	worth, roles, km := r.offers.worth[p.class], r.offers.role[p.class], r.m.km[p.home]
	least := 0.0 // what a role must be worth, or no wish makes up for it
	if len(p.prefer) > 0 {
		least = -r.m.rules.PreferWeight
	}
	for _, at := range pairs {
		gain := worth[at]
		if gain <= least {
			continue
		}
		place := r.m.place[at]
		if gain -= r.m.rules.KmWeight * km[place]; len(p.prefer) > 0 && slices.Contains(p.prefer, place) {
			gain += r.m.rules.PreferWeight
		}
		if gain <= 0 {
			continue
		}
		s := &r.m.shifts[at]
		if n := len(r.days); n == 0 || r.days[n-1].day != s.day {
			r.open(s.day)
		}
		r.options = append(r.options, option{pick: pick{at, roles[at]}, gain: gain, s: s})
		r.days[len(r.days)-1].hi++
	}
	r.neighbourDays()
}
