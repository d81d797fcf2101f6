package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// PageRows is what an answer page shows: the person as an Addressee has them, the assignments that
// they are asked about and the seats of these, in the order of the question.
type PageRows struct {
	Person      roster.Volunteer
	Assignments []roster.Assignment
	Seats       []Seat
}

// PageRows reads in one round trip what a person and some assignments of theirs are.
func (s *Store) PageRows(ctx context.Context, campaign, volunteer string, assignments []string) (PageRows, error) {
	const assigned = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND id = ANY(@assignments)`
	const seats = `SELECT` + seatColumns + seatTables + `
		WHERE r.campaign_id = @campaign AND r.id IN (SELECT role_id FROM assignments WHERE campaign_id = @campaign AND id = ANY(@assignments))`
	args := pgx.NamedArgs{"campaign": campaign, "volunteer": volunteer, "assignments": assignments}
	var people []roster.Volunteer
	var held []roster.Assignment
	var places []Seat
	var batch pgx.Batch
	queue(&batch, addresseeQuery, args, scanAddressee, &people)
	queue(&batch, assigned, args, scanAssignment, &held)
	queue(&batch, seats, args, scanSeat, &places)
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return PageRows{}, fmt.Errorf("read an answer page: %w", translate(err))
	}
	if len(people) == 0 {
		return PageRows{}, roster.Missing("volunteer")
	}
	page := PageRows{Person: people[0]}
	return page, page.arrange(assignments, held, places)
}

// arrange puts the rows in the order of the assignments.
func (p *PageRows) arrange(assignments []string, held []roster.Assignment, places []Seat) error {
	byID, byRole := map[string]roster.Assignment{}, map[string]Seat{}
	for _, a := range held {
		byID[a.ID] = a
	}
	for _, seat := range places {
		byRole[seat.Role.ID] = seat
	}
	for _, id := range assignments {
		a, there := byID[id]
		if !there {
			return roster.Missing("assignment")
		}
		p.Assignments, p.Seats = append(p.Assignments, a), append(p.Seats, byRole[a.Role])
	}
	return nil
}
