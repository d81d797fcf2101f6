package planner

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// search is a plan in the making: who has what, how full each role is and how much of each
// cell is covered.
type search struct {
	m       *model
	roster  [][]pick
	taken   []int
	covered []float64
	best    *rosterer
}

func newSearch(m *model) *search {
	s := &search{m: m, roster: make([][]pick, len(m.people)), taken: make([]int, len(m.roles)), covered: make([]float64, len(m.demand))}
	s.best = newRosterer(m, s.worth, s.crossing)
	return s
}

// worth is what a person adds to the plan by taking a role: the cover at its margin, the
// floor when nobody holds it, the way there, the wishes, the keeping of what stands. A
// pinned role has a seat reserved, see begin.
func (s *search) worth(p *person, sh *shift, r int) (float64, bool) {
	role := &s.m.roles[r]
	if s.taken[r] >= role.seats {
		return 0, false
	}
	gain := s.m.taste(p, sh, r)
	if demand := s.m.demand[sh.cell]; demand > 0 {
		gain += 2*sh.weight*(1-s.covered[sh.cell]/demand) - sh.weight*sh.weight/demand
	}
	if role.floor && s.taken[r] == 0 {
		gain += s.m.rules.FloorWeight
	}
	return gain, true
}

// taste is what a role is worth to this person beside its cover.
func (m *model) taste(p *person, sh *shift, r int) float64 {
	gain := -m.rules.KmWeight * m.km[p.home][sh.commune]
	if p.prefer[sh.commune] {
		gain += m.rules.PreferWeight
	}
	if p.current[r] {
		gain += m.rules.KeepWeight
	}
	return gain
}

// crossing is what two shifts in one cell lose against their gains alone: D(1-y/D)² is
// quadratic, so the term is 2·w₁·w₂/D.
func (s *search) crossing(a, b *shift) float64 {
	if a.cell != b.cell || s.m.demand[a.cell] == 0 {
		return 0
	}
	return 2 * a.weight * b.weight / s.m.demand[a.cell]
}

// begin takes what is pinned, and what a plan to start from has of each person as long as it
// keeps the rules. Nobody's pins are ever taken out but to be put back at once, so that the
// seats of all pins stay reserved.
func (s *search) begin(from *Plan) {
	for i := range s.m.people {
		for sh, r := range s.m.people[i].pins {
			s.roster[i] = append(s.roster[i], pick{shift: sh, role: r})
		}
		slices.SortFunc(s.roster[i], func(a, b pick) int { return a.shift - b.shift })
		s.put(i)
	}
	if from != nil {
		s.adopt(from)
	}
}

// put counts a person's roster into the plan, drop takes it out.
func (s *search) put(i int)  { s.count(i, 1) }
func (s *search) drop(i int) { s.count(i, -1) }

func (s *search) count(i, sign int) {
	for _, pick := range s.roster[i] {
		sh := &s.m.shifts[pick.shift]
		s.taken[pick.role] += sign
		s.covered[sh.cell] += float64(sign) * sh.weight
	}
}

// recount sums the cover up afresh, rid of the rounding of many additions and subtractions.
func (s *search) recount() {
	clear(s.taken)
	clear(s.covered)
	for i := range s.roster {
		s.put(i)
	}
}

// adopt starts from an earlier plan: whoever's roster of it still keeps every rule gets it.
func (s *search) adopt(from *Plan) {
	find := s.m.finder()
	wanted := map[string][]pick{}
	for _, a := range from.Assignments {
		if at, ok := find[seatName{a.Shift, a.Role}]; ok {
			wanted[a.Person] = append(wanted[a.Person], at)
		}
	}
	for i := range s.m.people {
		picks := wanted[s.m.problem.People[i].ID]
		if len(picks) == 0 || !s.m.keeps(&s.m.people[i], picks) {
			continue
		}
		s.drop(i)
		if !slices.ContainsFunc(picks, func(p pick) bool { return s.taken[p.role] >= s.m.roles[p.role].seats }) {
			s.roster[i] = picks
		}
		s.put(i)
	}
}

// sweeps lets each person in turn take the best roster beside the others', until a sweep
// gains next to nothing, the effort is spent or ctx ends.
func (s *search) sweeps(ctx context.Context, o Options) {
	const nothing = 1e-6 // of the value
	order := s.order(o.Seed)
	last := s.value()
	for sweep := range 2 + 3*o.Effort {
		for _, i := range order {
			if ctx.Err() != nil {
				return
			}
			s.respond(i)
		}
		value := s.value()
		if o.Progress != nil {
			o.Progress(Progress{Phase: "build", Step: sweep + 1, Value: value})
		}
		if value-last <= nothing*math.Abs(value) {
			return
		}
		last = value
	}
}

// order puts people with little choice first; the seed shuffles those who are alike.
func (s *search) order(seed int64) []int {
	random := rand.New(rand.NewPCG(uint64(seed), 0)) //nolint:gosec // a plan, not a secret
	order := random.Perm(len(s.m.people))
	choice := make([]float64, len(s.m.people))
	for i := range s.m.people {
		p, free := &s.m.people[i], 0.0
		for _, w := range p.windows {
			free += float64(w.end - w.start)
		}
		choice[i] = free * float64(len(p.reach)) * float64(len(s.m.problem.People[i].Skills))
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(choice[a], choice[b]) })
	return order
}

// respond gives a person their best roster beside the others' when it is worth more than
// what they have.
func (s *search) respond(i int) {
	const worthwhile = 1e-9
	p := &s.m.people[i]
	s.drop(i)
	if picks, value := s.best.best(p); value > s.valueOf(p, s.roster[i])+worthwhile {
		s.roster[i] = picks
	}
	s.put(i)
}

// valueOf is what a roster is worth to the plan without the person.
func (s *search) valueOf(p *person, picks []pick) float64 {
	value := -s.m.loads(p, picks)
	for i, pick := range picks {
		sh := &s.m.shifts[pick.shift]
		gain, _ := s.worth(p, sh, pick.role)
		value += gain
		for _, other := range picks[:i] {
			value -= s.crossing(&s.m.shifts[other.shift], sh)
		}
	}
	return value
}

// loads is what the weeks of a roster cost together.
func (m *model) loads(p *person, picks []pick) float64 {
	var worked map[int]int64
	for _, pick := range picks {
		if worked == nil {
			worked = map[int]int64{}
		}
		worked[m.shifts[pick.shift].day/daysPerWeek] += m.shifts[pick.shift].length
	}
	cost := 0.0
	for week := 0; len(worked) > 0 && week*daysPerWeek < m.days; week++ {
		cost += m.load(p, worked[week])
	}
	return cost
}
