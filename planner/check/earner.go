package check

import (
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
)

// earner is one person apart from all others, who earns the prices of what they serve. It
// tries every way to spend each day, and remembers where each leaves the week: slow, and
// with nothing to be clever about.
type earner struct {
	j      *judge
	p      planner.Person
	days   [][]job
	chains map[chain]int64 // the best way to spend the day in hand, by what later days mind
}

// job is a shift that the person may take, in the role that earns most.
type job struct {
	shift  planner.Shift
	earns  int64
	pinned bool
}

// chain is what other days mind of a day's work.
type chain struct {
	minutes    float64
	start, end int64 // nanoseconds from the problem's start
	pins       int
}

// standing is what later days mind of all days so far.
type standing struct {
	minutes float64
	days    int
	rested  int64 // when the person may work again, 0 when it is past
}

func (j *judge) earner(p planner.Person, lambda map[seatsKey]int64) *earner {
	e := &earner{j: j, p: p, days: make([][]job, j.problem.Days)}
	seen := map[string]bool{}
	for _, w := range p.Available {
		from, _ := slices.BinarySearchFunc(j.byStart, w.Start, func(s planner.Shift, t time.Time) int { return s.Start.Compare(t) })
		for _, s := range j.byStart[from:] {
			if !s.Start.Before(w.End) {
				break
			}
			if best, may := e.best(s, lambda); may && !seen[s.ID] {
				seen[s.ID] = true
				e.days[j.day(s.Start)] = append(e.days[j.day(s.Start)], best)
			}
		}
	}
	for _, jobs := range e.days {
		slices.SortStableFunc(jobs, func(a, b job) int { return a.shift.Start.Compare(b.shift.Start) })
	}
	return e
}

// best is the role of a shift that earns most; a pinned one is the only one. What earns
// nothing and isn't pinned is left out: no roster is better for it.
func (e *earner) best(s planner.Shift, lambda map[seatsKey]int64) (job, bool) {
	best, may := job{shift: s}, false
	for _, r := range s.Roles {
		a := planner.Assignment{Person: e.p.ID, Shift: s.ID, Role: r.Role}
		if !e.fits(s, r) || best.pinned && !e.j.pinned[a] {
			continue
		}
		if earns := lambda[seatsKey{s.ID, r.Role}] + e.taste(a, s.Commune); !may || earns > best.earns || e.j.pinned[a] {
			best.earns, best.pinned, may = earns, e.j.pinned[a], true
		}
	}
	return best, may && (best.pinned || best.earns > 0)
}

// fits tells whether a role alone keeps every rule, by the words of the judge.
func (e *earner) fits(s planner.Shift, r planner.Role) bool {
	alone := &judge{problem: e.j.problem, communes: e.j.communes, people: e.j.people, shifts: e.j.shifts}
	alone.filled, alone.duties = map[[2]string]int{}, map[string][]planner.Shift{}
	alone.assignment(0, planner.Assignment{Person: e.p.ID, Shift: s.ID, Role: r.Role})
	return len(alone.faults) == 0
}

// taste is what a seat is worth to the person beside its price, rounded up.
func (e *earner) taste(a planner.Assignment, commune string) int64 {
	rules := e.j.problem.Rules
	worth := -down(rules.KmWeight*e.j.distance(e.p.Home, commune)) + 1
	if slices.Contains(e.p.Prefer, commune) {
		worth += up(rules.PreferWeight)
	}
	if e.j.current[a] {
		worth += up(rules.KeepWeight)
	}
	return worth
}

// most is what the person can earn.
func (e *earner) most() int64 {
	now := map[standing]int64{{}: 0}
	for day := range e.days {
		if day%7 == 0 {
			now = e.newWeek(now)
		}
		if len(e.days[day]) > 0 {
			now = e.oneDay(now, day)
		}
	}
	best := int64(0)
	first := true
	for _, value := range e.newWeek(now) {
		if first || value > best {
			best, first = value, false
		}
	}
	return best
}

// newWeek pays for the load of the week before, rounded down, and counts afresh.
func (e *earner) newWeek(before map[standing]int64) map[standing]int64 {
	after := map[standing]int64{}
	for s, value := range before {
		if s.minutes > 0 {
			most := float64(e.p.MaxMinutesPerWeek)
			value -= max(0, down(e.j.problem.Rules.LoadWeight*most/60*(s.minutes/most)*(s.minutes/most))-1)
		}
		keep(after, standing{rested: s.rested}, value)
	}
	return after
}

func keep[K comparable](best map[K]int64, at K, value int64) {
	if old, known := best[at]; !known || value > old {
		best[at] = value
	}
}

func (e *earner) oneDay(before map[standing]int64, day int) map[standing]int64 {
	e.chains = map[chain]int64{}
	e.extend(day, 0, chain{}, 0, nil)
	pins := 0
	for _, job := range e.days[day] {
		if job.pinned {
			pins++
		}
	}
	tomorrow := int64(day+1) * int64(24*time.Hour)
	after := map[standing]int64{}
	for s, value := range before {
		s.rested = due(s.rested, tomorrow)
		if pins == 0 {
			keep(after, s, value)
		}
	}
	for c, earned := range e.chains {
		for s, value := range before {
			if c.pins != pins || c.start < s.rested || s.days >= e.p.MaxDaysPerWeek || s.minutes+c.minutes > float64(e.p.MaxMinutesPerWeek)+minuteSlack {
				continue
			}
			rested := due(c.end+int64(e.j.problem.Rules.MinRestMinutes)*int64(time.Minute), tomorrow)
			keep(after, standing{minutes: s.minutes + c.minutes, days: s.days + 1, rested: rested}, value+earned)
		}
	}
	return after
}

// due is when somebody has rested, 0 when that is not after a time.
func due(rested, after int64) int64 {
	if rested <= after {
		return 0
	}
	return rested
}

// extend tries every job from the nth on after the chain so far.
func (e *earner) extend(day, n int, c chain, earned int64, last *planner.Shift) {
	for i := n; i < len(e.days[day]); i++ {
		next := &e.days[day][i]
		longer := c
		longer.minutes += next.shift.End.Sub(next.shift.Start).Minutes()
		if longer.minutes > float64(e.p.MaxMinutesPerDay)+minuteSlack || last != nil && !e.follows(*last, next.shift) {
			continue
		}
		if longer.end = int64(next.shift.End.Sub(e.j.problem.Start)); last == nil {
			longer.start = int64(next.shift.Start.Sub(e.j.problem.Start))
		}
		if next.pinned {
			longer.pins++
		}
		keep(e.chains, longer, earned+next.earns)
		e.extend(day, i+1, longer, earned+next.earns, &next.shift)
	}
}

func (e *earner) follows(a, b planner.Shift) bool {
	alone := &judge{problem: e.j.problem, communes: e.j.communes}
	alone.neighbours(e.p.ID, a, b)
	return len(alone.faults) == 0
}
