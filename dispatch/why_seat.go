package dispatch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/roster"
)

// SeatChoice is why somebody serves where they do: what their seat brings the plan of its week
// as it stands, and what empty seats would that they could have instead, the most first.
type SeatChoice struct {
	Assignment roster.Assignment
	Worth      float64
	Reasons    []match.Reason
	Instead    []OtherSeat
}

// OtherSeat is a role that somebody could serve on instead, what that would bring and what
// speaks against it.
type OtherSeat struct {
	Role    string
	Worth   float64
	Reasons []match.Reason
}

// WhySeat weighs somebody's seat ahead against those that they could have instead. Conflict
// when the shift has begun, when the seat isn't theirs any more, or when it breaks a rule that
// a coordinator has passed over.
func (d *Dispatcher) WhySeat(ctx context.Context, v roster.Viewer, assignment string, first int, now time.Time) (SeatChoice, error) {
	if err := v.May(roster.PlanNow); err != nil {
		return SeatChoice{}, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return SeatChoice{}, err
	}
	a, err := d.store.Assignment(ctx, v.Campaign, assignment)
	if err != nil {
		return SeatChoice{}, err
	}
	if a.State.Final() || !a.Span.Start.After(now) {
		return SeatChoice{}, roster.Clash("why_seat.not_ahead")
	}
	week, err := d.weekAround(ctx, campaign, a, now)
	if err != nil {
		return SeatChoice{}, fmt.Errorf("weigh assignment %s: %w", a.ID, err)
	}
	standing, err := planner.Resume(ctx, week.problem)
	if err != nil {
		return SeatChoice{}, fmt.Errorf("take up the plan of the week: %w", err)
	}
	here, instead, err := standing.Weigh(planner.Assignment{Person: a.Volunteer, Shift: a.Shift, Role: a.Role})
	if err != nil {
		return SeatChoice{}, roster.Clash("why_seat.beyond_rules")
	}
	if instead, err = d.willing(ctx, campaign.ID, a.Volunteer, instead); err != nil {
		return SeatChoice{}, err
	}
	return choice(a, here, instead[:min(first, len(instead))]), nil
}

// weekAround is the planner's problem of the week of somebody's seat, which they could give
// up; all others have what they have.
func (d *Dispatcher) weekAround(ctx context.Context, campaign roster.Campaign, a roster.Assignment, now time.Time) (*snapshot, error) {
	people, err := loadPool(ctx, d.store, campaign, []string{a.Volunteer}, a.Span, now)
	if err != nil {
		return nil, err
	}
	places, err := d.store.Places(ctx, campaign.ID)
	if err != nil {
		return nil, err
	}
	week := d.weekOf(campaign, a.Span.Start, places)
	seats, held, err := d.filled(ctx, campaign.ID, week)
	if err != nil {
		return nil, err
	}
	person := plannerPerson(people.people[0].Volunteer, people.people[0].Windows)
	week.fill(seats, freed(held, a.ID), []planner.Person{person}, now)
	return week, nil
}

// freed is who has which seat if one of them could be given up.
func freed(held []roster.Assignment, assignment string) []roster.Assignment {
	held = slices.DeleteFunc(held, func(other roster.Assignment) bool {
		return other.ID != assignment && other.State == roster.Offered && !other.HoldsSeat
	})
	for i := range held {
		if held[i].ID == assignment {
			held[i].State, held[i].Source = roster.Proposed, roster.FromPlan
		}
	}
	return held
}

// willing leaves out the roles that somebody has been asked for before.
func (d *Dispatcher) willing(ctx context.Context, campaign, volunteer string, places []planner.Place) ([]planner.Place, error) {
	roles := make([]string, len(places))
	for i, p := range places {
		roles[i] = p.Role
	}
	barred, err := d.store.Barred(ctx, campaign, roles)
	return slices.DeleteFunc(places, func(p planner.Place) bool { return slices.Contains(barred[p.Role], volunteer) }), err
}

func choice(a roster.Assignment, here planner.Place, instead []planner.Place) SeatChoice {
	c := SeatChoice{Assignment: a, Worth: here.Worth, Reasons: match.WhyHere(worthOf(here))}
	for _, p := range instead {
		c.Instead = append(c.Instead, OtherSeat{Role: p.Role, Worth: p.Worth, Reasons: match.WhyNotThere(worthOf(here), worthOf(p))})
	}
	return c
}

func worthOf(p planner.Place) match.Worth {
	return match.Worth{All: p.Worth, PerHour: p.PerHour, Floor: p.Floor, Km: p.Km, Likes: p.Prefers}
}
