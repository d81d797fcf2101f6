package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

const shiftColumns = `
	sh.id, sh.commune_code, sh.point_id, coalesce(sh.request_id::text, ''), sh.starts_at, sh.ends_at, sh.priority, sh.urgent,
	sh.cancelled_at IS NOT NULL, sh.version`

func scanShift(row pgx.CollectableRow) (roster.Shift, error) {
	var sh roster.Shift
	err := row.Scan(&sh.ID, &sh.Commune, &sh.Point, &sh.Request, &sh.Span.Start, &sh.Span.End, &sh.Priority, &sh.Urgent, &sh.Cancelled, &sh.Version)
	return sh, err
}

// ShiftsOf returns the shifts of communes that begin in a span and aren't cancelled, by start.
func (s *Store) ShiftsOf(ctx context.Context, scope roster.Scope, communes []string, span roster.Span) ([]roster.Shift, error) {
	const query = `SELECT` + shiftColumns + `
		FROM shifts sh
		WHERE sh.campaign_id = @campaign AND sh.commune_code = ANY(@communes) AND sh.starts_at >= @from AND sh.starts_at < @to AND sh.cancelled_at IS NULL
		  AND ` + seesShift + `
		ORDER BY sh.starts_at, sh.id`
	return collect(ctx, s, "shifts", query, within(scope, namedArgs{"communes": communes, "from": span.Start, "to": span.End}), scanShift)
}

// Shifts returns shifts by their ids, by start.
func (s *Store) Shifts(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Shift, error) {
	const query = `SELECT` + shiftColumns + `
		FROM shifts sh
		WHERE sh.campaign_id = @campaign AND sh.id = ANY(@ids::uuid[])
		  AND ` + seesShift + `
		ORDER BY sh.starts_at, sh.id`
	return collect(ctx, s, "shifts", query, within(scope, namedArgs{"ids": ids}), scanShift)
}

// ShiftsOfRequests returns the shifts that help requests became.
func (s *Store) ShiftsOfRequests(ctx context.Context, scope roster.Scope, requests []string) ([]roster.Shift, error) {
	const query = `SELECT` + shiftColumns + `
		FROM shifts sh
		WHERE sh.campaign_id = @campaign AND sh.request_id = ANY(@requests::uuid[])
		  AND ` + seesShift + `
		ORDER BY sh.starts_at, sh.id`
	return collect(ctx, s, "shifts", query, within(scope, namedArgs{"requests": requests}), scanShift)
}

// Position is where a page of a list ends: the time and the id of its last row. The zero
// Position is before the first.
type Position struct {
	Time time.Time
	ID   string
}

// ShiftQuery is which shifts a page holds: of one commune where Commune is set, beginning in
// the span, with an empty seat where EmptyOnly is set; First after After.
type ShiftQuery struct {
	Commune   string
	Span      roster.Span
	EmptyOnly bool
	First     int
	After     Position
}

// ShiftPage returns a page of shifts that aren't cancelled, by start.
func (s *Store) ShiftPage(ctx context.Context, scope roster.Scope, q ShiftQuery) ([]roster.Shift, error) {
	const query = `SELECT` + shiftColumns + `
		FROM shifts sh
		WHERE sh.campaign_id = @campaign AND sh.starts_at >= @from AND sh.starts_at < @to AND sh.cancelled_at IS NULL
		  AND (@commune = '' OR sh.commune_code = @commune)
		  AND (@after_id::uuid IS NULL OR (sh.starts_at, sh.id) > (@after_time, @after_id))
		  AND (NOT @empty_only OR EXISTS (SELECT FROM roles r WHERE r.campaign_id = sh.campaign_id AND r.shift_id = sh.id AND r.taken < r.seats))
		  AND ` + seesShift + `
		ORDER BY sh.starts_at, sh.id
		LIMIT @first`
	return collect(ctx, s, "shifts", query, within(scope, namedArgs{
		"commune": q.Commune, "from": q.Span.Start, "to": q.Span.End, "empty_only": q.EmptyOnly,
		"first": q.First, "after_id": orNull(q.After.ID), "after_time": q.After.Time,
	}), scanShift)
}

const roleColumns = `
	id, shift_id, skill, level, kind, seats, floor, taken`

func scanRole(row pgx.CollectableRow) (roster.Role, error) {
	var r roster.Role
	err := row.Scan(&r.ID, &r.Shift, &r.Skill, &r.Level, &r.Kind, &r.Seats, &r.Floor, &r.Taken)
	return r, err
}

// RolesOf returns the roles of shifts, floors first.
func (s *Store) RolesOf(ctx context.Context, campaign string, shifts []string) ([]roster.Role, error) {
	const query = `SELECT` + roleColumns + `
		FROM roles
		WHERE campaign_id = @campaign AND shift_id = ANY(@shifts)
		ORDER BY shift_id, floor DESC, skill, id`
	return collect(ctx, s, "roles", query, namedArgs{"campaign": campaign, "shifts": shifts}, scanRole)
}

// Roles returns roles by their ids.
func (s *Store) Roles(ctx context.Context, campaign string, ids []string) ([]roster.Role, error) {
	const query = `SELECT` + roleColumns + `
		FROM roles
		WHERE campaign_id = @campaign AND id = ANY(@ids)
		ORDER BY id`
	return collect(ctx, s, "roles", query, namedArgs{"campaign": campaign, "ids": ids}, scanRole)
}

// RoleCount is how many people of a role have said yes, and how many are asked.
type RoleCount struct {
	Role             string
	Confirmed, Asked int
}

// RoleCounts counts people by role; a role without any is absent.
func (s *Store) RoleCounts(ctx context.Context, campaign string, roles []string) ([]RoleCount, error) {
	const query = `
		SELECT role_id AS role,
		       count(*) FILTER (WHERE state <> 'offered') AS confirmed,
		       count(*) FILTER (WHERE state = 'offered') AS asked
		FROM assignments
		WHERE campaign_id = @campaign AND role_id = ANY(@roles)
		  AND state IN ('offered', 'confirmed', 'checked_in', 'completed', 'left_early')
		GROUP BY role_id
		ORDER BY role_id`
	return collect(ctx, s, "people by role", query, namedArgs{"campaign": campaign, "roles": roles}, pgx.RowToStructByName[RoleCount])
}
