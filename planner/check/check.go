// Package check judges a plan against its problem: every rule, the score, the bound's
// consistency. It is a second, slow and simple reading of docs/plan-format.md that shares
// the formats with package planner and nothing else, so that an error there is found here.
package check

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
)

// Score is what a plan is worth and what it is made of.
type Score struct {
	Value        float64 `json:"value"`
	Floors       int     `json:"floors"`
	FloorMisses  int     `json:"floorMisses"`
	DemandHours  float64 `json:"demandHours"`
	CoveredHours float64 `json:"coveredHours"`
	Shortfall    float64 `json:"shortfall"`
	SeatsFilled  int     `json:"seatsFilled"`
	Km           float64 `json:"km"`
	LoadCost     float64 `json:"loadCost"`
	Preferred    int     `json:"preferred"`
	Kept         int     `json:"kept"`
	WorstCommune float64 `json:"worstCommune"`
	MeanCommune  float64 `json:"meanCommune"`
	Jain         float64 `json:"jain"`
	// Bound is what the plan claims, and Gap how far it leaves any plan ahead, as a share
	// of it; nil when the plan claims none.
	Bound *float64 `json:"bound,omitempty"`
	Gap   *float64 `json:"gap,omitempty"`
	// Proven is the bound that prices prove, nil without prices.
	Proven *float64 `json:"proven,omitempty"`
}

// Prove holds what the plan claims against the bound that prices prove: a claim that is lower
// is a fault.
func (s *Score) Prove(proven float64) []string {
	s.Proven = &proven
	margin := tolerance * max(1, math.Abs(proven))
	switch {
	case s.Value > proven+margin:
		return []string{fmt.Sprintf("value %v over the bound %v that the prices prove", s.Value, proven)}
	case s.Bound != nil && *s.Bound < proven-margin:
		return []string{fmt.Sprintf("the plan claims bound %v, the prices prove %v", *s.Bound, proven)}
	}
	return nil
}

// tolerance is what two sums of floating-point numbers may differ by, relative to their
// size.
const tolerance = 1e-6

// minuteSlack is what sums of minutes may differ by.
const minuteSlack = 1e-6

type judge struct {
	problem  *planner.Problem
	communes map[string]planner.Commune
	people   map[string]planner.Person
	shifts   map[string]planner.Shift
	filled   map[[2]string]int
	duties   map[string][]planner.Shift
	faults   []string

	byStart         []planner.Shift // for bounds, as are the two below
	pinned, current map[planner.Assignment]bool
}

// Plan checks a plan for a valid problem. It returns the recomputed score and every rule
// that is broken, in words.
func Plan(problem *planner.Problem, plan *planner.Plan) (Score, []string) {
	j := newJudge(problem)
	for i, a := range plan.Assignments {
		j.assignment(i, a)
	}
	j.seats()
	for _, p := range problem.People {
		j.person(p, j.duties[p.ID])
	}
	j.given(plan)
	score := j.score(plan)
	j.claims(plan, &score)
	return score, j.faults
}

func newJudge(problem *planner.Problem) *judge {
	j := &judge{
		problem: problem, communes: map[string]planner.Commune{}, people: map[string]planner.Person{}, shifts: map[string]planner.Shift{},
		filled: map[[2]string]int{}, duties: map[string][]planner.Shift{},
	}
	for _, c := range problem.Communes {
		j.communes[c.ID] = c
	}
	for _, p := range problem.People {
		j.people[p.ID] = p
	}
	for _, s := range problem.Shifts {
		j.shifts[s.ID] = s
	}
	return j
}

func (j *judge) fault(format string, args ...any) {
	j.faults = append(j.faults, fmt.Sprintf(format, args...))
}

func (j *judge) assignment(i int, a planner.Assignment) {
	p, knownPerson := j.people[a.Person]
	s, knownShift := j.shifts[a.Shift]
	r := slices.IndexFunc(s.Roles, func(r planner.Role) bool { return r.Role == a.Role })
	if !knownPerson || !knownShift || r < 0 {
		j.fault("assignments[%d]: unknown person, shift or role", i)
		return
	}
	role := s.Roles[r]
	if p.Skills[role.Skill] < role.Level {
		j.fault("%s lacks %s level %d for %s", p.ID, role.Skill, role.Level, s.ID)
	}
	if role.Kind != "" && p.Kind != role.Kind {
		j.fault("%s is %s, %s/%s asks for %s", p.ID, p.Kind, s.ID, role.Role, role.Kind)
	}
	if km := j.distance(p.Home, s.Commune); km > p.MaxKm+1e-9 {
		j.fault("%s travels %.2f km to %s, over %v", p.ID, km, s.ID, p.MaxKm)
	}
	if slices.Contains(p.Avoid, s.Commune) {
		j.fault("%s avoids commune %s (%s)", p.ID, s.Commune, s.ID)
	}
	inside := func(w planner.Window) bool { return !s.Start.Before(w.Start) && !s.End.After(w.End) }
	if !slices.ContainsFunc(p.Available, inside) {
		j.fault("%s isn't available for %s", p.ID, s.ID)
	}
	j.filled[[2]string{s.ID, role.Role}]++
	j.duties[p.ID] = append(j.duties[p.ID], s)
}

// distance is the great-circle distance by the law of haversines, R = 6371.0088 km.
func (j *judge) distance(from, to string) float64 {
	a, b := j.communes[from], j.communes[to]
	const degree = math.Pi / 180
	hav := func(x float64) float64 { return (1 - math.Cos(x)) / 2 }
	h := hav((b.Lat-a.Lat)*degree) + math.Cos(a.Lat*degree)*math.Cos(b.Lat*degree)*hav((b.Lon-a.Lon)*degree)
	return 2 * 6371.0088 * math.Asin(math.Sqrt(max(0, min(1, h))))
}

func (j *judge) seats() {
	for _, s := range j.problem.Shifts {
		for _, r := range s.Roles {
			if n := j.filled[[2]string{s.ID, r.Role}]; n > r.Seats {
				j.fault("%s/%s has %d people for %d seats", s.ID, r.Role, n, r.Seats)
			}
		}
	}
}

// day is the day of the problem that a moment falls on.
func (j *judge) day(t time.Time) int { return int(t.Sub(j.problem.Start) / (24 * time.Hour)) }

func (j *judge) person(p planner.Person, duties []planner.Shift) {
	slices.SortFunc(duties, func(a, b planner.Shift) int { return a.Start.Compare(b.Start) })
	for i := 1; i < len(duties); i++ {
		j.neighbours(p.ID, duties[i-1], duties[i])
	}
	perDay, perWeek, days := map[int]float64{}, map[int]float64{}, map[int]map[int]bool{}
	for _, s := range duties {
		d := j.day(s.Start)
		perDay[d] += s.End.Sub(s.Start).Minutes()
		perWeek[d/7] += s.End.Sub(s.Start).Minutes()
		if days[d/7] == nil {
			days[d/7] = map[int]bool{}
		}
		days[d/7][d] = true
	}
	for d := range j.problem.Days {
		if perDay[d] > float64(p.MaxMinutesPerDay)+minuteSlack {
			j.fault("%s: %.0f min on day %d, over %d", p.ID, perDay[d], d, p.MaxMinutesPerDay)
		}
		if d%7 == 0 && perWeek[d/7] > float64(p.MaxMinutesPerWeek)+minuteSlack {
			j.fault("%s: %.0f min in week %d, over %d", p.ID, perWeek[d/7], d/7, p.MaxMinutesPerWeek)
		}
		if d%7 == 0 && len(days[d/7]) > p.MaxDaysPerWeek {
			j.fault("%s: works %d days in week %d, over %d", p.ID, len(days[d/7]), d/7, p.MaxDaysPerWeek)
		}
	}
}

func (j *judge) neighbours(id string, a, b planner.Shift) {
	gap := b.Start.Sub(a.End).Minutes()
	switch sameDay := j.day(a.Start) == j.day(b.Start); {
	case gap < 0:
		j.fault("%s: %s overlaps %s", id, a.ID, b.ID)
	case !sameDay && gap < float64(j.problem.Rules.MinRestMinutes):
		j.fault("%s: %.0f min of rest between %s and %s", id, gap, a.ID, b.ID)
	case sameDay && a.Commune != b.Commune && gap+minuteSlack < j.distance(a.Commune, b.Commune)/j.problem.Rules.TravelKmh*60:
		j.fault("%s: %.0f min to travel from %s to %s", id, gap, a.ID, b.ID)
	}
}

// given checks that nothing stands twice and nothing pinned is missing.
func (j *judge) given(plan *planner.Plan) {
	seen := map[planner.Assignment]bool{}
	for _, a := range plan.Assignments {
		if seen[a] {
			j.fault("%s on %s/%s stands twice", a.Person, a.Shift, a.Role)
		}
		seen[a] = true
	}
	for _, a := range j.problem.Pinned {
		if !seen[a] {
			j.fault("pinned assignment missing: %s on %s/%s", a.Person, a.Shift, a.Role)
		}
	}
}

// claims holds what the plan says of itself against what was found. What it doesn't say is
// NaN or infinite, see planner.ReadPlan.
func (j *judge) claims(plan *planner.Plan, score *Score) {
	margin := tolerance * max(1, math.Abs(score.Value))
	if math.Abs(plan.Score.Value-score.Value) > margin {
		j.fault("the plan claims value %v, its assignments give %v", plan.Score.Value, score.Value)
	}
	if math.IsInf(plan.Bound, 1) {
		return
	}
	bound, gap := plan.Bound, 0.0
	if bound != 0 {
		gap = (bound - score.Value) / math.Abs(bound)
	}
	score.Bound, score.Gap = &bound, &gap
	if bound < score.Value-margin {
		j.fault("the bound %v is below the plan's own value %v", bound, score.Value)
	}
}
