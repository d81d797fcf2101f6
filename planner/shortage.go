package planner

import "slices"

// Shortage is why so many seats of a commune are empty.
type Shortage struct {
	Cause Cause `json:"cause"`
	Seats int   `json:"seats"`
}

// Cause is the first thing that leaves nobody for a seat.
type Cause string

// The causes in the order in which they are looked for. Open seats could be filled, and bring
// less than the ways and hours they cost.
const (
	NoneSkilled  Cause = "skill"
	NoneInReach  Cause = "reach"
	NoneFree     Cause = "time"
	AllAtLimits  Cause = "limits"
	AllElsewhere Cause = "elsewhere"
	StillOpen    Cause = "open"
)

func causes() []Cause {
	return []Cause{NoneSkilled, NoneInReach, NoneFree, AllAtLimits, AllElsewhere, StillOpen}
}

// How far somebody gets towards a seat: the positions in causes of what stops them next.
const (
	stopsAtReach     = 1
	stopsAtTime      = 2
	stopsAtLimits    = 3
	stopsAtElsewhere = 4
	stopsAtNothing   = 5
)

// shortages are the causes of a commune's empty seats, the most frequent first.
func (r *run) shortages(commune int32) []Shortage {
	far := r.m.known(commune)
	reached := map[int32]int{} // by empty role
	for day := range r.m.days {
		for _, role := range r.m.cells[day*len(r.m.km)+int(commune)].roles {
			if len(r.d.holders[role]) < int(r.m.roles[role].seats) {
				reached[role] = far[r.m.roles[role].asks]
			}
		}
	}
	for _, w := range r.weeks {
		for _, person := range w.near(commune) {
			w.reach(person, commune, reached)
		}
	}
	return r.sumUp(reached)
}

// known tells for each thing that roles ask for how far anybody gets towards a commune, times
// aside.
func (m *model) known(commune int32) []int {
	far := make([]int, len(m.asks))
	for i := range m.people {
		p := &m.people[i]
		inReach := inReach(m.km[p.home][commune], p.maxKm) && !slices.Contains(p.avoid, commune)
		for asks, may := range p.may {
			if may && inReach {
				far[asks] = stopsAtTime
			} else if may {
				far[asks] = max(far[asks], stopsAtReach)
			}
		}
	}
	return far
}

// reach notes how far a person gets towards the empty roles of a commune.
func (w *weekly) reach(person, commune int32, reached map[int32]int) {
	m := w.d.m
	for _, at := range w.pairs(person) {
		s := &m.shifts[at]
		if s.commune != commune {
			continue
		}
		for role := s.roleLo; role < s.roleHi; role++ {
			if far, empty := reached[role]; empty && far < stopsAtNothing && m.people[person].may[m.roles[role].asks] {
				reached[role] = max(far, w.stop(person, pick{at, role}))
			}
		}
	}
}

// stop is what keeps somebody who could take a seat from it, beside all that they have.
func (w *weekly) stop(person int32, seat pick) int {
	m, had := w.d.m, w.d.rosters[w.at(person)]
	after, before := w.d.around(int(person), w.week)
	if m.keeps(int(person), w.week, with(had, seat), after, before) {
		return stopsAtNothing
	}
	s := &m.shifts[seat.shift]
	for _, other := range had {
		if t := &m.shifts[other.shift]; t.day == s.day && !m.follows(t, s) && !m.follows(s, t) {
			return stopsAtElsewhere
		}
	}
	return stopsAtLimits
}

func (r *run) sumUp(reached map[int32]int) []Shortage {
	list := make([]Shortage, len(causes()))
	for i, cause := range causes() {
		list[i].Cause = cause
	}
	for role, far := range reached {
		list[far].Seats += int(r.m.roles[role].seats) - len(r.d.holders[role])
	}
	list = slices.DeleteFunc(list, func(s Shortage) bool { return s.Seats == 0 })
	slices.SortStableFunc(list, func(a, b Shortage) int { return b.Seats - a.Seats })
	return list
}
