package planner_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/planner"
)

// oneSeat is a morning in "here" that asks for a guide, and a guide who lives there and is
// free; "there" is 55 km off.
func oneSeat() *planner.Problem {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.FixedZone("+07", 7*60*60))
	return &planner.Problem{
		Format: planner.ProblemFormat, Start: start, Days: 7, Rules: planner.DefaultRules(),
		Communes: []planner.Commune{{ID: "here", Lat: 21, Lon: 105.8}, {ID: "there", Lat: 21.5, Lon: 105.8}},
		Shifts:   []planner.Shift{morning(start, "here")},
		People: []planner.Person{{
			ID: "an", Kind: "student", Home: "here", Skills: map[string]int{"guide": 2},
			Available:        []planner.Window{{Start: start.Add(7 * time.Hour), End: start.Add(20 * time.Hour)}},
			MaxMinutesPerDay: 480, MaxMinutesPerWeek: 1200, MaxDaysPerWeek: 6, MaxKm: 15,
		}},
	}
}

func morning(start time.Time, commune string) planner.Shift {
	return planner.Shift{
		ID: "morning " + commune, Commune: commune, Start: start.Add(8 * time.Hour), End: start.Add(11 * time.Hour), Priority: 1,
		Roles: []planner.Role{{Role: "guide", Skill: "guide", Level: 1, Seats: 1}},
	}
}

func TestWhySeatsOfTheLowestCommuneAreEmpty(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(p *planner.Problem, an *planner.Person)
		want   []planner.Shortage
	}{
		"filled":           {func(*planner.Problem, *planner.Person) {}, []planner.Shortage{}},
		"another skill":    {func(_ *planner.Problem, an *planner.Person) { an.Skills = map[string]int{"it": 5} }, short(planner.NoneSkilled, 1)},
		"lives too far":    {func(_ *planner.Problem, an *planner.Person) { an.Home = "there" }, short(planner.NoneInReach, 1)},
		"avoids the place": {func(_ *planner.Problem, an *planner.Person) { an.Avoid = []string{"here"} }, short(planner.NoneInReach, 1)},
		"not free":         {func(_ *planner.Problem, an *planner.Person) { an.Available = nil }, short(planner.NoneFree, 1)},
		"one of two for a week's hours": {func(p *planner.Problem, an *planner.Person) {
			late := morning(p.Start.Add(5*time.Hour), "here")
			late.ID = "afternoon"
			p.Shifts, an.MaxMinutesPerWeek = append(p.Shifts, late), 200
		}, short(planner.AllAtLimits, 1)},
		"pinned elsewhere": {func(p *planner.Problem, an *planner.Person) {
			p.Shifts, an.MaxKm = append(p.Shifts, morning(p.Start, "there")), 100
			p.Pinned = []planner.Assignment{{Person: "an", Shift: "morning there", Role: "guide"}}
		}, short(planner.AllElsewhere, 1)},
		"not worth the way": {func(p *planner.Problem, an *planner.Person) {
			an.Home, an.MaxKm, p.Rules.KmWeight = "there", 100, 1
		}, short(planner.StillOpen, 1)},
		"several causes, the most seats first": {func(p *planner.Problem, _ *planner.Person) {
			p.Shifts[0].Roles = append(p.Shifts[0].Roles, planner.Role{Role: "it", Skill: "it", Level: 1, Seats: 3})
			p.Shifts[0].Roles[0].Seats = 2
		}, []planner.Shortage{{Cause: planner.NoneSkilled, Seats: 3}, {Cause: planner.AllElsewhere, Seats: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := oneSeat()
			tc.change(p, &p.People[0])
			lowest := solve(t, p, planner.Options{}).Lowest
			if diff := cmp.Diff(tc.want, lowest.Why); lowest.Commune != "here" || diff != "" {
				t.Errorf("in %s (-want +got):\n%s", lowest.Commune, diff)
			}
		})
	}
}

func short(cause planner.Cause, seats int) []planner.Shortage {
	return []planner.Shortage{{Cause: cause, Seats: seats}}
}
