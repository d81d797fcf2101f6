package planner

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Options steer a run. Effort is 1 to 9 and bounds the sweeps, Seed orders people who are
// alike, From is a plan to start from. Progress, when set, is called after each sweep.
type Options struct {
	Effort   int
	Seed     int64
	From     *Plan
	Progress func(Progress)
}

// Progress is where a run stands.
type Progress struct {
	Phase string
	Sweep int
	Value float64
	Bound float64
}

// Solution is a plan with what was learnt on the way: the worth of one more volunteer hour
// in each commune, by commune id.
type Solution struct {
	Plan   Plan
	Prices map[string]float64
}

// Solve plans a problem: person after person takes the roster that is worth most beside
// what the others do, the scarcest first, until nobody can do better. The same problem, seed
// and effort give the same plan. When ctx ends the best plan so far comes back. The error is
// of type Faults when the problem breaks the format.
func Solve(ctx context.Context, p *Problem, o Options) (*Solution, error) {
	started := time.Now() //nolint:forbidigo // elapsed time, no decision hangs on it
	if faults := Validate(p); len(faults) > 0 {
		return nil, faults
	}
	hash, err := p.Hash()
	if err != nil {
		return nil, err
	}
	m := compile(p)
	s := newSearch(m)
	s.begin(o.From)
	s.sweeps(ctx, o)
	bound := m.bound(ctx, s, o)
	plan := Plan{
		Format: PlanFormat, Problem: hash, Assignments: s.assignments(), Bound: bound, Seed: o.Seed,
		ElapsedMs: time.Since(started).Milliseconds(), //nolint:forbidigo // as above
	}
	plan.Score.Value = s.value()
	if plan.Bound < plan.Score.Value {
		return nil, fmt.Errorf("bound %v below the plan's own value %v", plan.Bound, plan.Score.Value)
	}
	return &Solution{Plan: plan, Prices: s.prices()}, nil
}

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
	s := &search{m: m, roster: make([][]pick, len(m.people)), taken: make([]int, len(m.roles)), covered: make([]float64, len(m.cells))}
	s.best = &rosterer{m: m, worth: s.worth, crossing: s.crossing}
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
	demand := s.m.cells[sh.cell].demand
	gain := s.m.taste(p, sh, r)
	if demand > 0 {
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
	return gain + m.rules.KeepWeight*float64(p.current[r])
}

// crossing is what two shifts in one cell lose against their gains alone: D(1-y/D)² is
// quadratic, so the term is 2·w₁·w₂/D.
func (s *search) crossing(a, b *shift) float64 {
	if a.cell != b.cell || s.m.cells[a.cell].demand == 0 {
		return 0
	}
	return 2 * a.weight * b.weight / s.m.cells[a.cell].demand
}

// begin takes what is pinned, and what a plan to start from has of each person as long as it
// keeps the rules.
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

// adopt starts from an earlier plan: whoever's roster of it still keeps every rule gets it.
func (s *search) adopt(from *Plan) {
	wanted := map[string][]Assignment{}
	for _, a := range from.Assignments {
		wanted[a.Person] = append(wanted[a.Person], a)
	}
	find := s.m.finder()
	for i := range s.m.people {
		picks, ok := find(wanted[s.m.people[i].id])
		if !ok || len(picks) == 0 || !s.m.keepsPins(i, picks) || s.m.broken(&s.m.people[i], picks) != "" {
			continue
		}
		s.drop(i)
		old := s.roster[i]
		s.roster[i] = picks
		if s.full(picks) {
			s.roster[i] = old
		}
		s.put(i)
	}
}

func (s *search) full(picks []pick) bool {
	return slices.ContainsFunc(picks, func(p pick) bool { return s.taken[p.role] >= s.m.roles[p.role].seats })
}

// sweeps lets each person in turn take the best roster beside the others', until a sweep
// changes nothing, the effort is spent or ctx ends.
func (s *search) sweeps(ctx context.Context, o Options) {
	order := s.order(o.Seed)
	limit := 2 + 3*max(1, o.Effort)
	for sweep := range limit {
		changed := 0
		for _, i := range order {
			if ctx.Err() != nil {
				return
			}
			if s.respond(i) {
				changed++
			}
		}
		if o.Progress != nil {
			o.Progress(Progress{Phase: "build", Sweep: sweep + 1, Value: s.value()})
		}
		if changed == 0 {
			return
		}
	}
}

// order puts people with little choice first; the seed shuffles those who are alike.
func (s *search) order(seed int64) []int {
	random := rand.New(rand.NewPCG(uint64(seed), 0)) //nolint:gosec // a plan, not a secret
	order := random.Perm(len(s.m.people))
	choice := make([]int, len(s.m.people))
	for i := range s.m.people {
		free := int64(0)
		for _, w := range s.m.people[i].windows {
			free += w.end - w.start
		}
		choice[i] = len(s.m.people[i].reach) * int(free/daySeconds+1) * len(s.m.people[i].source.Skills)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(choice[a], choice[b]) })
	return order
}

// respond gives a person their best roster beside the others' when it is worth more than
// what they have.
func (s *search) respond(i int) bool {
	const worthwhile = 1e-9
	p := &s.m.people[i]
	s.drop(i)
	have := s.valueOf(p, s.roster[i])
	picks, value := s.best.best(p)
	changed := value > have+worthwhile && !math.IsInf(value, -1)
	if changed {
		s.roster[i] = picks
	}
	s.put(i)
	return changed
}

// valueOf is what a roster is worth to the plan without the person.
func (s *search) valueOf(p *person, picks []pick) float64 {
	value := 0.0
	minutes := map[int]int{}
	for i, pick := range picks {
		sh := &s.m.shifts[pick.shift]
		gain, ok := s.worth(p, sh, pick.role)
		if !ok {
			return math.Inf(-1)
		}
		value += gain
		minutes[sh.day/7] += sh.minutes
		for _, other := range picks[:i] {
			value -= s.crossing(&s.m.shifts[other.shift], sh)
		}
	}
	for week := 0; week*7 < s.m.days; week++ {
		value -= s.best.load(p, minutes[week])
	}
	return value
}
