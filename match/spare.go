package match

import "slices"

// Spare puts those last whom another seat needs more: whom nothing keeps from one of these, which a
// desk can't open without and nobody has taken. A week has only so many hours of theirs. The order
// stays otherwise. It looks at the first ones: no more are asked at once.
func Spare(people []Candidate, floors []Seat, rules Rules) {
	const first = 5 * LargestWave
	people = people[:min(first, len(people))]
	needed := make(map[string]int, len(people))
	for i := range people {
		p := &people[i].Person
		for f := range floors {
			if fits(p, &floors[f], rules) {
				needed[p.ID] = 1
				break
			}
		}
	}
	slices.SortStableFunc(people, func(a, b Candidate) int { return needed[a.ID] - needed[b.ID] })
}
