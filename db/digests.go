package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// WithoutDigest returns the coordinators of the department and the communes for whom no digest of a
// day has been written yet, by id.
func (s *Store) WithoutDigest(ctx context.Context, campaign string, day roster.Date) ([]roster.StaffMember, error) {
	const query = `SELECT` + staffColumns + `
		FROM staff
		WHERE campaign_id = @campaign AND role IN ('department', 'commune') AND revoked_at IS NULL
		  AND NOT EXISTS (SELECT FROM digests d WHERE d.campaign_id = @campaign AND d.staff_id = staff.id AND d.day = @day)
		ORDER BY id`
	args := namedArgs{"campaign": campaign, "day": day.Time(time.UTC)}
	return collect(ctx, s, "who is to get a digest", query, args, scanStaff)
}

// AddDigest notes that somebody's digest of a day is written now. It tells false when one has been.
func (s *Store) AddDigest(ctx context.Context, campaign, staff string, day roster.Date, now time.Time) (bool, error) {
	const query = `
		INSERT INTO digests (campaign_id, staff_id, day, written_at)
		VALUES (@campaign, @staff, @day, @now)
		ON CONFLICT DO NOTHING`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "staff": staff, "day": day.Time(time.UTC), "now": now})
	if err != nil {
		return false, fmt.Errorf("note the digest of staff %s: %w", staff, translate(err))
	}
	return tag.RowsAffected() == 1, nil
}

// Digest sums up the shifts of a day ahead that a scope coordinates, and who didn't come to
// those of today.
func (s *Store) Digest(ctx context.Context, scope roster.Scope, today, ahead roster.Span) (roster.Digest, error) {
	const query = `
		WITH need AS (
			SELECT sh.commune_code, r.floor, r.seats - count(a.id) FILTER (WHERE a.state IN ('confirmed', 'checked_in')) AS empty,
			       count(a.id) FILTER (WHERE a.state = 'offered') AS asked
			FROM shifts sh
			JOIN roles r ON r.campaign_id = sh.campaign_id AND r.shift_id = sh.id
			LEFT JOIN assignments a ON a.campaign_id = r.campaign_id AND a.role_id = r.id
			WHERE sh.campaign_id = @campaign AND sh.starts_at >= @from AND sh.starts_at < @to AND sh.cancelled_at IS NULL
			  AND (@see_all OR sh.commune_code = @see_commune)
			GROUP BY sh.commune_code, r.campaign_id, r.id)
		SELECT count(DISTINCT commune_code) FILTER (WHERE empty > 0),
		       coalesce(sum(empty) FILTER (WHERE floor AND empty > 0), 0)::int,
		       coalesce(sum(empty) FILTER (WHERE NOT floor AND empty > 0), 0)::int,
		       coalesce(sum(asked), 0)::int,
		       (SELECT count(*)
		        FROM assignments a
		        WHERE a.campaign_id = @campaign AND a.state = 'no_show' AND a.starts_at >= @today AND a.starts_at < @tonight
		          AND (@see_all OR a.commune_code = @see_commune))
		FROM need`
	args := within(scope, namedArgs{"from": ahead.Start, "to": ahead.End, "today": today.Start, "tonight": today.End})
	found, err := collect(ctx, s, "the day ahead", query, args, pgx.RowToStructByPos[roster.Digest])
	if err != nil {
		return roster.Digest{}, err
	}
	return found[0], nil
}
