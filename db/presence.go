package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Presence measures each commune's shifts of a span of days up to now, from attendance alone:
// of floor roles the minutes with a checked-in person within the shift, and of all roles the
// hours that people were there. codes nil means all.
func (s *Store) Presence(ctx context.Context, campaign string, codes []string, span roster.Span, now time.Time) (map[string]roster.Presence, error) {
	const query = `
		WITH begun AS (
			SELECT r.id, r.floor, sh.commune_code, tstzrange(sh.starts_at, least(sh.ends_at, @now)) AS span
			FROM shifts sh
			JOIN roles r ON r.campaign_id = sh.campaign_id AND r.shift_id = sh.id
			WHERE sh.campaign_id = @campaign AND sh.starts_at >= @from AND sh.starts_at < @to AND sh.starts_at < @now AND sh.cancelled_at IS NULL
			  AND (@codes::text[] IS NULL OR sh.commune_code = ANY(@codes))),
		there AS (
			SELECT a.role_id, b.span * tstzrange(t.in_at, greatest(t.in_at, coalesce(t.out_at, @now))) AS span
			FROM begun b
			JOIN assignments a ON a.campaign_id = @campaign AND a.role_id = b.id
			JOIN attendance t ON t.campaign_id = a.campaign_id AND t.assignment_id = a.id),
		measured AS (
			SELECT role_id, range_agg(span) AS covered, sum(extract(epoch FROM upper(span) - lower(span))) AS seconds
			FROM there
			WHERE NOT isempty(span)
			GROUP BY role_id)
		SELECT b.commune_code,
		       coalesce(sum(extract(epoch FROM upper(b.span) - lower(b.span))) FILTER (WHERE b.floor), 0)::float8 / 60,
		       coalesce(sum((SELECT sum(extract(epoch FROM upper(c) - lower(c))) FROM unnest(m.covered) AS c)) FILTER (WHERE b.floor), 0)::float8 / 60,
		       coalesce(sum(m.seconds), 0)::float8 / 3600,
		       coalesce(sum((SELECT count(*) FROM assignments a
		                     WHERE a.campaign_id = @campaign AND a.role_id = b.id AND a.state = 'no_show')), 0)::bigint
		FROM begun b
		LEFT JOIN measured m ON m.role_id = b.id
		GROUP BY b.commune_code
		ORDER BY b.commune_code`
	type row struct {
		code string
		roster.Presence
	}
	args := namedArgs{"campaign": campaign, "codes": codes, "from": span.Start, "to": span.End, "now": now}
	rows, err := collect(ctx, s, "presence", query, args, func(r pgx.CollectableRow) (row, error) {
		var x row
		err := r.Scan(&x.code, &x.FloorMinutes, &x.CoveredMinutes, &x.Hours, &x.NoShows)
		return x, err
	})
	if err != nil {
		return nil, err
	}
	communes := make(map[string]roster.Presence, len(rows))
	for _, r := range rows {
		communes[r.code] = r.Presence
	}
	return communes, nil
}
