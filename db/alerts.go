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
	args := namedArgs{"campaign": campaign, "kind": roster.FloorAbsent, "now": now, "soon": soon}
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
	args := namedArgs{"campaign": campaign, "role": role, "kinds": kinds, "now": now}
	return s.later(ctx, "clear alerts of role "+role, query, args, nil)
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
	return collect(ctx, s, "alerts", query, within(scope, namedArgs{"now": now}), pgx.RowToStructByPos[roster.Alert])
}

// Risk is how likely a seat of a role stays empty, 0 to 1.
type Risk struct {
	Role string
	Risk float64
}

// SaveRisks raises an alert for each role with a risk of at least from, keeps those that stand
// up to date, ends those of the roles with less, and returns how many are new.
func (s *Store) SaveRisks(ctx context.Context, campaign string, risks []Risk, from float64, now time.Time) (int, error) {
	const query = `
		WITH measured AS (
			SELECT * FROM unnest(@roles::uuid[], @risks::float8[]) AS m (role_id, risk)),
		ended AS (
			UPDATE alerts l SET cleared_at = @now
			FROM measured m
			WHERE l.campaign_id = @campaign AND l.kind = @kind AND l.role_id = m.role_id AND l.cleared_at IS NULL AND m.risk < @from),
		raised AS (
			INSERT INTO alerts AS l (campaign_id, kind, role_id, shift_id, commune_code, raised_at, risk)
			SELECT r.campaign_id, @kind, r.id, sh.id, sh.commune_code, @now, m.risk
			FROM measured m
			JOIN roles r ON r.campaign_id = @campaign AND r.id = m.role_id
			JOIN shifts sh ON sh.campaign_id = r.campaign_id AND sh.id = r.shift_id
			WHERE m.risk >= @from
			ORDER BY r.id
			ON CONFLICT ON CONSTRAINT alerts_role_key DO UPDATE
			SET risk = excluded.risk, cleared_at = NULL,
			    raised_at = CASE WHEN l.cleared_at IS NULL THEN l.raised_at ELSE excluded.raised_at END
			RETURNING l.raised_at)
		SELECT count(*) FROM raised WHERE raised_at = @now`
	roles, values := make([]string, len(risks)), make([]float64, len(risks))
	for i, r := range risks {
		roles[i], values[i] = r.Role, r.Risk
	}
	var raised int
	args := namedArgs{"campaign": campaign, "kind": roster.SeatRisk, "roles": roles, "risks": values, "from": from, "now": now}
	if err := s.conn.QueryRow(ctx, query, args).Scan(&raised); err != nil {
		return 0, fmt.Errorf("save the risks of seats: %w", translate(err))
	}
	return raised, nil
}
