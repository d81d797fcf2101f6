package planner

import (
	"cmp"
	"slices"
)

// candidates are the people most likely to gain by an empty seat: those who could take it,
// by what it earns them beyond what they have at the prices.
func (w *weekly) candidates(seat pick, prices []float64) []int32 {
	const most = 24
	type chance struct {
		person int32
		gain   float64
	}
	var list []chance
	s := &w.d.m.shifts[seat.shift]
	for _, i := range w.near(s.commune) {
		p := &w.d.m.people[i]
		if _, able := slices.BinarySearch(w.pairs(i), seat.shift); !able || !p.may[w.d.m.roles[seat.role].asks] {
			continue
		}
		gain := w.d.m.taste(p, s)
		for _, had := range w.d.rosters[w.at(i)] {
			if t := &w.d.m.shifts[had.shift]; t.day == s.day && !w.d.m.follows(t, s) && !w.d.m.follows(s, t) {
				gain -= prices[had.role]
			}
		}
		list = append(list, chance{i, gain})
	}
	slices.SortFunc(list, func(a, b chance) int { return cmp.Or(cmp.Compare(b.gain, a.gain), cmp.Compare(a.person, b.person)) })
	people := make([]int32, 0, most)
	for _, c := range list[:min(most, len(list))] {
		people = append(people, c.person)
	}
	return people
}

// gain is what the plan would gain if a person answered afresh.
func (w *weekly) gain(person int32) float64 {
	at := w.at(person)
	had := w.d.drop(at)
	_, has := w.answer(person, 0)
	w.d.back(at)
	return has - had
}

// near are the people of the week who live within anybody's reach of a commune.
func (w *weekly) near(commune int32) []int32 {
	if w.homes == nil {
		w.homes = make([][]int32, len(w.d.m.km))
		for _, i := range w.people {
			p := &w.d.m.people[i]
			w.homes[p.home] = append(w.homes[p.home], i)
			w.farthest = max(w.farthest, p.maxKm)
		}
	}
	var near []int32
	for home, people := range w.homes {
		if inReach(w.d.m.km[home][commune], w.farthest) {
			near = append(near, people...)
		}
	}
	return near
}
