package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

const assignmentColumns = `
	id, role_id, shift_id, volunteer_id, organisation_id, commune_code, starts_at, ends_at, state, holds_seat, source,
	coalesce(replaces::text, '')`

// Assignment returns one assignment.
func (s *Store) Assignment(ctx context.Context, campaign, id string) (roster.Assignment, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND id = @id`
	return s.oneAssignment(ctx, query, namedArgs{"campaign": campaign, "id": id})
}

// LockAssignment returns one assignment that nobody else can move until the transaction
// ends.
func (s *Store) LockAssignment(ctx context.Context, campaign, id string) (roster.Assignment, error) {
	return s.oneAssignment(ctx, lockAssignment, namedArgs{"campaign": campaign, "id": id})
}

func (s *Store) oneAssignment(ctx context.Context, query string, args namedArgs) (roster.Assignment, error) {
	rows, err := s.conn.Query(ctx, query, args)
	if err != nil {
		return roster.Assignment{}, fmt.Errorf("read assignment: %w", translate(err))
	}
	a, err := pgx.CollectExactlyOneRow(rows, scanAssignment)
	if err != nil {
		return roster.Assignment{}, fmt.Errorf("read assignment: %w", translate(err))
	}
	return a, nil
}

// AssignmentsOfRoles returns the live assignments of roles (proposed, offered, confirmed,
// checked in), the oldest first.
func (s *Store) AssignmentsOfRoles(ctx context.Context, campaign string, roles []string) ([]roster.Assignment, error) {
	return s.manyAssignments(ctx, liveOfRoles, namedArgs{"campaign": campaign, "roles": roles})
}

const liveOfRoles = `SELECT` + assignmentColumns + `
	FROM assignments
	WHERE campaign_id = @campaign AND role_id = ANY(@roles)
	  AND state IN ('proposed', 'offered', 'confirmed', 'checked_in')
	ORDER BY created_at, id`

// ConfirmedIn returns the confirmed assignment of a volunteer in a role; false when there is none.
func (s *Store) ConfirmedIn(ctx context.Context, campaign, role, volunteer string) (roster.Assignment, bool, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND role_id = @role AND volunteer_id = @volunteer AND state = 'confirmed'
		ORDER BY created_at, id
		LIMIT 1`
	found, err := s.manyAssignments(ctx, query, namedArgs{"campaign": campaign, "role": role, "volunteer": volunteer})
	if err != nil || len(found) == 0 {
		return roster.Assignment{}, false, err
	}
	return found[0], true, nil
}

// HeldBetween returns what the planner must leave as it is or may move, of shifts that begin
// in a span: live and served assignments, by start.
func (s *Store) HeldBetween(ctx context.Context, campaign string, span roster.Span) ([]roster.Assignment, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND starts_at >= @from AND starts_at < @to
		  AND state IN ('proposed', 'offered', 'confirmed', 'checked_in', 'completed', 'left_early')
		ORDER BY starts_at, role_id, volunteer_id, id`
	return s.manyAssignments(ctx, query, namedArgs{"campaign": campaign, "from": span.Start, "to": span.End})
}

// ProposalsToAsk returns the planner's proposals for shifts that begin within a span, by volunteer
// and start: those of at most so many volunteers.
func (s *Store) ProposalsToAsk(ctx context.Context, campaign string, span roster.Span, volunteers int) ([]roster.Assignment, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND state = 'proposed' AND source = 'plan' AND starts_at > @from AND starts_at < @to
		  AND volunteer_id IN (
			SELECT volunteer_id
			FROM assignments
			WHERE campaign_id = @campaign AND state = 'proposed' AND source = 'plan' AND starts_at > @from AND starts_at < @to
			GROUP BY volunteer_id
			ORDER BY min(starts_at), volunteer_id
			LIMIT @volunteers)
		ORDER BY volunteer_id, starts_at, id`
	return s.manyAssignments(ctx, query, namedArgs{"campaign": campaign, "from": span.Start, "to": span.End, "volunteers": volunteers})
}

// ConfirmedBetween returns confirmed assignments of shifts that begin in a span and that
// have no message of this purpose yet, by start. Together is for a purpose of which one message is for all
// that its person has in the span.
func (s *Store) ConfirmedBetween(ctx context.Context, campaign string, span roster.Span, purpose string, together bool) ([]roster.Assignment, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments a
		WHERE campaign_id = @campaign AND state = 'confirmed' AND starts_at >= @from AND starts_at < @to
		  AND NOT EXISTS (SELECT FROM messages m WHERE m.campaign_id = a.campaign_id
		                  AND m.purpose_key = @purpose || ':' || a.id)
		  AND NOT (@together AND EXISTS (
			SELECT FROM assignments b
			JOIN messages m ON m.campaign_id = b.campaign_id AND m.purpose_key = @purpose || ':' || b.id AND m.state <> 'suppressed'
			WHERE b.campaign_id = a.campaign_id AND b.volunteer_id = a.volunteer_id AND b.starts_at >= @from AND b.starts_at < @to))
		ORDER BY starts_at, role_id, volunteer_id, id`
	return s.manyAssignments(ctx, query, namedArgs{"campaign": campaign, "from": span.Start, "to": span.End, "purpose": purpose, "together": together})
}

// StaleProposals returns proposals whose shift has begun without anybody being asked.
func (s *Store) StaleProposals(ctx context.Context, campaign string, now time.Time) ([]roster.Assignment, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND state = 'proposed' AND starts_at <= @now
		ORDER BY starts_at, role_id, volunteer_id, id`
	return s.manyAssignments(ctx, query, namedArgs{"campaign": campaign, "now": now})
}

func (s *Store) manyAssignments(ctx context.Context, query string, args namedArgs) ([]roster.Assignment, error) {
	rows, err := s.conn.Query(ctx, query, args)
	if err != nil {
		return nil, fmt.Errorf("read assignments: %w", translate(err))
	}
	found, err := pgx.CollectRows(rows, scanAssignment)
	if err != nil {
		return nil, fmt.Errorf("read assignments: %w", translate(err))
	}
	return found, nil
}

func scanAssignment(row pgx.CollectableRow) (roster.Assignment, error) {
	var a roster.Assignment
	err := row.Scan(assignmentFields(&a)...)
	return a, err
}

func assignmentFields(a *roster.Assignment) []any {
	return []any{
		&a.ID, &a.Role, &a.Shift, &a.Volunteer, &a.Organisation, &a.Commune, &a.Span.Start, &a.Span.End,
		&a.State, &a.HoldsSeat, &a.Source, &a.Replaces,
	}
}
