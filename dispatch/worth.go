package dispatch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/roster"
)

// worths says what the plan of a seat's week, as it stands, would gain if each of these people
// took the seat: the measure by which the planner repairs. What they would leave for it and
// how covered each place is count in. Whom the planner's rules forbid the seat isn't in it.
func (d *Dispatcher) worths(ctx context.Context, scene *scene, seat *post, people []match.Candidate, now time.Time) (map[string]float64, error) {
	able := make([]planner.Person, len(people))
	for i, c := range people {
		able[i] = plannerPerson(c.Volunteer, c.Windows)
	}
	week := d.weekOf(scene.campaign, seat.Shift.Span.Start, scene.around(seat, people))
	seats, held := scene.filled(week.span(), scene.concerned(seat, people))
	// Who has only been asked for this role has no seat of it yet.
	held = slices.DeleteFunc(held, func(a roster.Assignment) bool { return a.Role == seat.Role.ID && !a.HoldsSeat })
	week.fill(seats, held, able, now)
	standing, err := planner.Resume(ctx, week.problem)
	if err != nil {
		return nil, fmt.Errorf("take up the plan of the week: %w", err)
	}
	gains, err := standing.Rank(planner.Seat{Shift: seat.Shift.ID, Role: seat.Role.ID})
	if err != nil {
		return nil, err
	}
	worth := make(map[string]float64, len(gains))
	for _, g := range gains {
		worth[g.Person] = g.Worth
	}
	return worth, nil
}

// weekOf is the planner's problem of the week of a moment, with communes alone.
func (d *Dispatcher) weekOf(campaign roster.Campaign, at time.Time, communes []roster.Commune) *snapshot {
	monday := roster.DateOf(at, campaign.Location()).Monday()
	return d.blank(campaign, monday, monday.AddDays(6), communes)
}

// fill puts seats, who has them and the people whom it is about into a problem; the seats of all
// others are taken.
func (s *snapshot) fill(seats []db.Seat, held []roster.Assignment, people []planner.Person, now time.Time) {
	s.addShifts(seats, held, now)
	s.problem.People = people
	s.addHeld(held)
	s.addOthers(seats, held)
}

// addOthers takes the seats of people who aren't in the problem: each by somebody who can do
// nothing else, so that places are as covered as they are.
func (s *snapshot) addOthers(seats []db.Seat, held []roster.Assignment) {
	known, roles := s.planned(), make(map[string]roster.Role, len(seats))
	for _, seat := range seats {
		roles[seat.Role.ID] = seat.Role
	}
	for _, a := range held {
		role, there := roles[a.Role]
		if known[a.Volunteer] || !there {
			continue
		}
		s.problem.People = append(s.problem.People, planner.Person{
			ID: a.ID, Kind: string(role.Kind), Home: a.Commune, Skills: map[string]int{role.Skill: role.Level},
			Available:        []planner.Window{{Start: a.Span.Start, End: a.Span.End}},
			MaxMinutesPerDay: a.Span.Minutes(), MaxMinutesPerWeek: a.Span.Minutes(), MaxDaysPerWeek: 1,
		})
		s.problem.Current = append(s.problem.Current, planner.Assignment{Person: a.ID, Shift: a.Shift, Role: a.Role})
	}
}
