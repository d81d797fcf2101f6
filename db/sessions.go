package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AddSession keeps that a browser is signed in, by the hash of its cookie.
func (s *Store) AddSession(ctx context.Context, hash []byte, m roster.StaffMember, session roster.Session) error {
	const query = `
		INSERT INTO sessions (hash, id, campaign_id, staff_id, device, created_at, seen_at, expires_at)
		VALUES (@hash, @id, @campaign, @staff, @device, @created, @seen, @expires)`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"hash": hash, "id": session.ID, "campaign": m.Campaign, "staff": m.ID, "device": session.Device,
		"created": session.CreatedAt, "seen": session.SeenAt, "expires": session.ExpiresAt,
	})
	if err != nil {
		return fmt.Errorf("add session: %w", translate(err))
	}
	return nil
}

// SessionViewer returns who is signed in with a cookie and notes that the session is used;
// NotFound when it has ended: revoked, expired or not used since idle. It writes only when the
// note is older than a few minutes.
func (s *Store) SessionViewer(ctx context.Context, hash []byte, idle, now time.Time) (roster.Viewer, error) {
	const query = `
		WITH found AS (
			SELECT x.hash, x.id AS session, x.seen_at, m.*
			FROM sessions x
			JOIN staff m ON m.campaign_id = x.campaign_id AND m.id = x.staff_id
			WHERE x.hash = @hash AND x.revoked_at IS NULL AND x.expires_at > @now AND x.seen_at > @idle AND m.revoked_at IS NULL), noted AS (
			UPDATE sessions
			SET seen_at = @now
			WHERE hash IN (SELECT hash FROM found WHERE seen_at < @noted))
		SELECT campaign_id, role, coalesce(organisation_id::text, ''), coalesce(commune_code, ''), id, session
		FROM found`
	const few = 5 * time.Minute
	var v roster.Viewer
	err := s.conn.QueryRow(ctx, query, namedArgs{"hash": hash, "idle": idle, "now": now, "noted": now.Add(-few)}).
		Scan(&v.Campaign, &v.Role, &v.Organisation, &v.Commune, &v.Staff, &v.Session)
	if err != nil {
		return roster.Viewer{}, fmt.Errorf("read session: %w", translate(err))
	}
	return v, nil
}

// Sessions returns where somebody is signed in, the newest first.
func (s *Store) Sessions(ctx context.Context, campaign, staff string, idle, now time.Time) ([]roster.Session, error) {
	const query = `
		SELECT id, device, created_at, seen_at, expires_at
		FROM sessions
		WHERE campaign_id = @campaign AND staff_id = @staff AND revoked_at IS NULL AND expires_at > @now AND seen_at > @idle
		ORDER BY created_at DESC, id`
	return collect(ctx, s, "sessions", query, namedArgs{"campaign": campaign, "staff": staff, "idle": idle, "now": now}, pgx.RowToStructByPos[roster.Session])
}

// RevokeSession signs one of somebody's browsers out; NotFound when it isn't theirs or has ended.
func (s *Store) RevokeSession(ctx context.Context, campaign, staff, id string, now time.Time) error {
	const query = `
		UPDATE sessions
		SET revoked_at = @now
		WHERE campaign_id = @campaign AND staff_id = @staff AND id = @id AND revoked_at IS NULL`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "staff": staff, "id": id, "now": now})
	if err != nil {
		return fmt.Errorf("revoke session: %w", translate(err))
	}
	if tag.RowsAffected() == 0 {
		return roster.Missing("session")
	}
	return nil
}
