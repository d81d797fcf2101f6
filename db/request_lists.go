package db

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Requests returns help requests, the open ones first, newest first: the department's all, a
// commune's own. state empty means any.
func (s *Store) Requests(ctx context.Context, scope roster.Scope, state roster.RequestState) ([]roster.HelpRequest, error) {
	const mostListed = 200
	const query = `
		SELECT id, commune_code, point_id, state, starts_at, ends_at, reason, urgent, created_at, version, refusal
		FROM help_requests
		WHERE campaign_id = @campaign AND (@state = '' OR state = @state)
		  AND (@see_all OR commune_code = @see_commune)
		ORDER BY state <> 'open', created_at DESC, id
		LIMIT @most`
	return collect(ctx, s, "help requests", query, within(scope, namedArgs{"state": state, "most": mostListed}), scanRequest)
}

// RequestsByID returns help requests by their ids.
func (s *Store) RequestsByID(ctx context.Context, scope roster.Scope, ids []string) ([]roster.HelpRequest, error) {
	const query = `
		SELECT id, commune_code, point_id, state, starts_at, ends_at, reason, urgent, created_at, version, refusal
		FROM help_requests
		WHERE campaign_id = @campaign AND id = ANY(@ids::uuid[])
		  AND (@see_all OR commune_code = @see_commune)
		ORDER BY id`
	return collect(ctx, s, "help requests", query, within(scope, namedArgs{"ids": ids}), scanRequest)
}

// RolesOfRequests returns what help requests ask for, in the order of each.
func (s *Store) RolesOfRequests(ctx context.Context, scope roster.Scope, requests []string) ([]roster.RequestedRole, error) {
	const query = `
		SELECT n.request_id, n.skill, n.level, n.kind, n.seats, n.floor
		FROM help_request_roles n
		JOIN help_requests r ON r.campaign_id = n.campaign_id AND r.id = n.request_id
		WHERE n.campaign_id = @campaign AND n.request_id = ANY(@requests::uuid[])
		  AND (@see_all OR r.commune_code = @see_commune)
		ORDER BY n.request_id, n.position`
	return collect(ctx, s, "roles of help requests", query, within(scope, namedArgs{"requests": requests}), func(row pgx.CollectableRow) (roster.RequestedRole, error) {
		var role roster.RequestedRole
		err := row.Scan(&role.Request, &role.Skill, &role.Level, &role.Kind, &role.Seats, &role.Floor)
		return role, err
	})
}

func scanRequest(row pgx.CollectableRow) (roster.HelpRequest, error) {
	var r roster.HelpRequest
	err := row.Scan(&r.ID, &r.Commune, &r.Point, &r.State, &r.Span.Start, &r.Span.End, &r.Reason, &r.Urgent, &r.CreatedAt, &r.Version, &r.Refusal)
	return r, err
}
