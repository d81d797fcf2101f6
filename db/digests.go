package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tiepsuc/tiepsuc/roster"
)

// SendDigest is the alarm that sends a coordinator the digest of a day, YYYY-MM-DD.
type SendDigest struct {
	Campaign string `json:"campaign"`
	Staff    string `json:"staff"`
	Day      string `json:"day"`
}

// Kind names the job.
func (SendDigest) Kind() string { return "send_digest" }

// InsertOpts let it wait its turn among the texts.
func (SendDigest) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: "send", Priority: 3}
}

// AddDigests notes that the coordinators of the department and the communes are to hear about a
// day, and returns those for whom that is new.
func (s *Store) AddDigests(ctx context.Context, campaign string, day roster.Date, now time.Time) ([]string, error) {
	const query = `
		INSERT INTO digests (campaign_id, staff_id, day, queued_at)
		SELECT campaign_id, id, @day, @now
		FROM staff
		WHERE campaign_id = @campaign AND role IN ('department', 'commune') AND revoked_at IS NULL
		ORDER BY id
		ON CONFLICT DO NOTHING
		RETURNING staff_id`
	args := pgx.NamedArgs{"campaign": campaign, "day": day.Time(time.UTC), "now": now}
	return collect(ctx, s, "who is to get a digest", query, args, pgx.RowTo[string])
}

// TakeDigest tells whether a digest is still to be sent, and that it is now.
func (s *Store) TakeDigest(ctx context.Context, campaign, staff string, day roster.Date, now time.Time) (bool, error) {
	const query = `
		UPDATE digests
		SET taken_at = @now
		WHERE campaign_id = @campaign AND staff_id = @staff AND day = @day AND taken_at IS NULL`
	tag, err := s.conn.Exec(ctx, query, pgx.NamedArgs{"campaign": campaign, "staff": staff, "day": day.Time(time.UTC), "now": now})
	if err != nil {
		return false, fmt.Errorf("take the digest of staff %s: %w", staff, translate(err))
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
	args := within(scope, pgx.NamedArgs{"from": ahead.Start, "to": ahead.End, "today": today.Start, "tonight": today.End})
	found, err := collect(ctx, s, "the day ahead", query, args, pgx.RowToStructByPos[roster.Digest])
	if err != nil {
		return roster.Digest{}, err
	}
	return found[0], nil
}
