package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// PageRows is what an answer page shows: the person as an Addressee has them, the assignments that
// they are asked about, the seats of these and where the person stands with each, in the order of the
// question.
type PageRows struct {
	Person      roster.Volunteer
	Assignments []PageAssignment
	Seats       []Seat
}

// PageAssignment is an assignment with where its person stands with its role, and the name of the
// colleague who has been asked to take it over and hasn't answered; empty when there is none.
type PageAssignment struct {
	roster.Assignment
	Standing
	SwapWith string
}

// PageRows reads in one round trip what a person and some assignments of theirs are.
func (s *Store) PageRows(ctx context.Context, campaign, volunteer string, assignments []string) (PageRows, error) {
	const assigned = `SELECT` + assignmentColumns + `,` + standingColumns + `,
		       coalesce((SELECT v.name
		                 FROM assignments a
		                 JOIN volunteers v ON v.campaign_id = a.campaign_id AND v.id = a.volunteer_id
		                 WHERE a.campaign_id = p.campaign_id AND a.replaces = p.id AND a.state = 'offered'
		                 ORDER BY a.id
		                 LIMIT 1), '')
		FROM assignments p
		WHERE campaign_id = @campaign AND id = ANY(@assignments)`
	const seats = `SELECT` + seatColumns + seatTables + `
		WHERE r.campaign_id = @campaign AND r.id IN (SELECT role_id FROM assignments WHERE campaign_id = @campaign AND id = ANY(@assignments))`
	args := pgx.NamedArgs{"campaign": campaign, "volunteer": volunteer, "assignments": assignments}
	var people []roster.Volunteer
	var held []PageAssignment
	var places []Seat
	var batch pgx.Batch
	queue(&batch, addresseeQuery, args, scanAddressee, &people)
	queue(&batch, assigned, args, scanPageAssignment, &held)
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
func (p *PageRows) arrange(assignments []string, held []PageAssignment, places []Seat) error {
	byID, byRole := map[string]PageAssignment{}, map[string]Seat{}
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

func scanPageAssignment(row pgx.CollectableRow) (PageAssignment, error) {
	var a PageAssignment
	err := row.Scan(append(assignmentFields(&a.Assignment), &a.Confirmed, &a.Waiting, &a.ReleasedByStaff, &a.SwapWith)...)
	return a, err
}
