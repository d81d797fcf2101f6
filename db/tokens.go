package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AddToken stores the hash of an access token, whose it is and what for; it gets an id where it
// has none. Demo tokens count in the demo only.
func (s *Store) AddToken(ctx context.Context, hash []byte, v roster.Viewer, t roster.AccessToken, demo bool) error {
	const query = `
		INSERT INTO access_tokens (hash, id, campaign_id, role, organisation_id, commune_code, volunteer_id, demo, label, scopes, created_at, expires_at)
		VALUES (@hash, @id, @campaign, @role, @organisation, @commune, @volunteer, @demo, @label, @scopes, @created, @expires)`
	if t.ID == "" {
		var err error
		if t.ID, err = NewID(); err != nil {
			return err
		}
	}
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"hash": hash, "id": t.ID, "campaign": v.Campaign, "role": v.Role, "organisation": orNull(v.Organisation), "commune": orNull(v.Commune),
		"volunteer": orNull(v.Volunteer), "demo": demo, "label": t.Label, "scopes": t.Scopes, "created": t.CreatedAt, "expires": t.ExpiresAt,
	})
	if err != nil {
		return fmt.Errorf("add access token: %w", translate(err))
	}
	return nil
}

// TokenViewer returns whose token this is and whether it is one of the demo's, and notes that it
// is used, once a minute; NotFound when it isn't one, has expired or was revoked.
func (s *Store) TokenViewer(ctx context.Context, hash []byte, now time.Time) (v roster.Viewer, demo bool, err error) {
	const query = `
		WITH found AS (
			SELECT *
			FROM access_tokens
			WHERE hash = @hash AND expires_at > @now AND revoked_at IS NULL), noted AS (
			UPDATE access_tokens
			SET seen_at = @now
			WHERE hash IN (SELECT hash FROM found WHERE seen_at IS NULL OR seen_at < @noted))
		SELECT campaign_id, role, coalesce(organisation_id::text, ''), coalesce(commune_code, ''), coalesce(volunteer_id::text, ''), id, scopes, demo
		FROM found`
	var scopes []roster.TokenScope
	err = s.conn.QueryRow(ctx, query, namedArgs{"hash": hash, "now": now, "noted": now.Add(-time.Minute)}).
		Scan(&v.Campaign, &v.Role, &v.Organisation, &v.Commune, &v.Volunteer, &v.Token, &scopes, &demo)
	if err != nil {
		return roster.Viewer{}, false, fmt.Errorf("read access token: %w", translate(err))
	}
	v.Grant = roster.GrantOf(scopes)
	return v, demo, nil
}

const ownToken = `(@see_all OR organisation_id = @see_organisation::uuid OR commune_code = @see_commune)`

// Tokens returns the tokens of a desk that still count, of every desk within the scope of all,
// the newest first; those of ids alone where ids isn't nil.
func (s *Store) Tokens(ctx context.Context, scope roster.Scope, ids []string, now time.Time) ([]roster.AccessToken, error) {
	const query = `
		SELECT id, label, role, coalesce(organisation_id::text, ''), coalesce(commune_code, ''), scopes, created_at, expires_at, seen_at
		FROM access_tokens
		WHERE campaign_id = @campaign AND expires_at > @now AND revoked_at IS NULL AND volunteer_id IS NULL
			AND ` + ownToken + `
			AND (@ids::uuid[] IS NULL OR id = ANY (@ids))
		ORDER BY created_at DESC, id`
	return collect(ctx, s, "access tokens", query, within(scope, namedArgs{"ids": ids, "now": now}), pgx.RowToStructByPos[roster.AccessToken])
}

// RevokeToken ends a token of a desk, within the scope of all of every desk; NotFound when there
// is none or it counts no more.
func (s *Store) RevokeToken(ctx context.Context, scope roster.Scope, id string, now time.Time) error {
	const query = `
		UPDATE access_tokens
		SET revoked_at = @now
		WHERE campaign_id = @campaign AND id = @id AND expires_at > @now AND revoked_at IS NULL AND volunteer_id IS NULL
			AND ` + ownToken
	tag, err := s.conn.Exec(ctx, query, within(scope, namedArgs{"id": id, "now": now}))
	if err != nil {
		return fmt.Errorf("revoke access token: %w", translate(err))
	}
	if tag.RowsAffected() == 0 {
		return roster.Missing("token")
	}
	return nil
}
