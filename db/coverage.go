package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Coverage counts what is covered in each commune in a span of days, in one statement
// however many communes there are. codes nil means all. A commune's lowest ratio is that of
// its days.
func (s *Store) Coverage(ctx context.Context, campaign, zone string, codes []string, span roster.Span) (map[string]roster.Coverage, error) {
	days, err := s.DailyCoverage(ctx, campaign, zone, codes, span)
	if err != nil {
		return nil, err
	}
	communes := map[string]roster.Coverage{}
	for _, d := range days {
		sum, known := communes[d.Commune]
		if !known {
			sum.LowestRatio = 1
		}
		communes[d.Commune] = sum.Add(d.Coverage, d.Ratio())
	}
	return communes, nil
}

// DayCoverage is what is covered in a commune of the shifts that begin on one day.
type DayCoverage struct {
	Commune string
	Day     roster.Date
	roster.Coverage
}

// DailyCoverage is Coverage by commune and day; days on which nobody is needed are left out.
func (s *Store) DailyCoverage(ctx context.Context, campaign, zone string, codes []string, span roster.Span) ([]DayCoverage, error) {
	const query = `
		WITH held AS (
			SELECT role_id,
			       count(*) FILTER (WHERE state IN ('confirmed', 'checked_in', 'completed', 'left_early')) AS confirmed,
			       count(*) FILTER (WHERE state = 'offered') AS asked
			FROM assignments
			WHERE campaign_id = @campaign AND starts_at >= @from AND starts_at < @to
			  AND state IN ('offered', 'confirmed', 'checked_in', 'completed', 'left_early')
			  AND (@codes::text[] IS NULL OR commune_code = ANY(@codes))
			GROUP BY role_id)
		SELECT sh.commune_code, (sh.starts_at AT TIME ZONE @zone)::date AS day,
		       sum(r.seats) AS seats, sum(coalesce(h.confirmed, 0)) AS confirmed, sum(coalesce(h.asked, 0)) AS asked,
		       count(*) FILTER (WHERE r.floor) AS floors, count(*) FILTER (WHERE r.floor AND h.confirmed > 0) AS floors_met
		FROM shifts sh
		JOIN roles r ON r.campaign_id = sh.campaign_id AND r.shift_id = sh.id
		LEFT JOIN held h ON h.role_id = r.id
		WHERE sh.campaign_id = @campaign AND sh.starts_at >= @from AND sh.starts_at < @to AND sh.cancelled_at IS NULL
		  AND (@codes::text[] IS NULL OR sh.commune_code = ANY(@codes))
		GROUP BY sh.commune_code, (sh.starts_at AT TIME ZONE @zone)::date
		ORDER BY sh.commune_code, (sh.starts_at AT TIME ZONE @zone)::date`
	args := namedArgs{"campaign": campaign, "zone": zone, "codes": codes, "from": span.Start, "to": span.End}
	return collect(ctx, s, "coverage", query, args, func(row pgx.CollectableRow) (DayCoverage, error) {
		var d DayCoverage
		var day time.Time
		err := row.Scan(&d.Commune, &day, &d.Seats, &d.Confirmed, &d.Asked, &d.Floors, &d.FloorsMet)
		d.Day = roster.DateOf(day, time.UTC)
		return d, err
	})
}
