package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AddToken stores the hash of an access token and whose it is.
func (s *Store) AddToken(ctx context.Context, hash []byte, v roster.Viewer, label string, demo bool, expires time.Time) error {
	const query = `
		INSERT INTO access_tokens (hash, campaign_id, role, organisation_id, commune_code, volunteer_id, demo, label, expires_at)
		VALUES (@hash, @campaign, @role, @organisation, @commune, @volunteer, @demo, @label, @expires)`
	_, err := s.conn.Exec(ctx, query, pgx.NamedArgs{
		"hash": hash, "campaign": v.Campaign, "role": v.Role, "organisation": orNull(v.Organisation), "commune": orNull(v.Commune),
		"volunteer": orNull(v.Volunteer), "demo": demo, "label": label, "expires": expires,
	})
	if err != nil {
		return fmt.Errorf("add access token: %w", translate(err))
	}
	return nil
}

// TokenViewer returns whose token this is and whether it is one of the demo's; NotFound when
// it isn't one or has expired.
func (s *Store) TokenViewer(ctx context.Context, hash []byte, now time.Time) (v roster.Viewer, demo bool, err error) {
	const query = `
		SELECT campaign_id, role, coalesce(organisation_id::text, ''), coalesce(commune_code, ''), coalesce(volunteer_id::text, ''), demo
		FROM access_tokens
		WHERE hash = @hash AND expires_at > @now`
	err = s.conn.QueryRow(ctx, query, pgx.NamedArgs{"hash": hash, "now": now}).
		Scan(&v.Campaign, &v.Role, &v.Organisation, &v.Commune, &v.Volunteer, &demo)
	if err != nil {
		return roster.Viewer{}, false, fmt.Errorf("read access token: %w", translate(err))
	}
	return v, demo, nil
}
