package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AlertAbsentFloors raises an alert for each floor role without a checked-in person whose
// shift begins after now and by soon, once per role, and returns how many are new.
func (s *Store) AlertAbsentFloors(ctx context.Context, campaign string, now, soon time.Time) (int, error) {
	const query = `
		INSERT INTO alerts (campaign_id, kind, role_id, shift_id, commune_code, raised_at, risk)
		SELECT r.campaign_id, @kind, r.id, sh.id, sh.commune_code, @now, 1
		FROM shifts sh
		JOIN roles r ON r.campaign_id = sh.campaign_id AND r.shift_id = sh.id
		WHERE sh.campaign_id = @campaign AND sh.starts_at > @now AND sh.starts_at <= @soon AND sh.cancelled_at IS NULL AND r.floor
		  AND NOT EXISTS (SELECT FROM assignments a
		                  WHERE a.campaign_id = r.campaign_id AND a.role_id = r.id AND a.state = 'checked_in')
		ON CONFLICT ON CONSTRAINT alerts_role_key DO NOTHING`
	args := pgx.NamedArgs{"campaign": campaign, "kind": roster.FloorAbsent, "now": now, "soon": soon}
	tag, err := s.conn.Exec(ctx, query, args)
	if err != nil {
		return 0, fmt.Errorf("alert to absent floor roles: %w", translate(err))
	}
	return int(tag.RowsAffected()), nil
}

// ClearAlerts ends what stands open for a role; kinds nil means of every kind.
func (s *Store) ClearAlerts(ctx context.Context, campaign, role string, kinds []roster.AlertKind, now time.Time) error {
	const query = `
		UPDATE alerts
		SET cleared_at = @now
		WHERE campaign_id = @campaign AND role_id = @role AND cleared_at IS NULL AND (@kinds::text[] IS NULL OR kind = ANY(@kinds))`
	args := pgx.NamedArgs{"campaign": campaign, "role": role, "kinds": kinds, "now": now}
	if _, err := s.conn.Exec(ctx, query, args); err != nil {
		return fmt.Errorf("clear alerts of role %s: %w", role, translate(err))
	}
	return nil
}

// Alerts returns what stands open and concerns the scope, of shifts that aren't over: the
// first to begin first.
func (s *Store) Alerts(ctx context.Context, scope roster.Scope, now time.Time) ([]roster.Alert, error) {
	const query = `
		SELECT l.id, l.kind, l.role_id, l.shift_id, l.commune_code, l.raised_at, l.risk
		FROM alerts l
		JOIN shifts sh ON sh.campaign_id = l.campaign_id AND sh.id = l.shift_id
		WHERE l.campaign_id = @campaign AND l.cleared_at IS NULL AND sh.ends_at > @now
		  AND (@see_all OR l.commune_code = @see_commune)
		ORDER BY sh.starts_at, l.id`
	return collect(ctx, s, "alerts", query, within(scope, pgx.NamedArgs{"now": now}), pgx.RowToStructByPos[roster.Alert])
}
