package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

const aColumns = `
	a.id, a.role_id, a.shift_id, a.volunteer_id, a.organisation_id, a.commune_code, a.starts_at, a.ends_at, a.state, a.holds_seat, a.source,
	coalesce(a.replaces::text, '')`

// AssignmentsSeen returns assignments by their ids, as far as the scope sees them.
func (s *Store) AssignmentsSeen(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Assignment, error) {
	const query = `SELECT` + aColumns + `
		FROM assignments a
		WHERE a.campaign_id = @campaign AND a.id = ANY(@ids::uuid[])
		  AND ` + seesAssignment + `
		ORDER BY a.id`
	return collect(ctx, s, "assignments", query, within(scope, namedArgs{"ids": ids}), scanAssignment)
}

// AssignmentsInRoles returns the assignments of roles that stand or were served, those who
// said yes first, and of those that came to nothing the ones that somebody answered.
func (s *Store) AssignmentsInRoles(ctx context.Context, scope roster.Scope, roles []string) ([]roster.Assignment, error) {
	const query = `SELECT` + aColumns + `
		FROM assignments a
		WHERE a.campaign_id = @campaign AND a.role_id = ANY(@roles)
		  AND a.state IN ('proposed', 'offered', 'confirmed', 'checked_in', 'completed', 'left_early', 'no_show', 'declined', 'withdrawn')
		  AND ` + seesAssignment + `
		ORDER BY a.role_id, array_position(ARRAY['checked_in', 'confirmed', 'completed', 'left_early', 'offered', 'proposed', 'no_show', 'withdrawn', 'declined'], a.state),
		         a.created_at, a.id`
	return collect(ctx, s, "assignments", query, within(scope, namedArgs{"roles": roles}), scanAssignment)
}

// AssignmentsOfVolunteers returns what volunteers have ahead of them, by start.
func (s *Store) AssignmentsOfVolunteers(ctx context.Context, scope roster.Scope, volunteers []string, now time.Time) ([]roster.Assignment, error) {
	const query = `SELECT` + aColumns + `
		FROM assignments a
		WHERE a.campaign_id = @campaign AND a.volunteer_id = ANY(@volunteers) AND a.ends_at > @now
		  AND a.state IN ('proposed', 'offered', 'confirmed', 'checked_in')
		  AND ` + seesAssignment + `
		ORDER BY a.volunteer_id, a.starts_at, a.id`
	return collect(ctx, s, "assignments", query, within(scope, namedArgs{"volunteers": volunteers, "now": now}), scanAssignment)
}

const eventColumns = `
	e.id, e.assignment_id, e.commune_code, e.at, e.from_state, e.to_state, e.actor, e.channel, e.reason`

func scanEvent(row pgx.CollectableRow) (roster.Event, error) {
	var e roster.Event
	err := row.Scan(&e.ID, &e.Assignment, &e.Commune, &e.At, &e.From, &e.To, &e.Actor, &e.Channel, &e.Reason)
	return e, err
}

// EventsOf returns every move of assignments, oldest first.
func (s *Store) EventsOf(ctx context.Context, scope roster.Scope, assignments []string) ([]roster.Event, error) {
	const query = `SELECT` + eventColumns + `
		FROM assignment_events e
		JOIN assignments a ON a.campaign_id = e.campaign_id AND a.id = e.assignment_id
		WHERE e.campaign_id = @campaign AND e.assignment_id = ANY(@assignments)
		  AND ` + seesAssignment + `
		ORDER BY e.assignment_id, e.id`
	return collect(ctx, s, "events", query, within(scope, namedArgs{"assignments": assignments}), scanEvent)
}

// Events returns events in the order of their ids in the list, as far as the scope sees them.
func (s *Store) Events(ctx context.Context, scope roster.Scope, ids []int64) ([]roster.Event, error) {
	const query = `SELECT` + eventColumns + `
		FROM unnest(@ids::bigint[]) WITH ORDINALITY AS told (id, place)
		JOIN assignment_events e ON e.campaign_id = @campaign AND e.id = told.id
		JOIN assignments a ON a.campaign_id = e.campaign_id AND a.id = e.assignment_id
		WHERE ` + seesAssignment + `
		ORDER BY told.place`
	return collect(ctx, s, "events", query, within(scope, namedArgs{"ids": ids}), scanEvent)
}
