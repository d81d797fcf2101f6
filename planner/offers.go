package planner

import "slices"

// offers are the best roles of all shifts for all classes of people, at fixed prices.
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
	for class, may := range m.classes {
		for at := range m.shifts {
			s := &m.shifts[at]
			best, role := 0.0, int32(-1)
			for i := s.roleLo; i < s.roleHi; i++ {
				if price[i] > best && may[m.roles[i].asks] {
					best, role = price[i], i
				}
			}
			o.worth[class][at], o.role[class][at] = best, role
		}
	}
}

// surveyOffers is survey for a person with neither pins nor a plan to keep.
func (r *rosterer) surveyOffers(p *person, pairs []int32) {
	worth, roles, km := r.offers.worth[p.class], r.offers.role[p.class], r.m.km[p.home]
	for _, at := range pairs {
		gain := worth[at]
		if gain <= 0 {
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
