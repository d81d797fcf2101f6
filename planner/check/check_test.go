package check_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
)

// at is a moment of the problem: day 0 is a Monday.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, 3, 2+day, hour, minute, 0, 0, time.FixedZone("", 7*60*60))
}

func shift(id, commune string, from, to time.Time) planner.Shift {
	return planner.Shift{
		ID: id, Commune: commune, Start: from, End: to, Priority: 1,
		Roles: []planner.Role{{Role: "it", Skill: "it", Level: 1, Seats: 1, Floor: true}, {Role: "net", Skill: "net", Level: 1, Seats: 1, Kind: "telecom"}},
	}
}

// problem has two places 0.1 degrees of latitude apart, 11.1 km, and one person who may do
// anything within the limits.
func problem() *planner.Problem {
	return &planner.Problem{
		Format: planner.ProblemFormat, Start: at(0, 0, 0), Days: 14, Rules: planner.DefaultRules(),
		Communes: []planner.Commune{{ID: "A", Lat: 21, Lon: 105.8}, {ID: "B", Lat: 21.1, Lon: 105.8}, {ID: "C", Lat: 22, Lon: 105.8}},
		Shifts: []planner.Shift{
			shift("morning", "A", at(0, 8, 0), at(0, 11, 0)), shift("noon", "A", at(0, 10, 0), at(0, 13, 0)),
			shift("near", "B", at(0, 11, 20), at(0, 12, 0)), shift("evening", "B", at(0, 18, 0), at(0, 22, 0)),
			shift("early", "A", at(1, 7, 0), at(1, 9, 0)), shift("far", "C", at(2, 8, 0), at(2, 9, 0)),
			shift("late", "A", at(3, 8, 0), at(3, 12, 0)), shift("night", "A", at(4, 22, 30), at(4, 23, 30)),
		},
		People: []planner.Person{{
			ID: "p", Kind: "student", Home: "A", Skills: map[string]int{"it": 1}, Available: days(14),
			MaxMinutesPerDay: 480, MaxMinutesPerWeek: 600, MaxDaysPerWeek: 3, MaxKm: 20, Prefer: []string{"B"},
		}},
	}
}

// days are windows from 06:00 to 23:00.
func days(n int) []planner.Window {
	windows := make([]planner.Window, n)
	for d := range windows {
		windows[d] = planner.Window{Start: at(d, 6, 0), End: at(d, 23, 0)}
	}
	return windows
}

// plan claims nothing of itself.
func plan(seats ...string) *planner.Plan {
	p := &planner.Plan{Score: planner.Score{Value: math.NaN()}, Bound: math.Inf(1)}
	for _, seat := range seats {
		name, role, named := strings.Cut(seat, "/")
		if !named {
			role = "it"
		}
		p.Assignments = append(p.Assignments, planner.Assignment{Person: "p", Shift: name, Role: role})
	}
	return p
}

func TestEachBrokenRuleIsFound(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		seats  []string
		change func(p *planner.Problem)
		want   []string
	}{
		"nothing":       {seats: []string{"morning", "evening"}},
		"skill":         {seats: []string{"morning"}, change: func(p *planner.Problem) { p.Shifts[0].Roles[0].Level = 2 }, want: []string{"p lacks it level 2 for morning"}},
		"kind":          {seats: []string{"morning/net"}, change: func(p *planner.Problem) { p.People[0].Skills["net"] = 3 }, want: []string{"p is student, morning/net asks for telecom"}},
		"distance":      {seats: []string{"far"}, want: []string{"p travels 111.20 km to far, over 20"}},
		"avoid":         {seats: []string{"evening"}, change: func(p *planner.Problem) { p.People[0].Avoid = []string{"B"} }, want: []string{"p avoids commune B (evening)"}},
		"window":        {seats: []string{"night"}, want: []string{"p isn't available for night"}},
		"overlap":       {seats: []string{"morning", "noon"}, want: []string{"p: morning overlaps noon"}},
		"travel":        {seats: []string{"morning", "near"}, want: []string{"p: 20 min to travel from morning to near"}},
		"rest":          {seats: []string{"evening", "early"}, want: []string{"p: 540 min of rest between evening and early"}},
		"day":           {seats: []string{"morning"}, change: func(p *planner.Problem) { p.People[0].MaxMinutesPerDay = 179 }, want: []string{"p: 180 min on day 0, over 179"}},
		"week":          {seats: []string{"morning", "late"}, change: func(p *planner.Problem) { p.People[0].MaxMinutesPerWeek = 400 }, want: []string{"p: 420 min in week 0, over 400"}},
		"days":          {seats: []string{"morning", "late"}, change: func(p *planner.Problem) { p.People[0].MaxDaysPerWeek = 1 }, want: []string{"p: works 2 days in week 0, over 1"}},
		"pin":           {change: func(p *planner.Problem) { p.Pinned = plan("late").Assignments }, want: []string{"pinned assignment missing: p on late/it"}},
		"unknown role":  {seats: []string{"morning/cook"}, want: []string{"assignments[0]: unknown person, shift or role"}},
		"unknown shift": {seats: []string{"dawn"}, want: []string{"assignments[0]: unknown person, shift or role"}},
		"twice": {seats: []string{"morning", "morning"}, want: []string{
			"morning/it has 2 people for 1 seats", "p: morning overlaps morning", "p on morning/it stands twice",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := problem()
			if test.change != nil {
				test.change(p)
			}
			_, faults := check.Plan(p, plan(test.seats...))
			if diff := cmp.Diff(test.want, faults); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheScoreIsWhatTheFormatSays(t *testing.T) {
	t.Parallel()
	p := problem()
	p.Current = plan("evening", "late").Assignments
	got, faults := check.Plan(p, plan("morning", "evening"))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	// Cells by hand, demand and cover in hours: A day 0: 12, 3; B day 0: 28/3, 4; A day 1: 4;
	// C day 2: 2; A day 3: 8; A day 4: 2. One seat of two is filled in each shift served.
	const dayA, dayB = 12.0, 28.0 / 3
	shortfall := dayA*(1-3/dayA)*(1-3/dayA) + dayB*(1-4/dayB)*(1-4/dayB) + 16
	km, load := 11.119492664455874, 10*0.7*0.7
	want := check.Score{
		Floors: 8, FloorMisses: 6, DemandHours: 37 + 1.0/3, CoveredHours: 7, Shortfall: shortfall, SeatsFilled: 2, Km: km, LoadCost: load,
		Preferred: 1, Kept: 1, WorstCommune: 0, MeanCommune: (3.0/26 + 4/dayB) / 3,
		Value: 37 + 1.0/3 - shortfall + 20*2 - 0.01*km - 0.05*load + 0.2 + 1,
	}
	a, b := 3.0/26, 4/dayB
	want.Jain = (a + b) * (a + b) / (3 * (a*a + b*b))
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-4)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestWhatAPlanClaimsIsHeldAgainstWhatItIs(t *testing.T) {
	t.Parallel()
	lawful := plan("morning")
	score, _ := check.Plan(problem(), lawful)
	for name, test := range map[string]struct {
		value, bound float64
		faults       int
	}{
		"nothing claimed":     {math.NaN(), math.Inf(1), 0},
		"the truth":           {score.Value, score.Value + 1, 0},
		"a higher value":      {score.Value + 1, score.Value + 1, 1},
		"a bound below value": {score.Value, score.Value - 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			claim := *lawful
			claim.Score.Value, claim.Bound = test.value, test.bound
			if _, faults := check.Plan(problem(), &claim); len(faults) != test.faults {
				t.Errorf("want %d faults, got %v", test.faults, faults)
			}
		})
	}
}
