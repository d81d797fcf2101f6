package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// LockAll takes the locks of a change of one assignment in one round trip, in the order that all
// changes keep: its role, its volunteer, itself. It comes back as it is under the locks.
func (s *Store) LockAll(ctx context.Context, campaign string, a roster.Assignment) (roster.Assignment, error) {
	var locks assignmentLocks
	var batch pgx.Batch
	locks.queue(&batch, campaign, a)
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return a, fmt.Errorf("lock assignment %s: %w", a.ID, translate(err))
	}
	return locks.assignment()
}

// LockRolesOfAsks is LockRoles for the roles that some asks are about.
func (s *Store) LockRolesOfAsks(ctx context.Context, campaign string, asks []roster.Ask) error {
	const query = `
		SELECT FROM roles
		WHERE campaign_id = @campaign AND id IN (SELECT role_id FROM assignments WHERE campaign_id = @campaign AND id = ANY(@assignments))
		ORDER BY id
		FOR NO KEY UPDATE`
	assignments := make([]string, len(asks))
	for i, a := range asks {
		assignments[i] = a.Assignment
	}
	return s.later(ctx, "lock roles", query, namedArgs{"campaign": campaign, "assignments": assignments}, nil)
}

// Held is an assignment under the locks of its change, with what a yes to it is held against: its
// seat, how much the person takes on, and what else they are asked for or have taken in a span.
type Held struct {
	roster.Assignment
	Seat   Seat
	Limits roster.Limits
	Duties []PlacedDuty
}

// PlacedDuty is a duty with where it is.
type PlacedDuty struct {
	Duty
	Lat, Lon float64
}

// Hold is LockAll for an answer, with what the answer is held against, in one round trip too.
func (s *Store) Hold(ctx context.Context, campaign string, a roster.Assignment, span roster.Span) (Held, error) {
	const duties = `
		SELECT d.volunteer_id, d.shift_id, d.commune_code, d.starts_at, d.ends_at, c.lat, c.lon
		FROM assignments d
		JOIN communes c ON c.code = d.commune_code
		WHERE d.campaign_id = @campaign AND d.volunteer_id = @volunteer
		  AND d.state IN ('offered', 'confirmed', 'checked_in', 'completed', 'left_early')
		  AND d.starts_at < @to AND d.ends_at > @from
		ORDER BY d.starts_at, d.id`
	var locks assignmentLocks
	var seats []Seat
	var h Held
	var batch pgx.Batch
	locks.queue(&batch, campaign, a)
	queue(&batch, seatQuery, namedArgs{"campaign": campaign, "role": a.Role}, scanSeat, &seats)
	args := namedArgs{"campaign": campaign, "volunteer": a.Volunteer, "from": span.Start, "to": span.End}
	queue(&batch, duties, args, pgx.RowToStructByPos[PlacedDuty], &h.Duties)
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return h, fmt.Errorf("lock assignment %s: %w", a.ID, translate(err))
	}
	if len(seats) == 0 || len(locks.limits) == 0 {
		return h, roster.Missing("role")
	}
	h.Seat, h.Limits = seats[0], locks.limits[0]
	var err error
	h.Assignment, err = locks.assignment()
	return h, err
}

// assignmentLocks are the locks of a change of one assignment and what they were taken on.
type assignmentLocks struct {
	limits []roster.Limits
	found  []roster.Assignment
}

func (l *assignmentLocks) queue(batch *pgx.Batch, campaign string, a roster.Assignment) {
	batch.Queue(lockRole, namedArgs{"campaign": campaign, "role": a.Role})
	queue(batch, lockVolunteer, namedArgs{"campaign": campaign, "id": a.Volunteer}, pgx.RowToStructByPos[roster.Limits], &l.limits)
	queue(batch, lockAssignment, namedArgs{"campaign": campaign, "id": a.ID}, scanAssignment, &l.found)
}

func (l *assignmentLocks) assignment() (roster.Assignment, error) {
	if len(l.found) == 0 {
		return roster.Assignment{}, roster.Missing("assignment")
	}
	return l.found[0], nil
}

// The locks of roles, of a volunteer and of an assignment: no harder than an update's, so that
// rows which point at a role or a volunteer can be added.
const (
	lockRole  = `SELECT FROM roles WHERE campaign_id = @campaign AND id = @role FOR NO KEY UPDATE`
	lockRoles = `
		SELECT FROM roles
		WHERE campaign_id = @campaign AND id = ANY(@roles)
		ORDER BY id
		FOR NO KEY UPDATE`
	lockVolunteer = `
		SELECT minutes_per_day, minutes_per_week, days_per_week, max_km
		FROM volunteers
		WHERE campaign_id = @campaign AND id = @id
		FOR NO KEY UPDATE`
	lockAssignments = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND id = ANY(@assignments)
		ORDER BY starts_at, id
		FOR UPDATE`
	lockAssignment = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND id = @id
		FOR UPDATE`
)
