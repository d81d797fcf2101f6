package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AddRequest stores a help request with its roles.
func (s *Store) AddRequest(ctx context.Context, campaign string, r roster.HelpRequest) error {
	const query = `
		INSERT INTO help_requests (campaign_id, id, commune_code, point_id, state, starts_at, ends_at, reason, urgent, created_at, number)
		VALUES (@campaign, @id, @commune, @point, 'open', @starts_at, @ends_at, @reason, @urgent, @created_at, @number)`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "id": r.ID, "commune": r.Commune, "point": r.Point, "starts_at": r.Span.Start, "ends_at": r.Span.End,
		"reason": r.Reason, "urgent": r.Urgent, "created_at": r.CreatedAt, "number": r.Number,
	})
	if err != nil {
		return fmt.Errorf("add help request: %w", translate(err))
	}
	rows := copying{
		table:   "help_request_roles",
		columns: []string{"campaign_id", "request_id", "position", "skill", "level", "kind", "seats", "floor"},
	}
	for i, n := range r.Roles {
		rows.rows = append(rows.rows, []any{campaign, r.ID, i, n.Skill, n.Level, n.Kind, n.Seats, n.Floor})
	}
	return s.copyAll(ctx, []copying{rows})
}

// NumberedRequests returns the help requests that came in lists under these numbers, with
// their roles, by number.
func (s *Store) NumberedRequests(ctx context.Context, campaign string, numbers []string) (map[string]roster.HelpRequest, error) {
	const query = `
		SELECT id, commune_code, point_id, state, starts_at, ends_at, reason, urgent, created_at, version, number
		FROM help_requests
		WHERE campaign_id = @campaign AND number = ANY(@numbers)
		ORDER BY id`
	found, err := collect(ctx, s, "numbered help requests", query, namedArgs{"campaign": campaign, "numbers": numbers}, func(row pgx.CollectableRow) (roster.HelpRequest, error) {
		var r roster.HelpRequest
		err := row.Scan(&r.ID, &r.Commune, &r.Point, &r.State, &r.Span.Start, &r.Span.End, &r.Reason, &r.Urgent, &r.CreatedAt, &r.Version, &r.Number)
		return r, err
	})
	if err != nil {
		return nil, err
	}
	known := make(map[string]roster.HelpRequest, len(found))
	for _, r := range found {
		if r.Roles, err = s.requestRoles(ctx, campaign, r.ID); err != nil {
			return nil, err
		}
		known[r.Number] = r
	}
	return known, nil
}

// LockRequest returns a help request that nobody else can decide until the transaction ends.
func (s *Store) LockRequest(ctx context.Context, campaign, id string) (roster.HelpRequest, error) {
	const query = `
		SELECT id, commune_code, point_id, state, starts_at, ends_at, reason, urgent, created_at, version
		FROM help_requests
		WHERE campaign_id = @campaign AND id = @id
		FOR UPDATE`
	var r roster.HelpRequest
	err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "id": id}).
		Scan(&r.ID, &r.Commune, &r.Point, &r.State, &r.Span.Start, &r.Span.End, &r.Reason, &r.Urgent, &r.CreatedAt, &r.Version)
	if err != nil {
		return roster.HelpRequest{}, fmt.Errorf("read help request %s: %w", id, translate(err))
	}
	r.Roles, err = s.requestRoles(ctx, campaign, id)
	return r, err
}

// requestRoles is what one help request asks for, whoever may see it.
func (s *Store) requestRoles(ctx context.Context, campaign, id string) ([]roster.RoleNeed, error) {
	found, err := s.RolesOfRequests(ctx, roster.Scope{Campaign: campaign, All: true}, []string{id})
	needs := make([]roster.RoleNeed, len(found))
	for i, role := range found {
		needs[i] = role.RoleNeed
	}
	return needs, err
}

// DecideRequest closes an open help request as its state says, with the reason of a refusal.
func (s *Store) DecideRequest(ctx context.Context, campaign string, r roster.HelpRequest, now time.Time) error {
	const query = `
		UPDATE help_requests
		SET state = @state, refusal = @refusal, decided_at = @now, version = version + 1
		WHERE campaign_id = @campaign AND id = @id AND state = 'open'`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "id": r.ID, "state": r.State, "refusal": r.Refusal, "now": now})
	if err != nil {
		return fmt.Errorf("decide help request %s: %w", r.ID, translate(err))
	}
	if tag.RowsAffected() == 0 {
		return roster.Clash("request.decided")
	}
	return nil
}

// DeskOf is the service desk of a commune; NotFound when the campaign doesn't have the
// commune.
func (s *Store) DeskOf(ctx context.Context, campaign, commune string) (string, error) {
	const query = `
		SELECT id
		FROM points
		WHERE campaign_id = @campaign AND commune_code = @commune AND kind = 'desk'`
	var id string
	err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "commune": commune}).Scan(&id)
	if err != nil {
		return "", fmt.Errorf("read the desk of %s: %w", commune, translate(err))
	}
	return id, nil
}

// HasPoint tells whether a point is one of a commune's.
func (s *Store) HasPoint(ctx context.Context, campaign, commune, point string) (bool, error) {
	const query = `
		SELECT EXISTS (SELECT FROM points WHERE campaign_id = @campaign AND commune_code = @commune AND id::text = @point)`
	var found bool
	err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "commune": commune, "point": point}).Scan(&found)
	if err != nil {
		return false, fmt.Errorf("read point %s: %w", point, translate(err))
	}
	return found, nil
}

// Vocabulary is what rows of a campaign may name.
type Vocabulary struct{ Communes, Skills map[string]bool }

// Vocabulary returns the campaign's commune codes and skill codes.
func (s *Store) Vocabulary(ctx context.Context, campaign string) (Vocabulary, error) {
	const query = `
		SELECT 'commune', commune_code FROM campaign_communes WHERE campaign_id = @campaign
		UNION ALL
		SELECT 'skill', code FROM skills WHERE campaign_id = @campaign
		ORDER BY 1, 2`
	words := Vocabulary{Communes: map[string]bool{}, Skills: map[string]bool{}}
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign})
	if err != nil {
		return words, fmt.Errorf("read the campaign's vocabulary: %w", translate(err))
	}
	var sort, code string
	_, err = pgx.ForEachRow(rows, []any{&sort, &code}, func() error {
		if sort == "skill" {
			words.Skills[code] = true
		} else {
			words.Communes[code] = true
		}
		return nil
	})
	if err != nil {
		return words, fmt.Errorf("read the campaign's vocabulary: %w", translate(err))
	}
	return words, nil
}

// HasOrganisation tells whether an organisation that lends people is in the campaign.
func (s *Store) HasOrganisation(ctx context.Context, campaign, id string) (bool, error) {
	const query = `
		SELECT EXISTS (SELECT FROM organisations WHERE campaign_id = @campaign AND id::text = @id)`
	var found bool
	err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "id": id}).Scan(&found)
	if err != nil {
		return false, fmt.Errorf("read organisation %s: %w", id, translate(err))
	}
	return found, nil
}
