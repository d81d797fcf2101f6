package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// SetStandby replaces when somebody is on standby from now on. Spans that overlap are a
// conflict.
func (s *Store) SetStandby(ctx context.Context, campaign, volunteer string, spans []roster.Span, now time.Time) error {
	const forget = `DELETE FROM standbys WHERE campaign_id = @campaign AND volunteer_id = @volunteer AND ends_at > @now`
	if _, err := s.conn.Exec(ctx, forget, namedArgs{"campaign": campaign, "volunteer": volunteer, "now": now}); err != nil {
		return fmt.Errorf("clear the standby of volunteer %s: %w", volunteer, translate(err))
	}
	const insert = `
		INSERT INTO standbys (campaign_id, volunteer_id, starts_at, ends_at, set_at)
		SELECT @campaign, @volunteer, unnest(@starts::timestamptz[]), unnest(@ends::timestamptz[]), @now`
	var starts, ends []time.Time
	for _, span := range spans {
		starts, ends = append(starts, span.Start), append(ends, span.End)
	}
	args := namedArgs{"campaign": campaign, "volunteer": volunteer, "starts": starts, "ends": ends, "now": now}
	if _, err := s.conn.Exec(ctx, insert, args); err != nil {
		return fmt.Errorf("set the standby of volunteer %s: %w", volunteer, translate(err))
	}
	return nil
}

// Standbys returns who can be called at short notice in some part of a span, of the people whom
// a scope may see, by start.
func (s *Store) Standbys(ctx context.Context, scope roster.Scope, span roster.Span) ([]roster.Standby, error) {
	const query = `
		SELECT b.volunteer_id, b.starts_at, b.ends_at
		FROM standbys b
		JOIN volunteers v ON v.campaign_id = b.campaign_id AND v.id = b.volunteer_id
		WHERE b.campaign_id = @campaign AND b.starts_at < @to AND b.ends_at > @from AND ` + seesVolunteer + `
		ORDER BY b.starts_at, b.volunteer_id`
	return collect(ctx, s, "who is on standby", query, within(scope, namedArgs{"from": span.Start, "to": span.End}), scanStandby)
}

func scanStandby(row pgx.CollectableRow) (roster.Standby, error) {
	var b roster.Standby
	err := row.Scan(&b.Volunteer, &b.Span.Start, &b.Span.End)
	return b, err
}

// OnStandby names those who can be called for all of a span.
func (s *Store) OnStandby(ctx context.Context, campaign string, span roster.Span) ([]string, error) {
	const query = `
		SELECT volunteer_id
		FROM standbys
		WHERE campaign_id = @campaign AND starts_at <= @from AND ends_at >= @to
		ORDER BY volunteer_id`
	args := namedArgs{"campaign": campaign, "from": span.Start, "to": span.End}
	return collect(ctx, s, "who can be called", query, args, pgx.RowTo[string])
}

// Reserve counts for each commune that a scope coordinates the people on standby in some part
// of a span who live near enough, the fewest first.
func (s *Store) Reserve(ctx context.Context, scope roster.Scope, span roster.Span) ([]roster.CommuneReserve, error) {
	const query = `
		SELECT c.code, count(DISTINCT v.id)
		FROM campaign_communes cc
		JOIN communes c ON c.code = cc.commune_code
		LEFT JOIN (standbys b
		           JOIN volunteers v ON v.campaign_id = b.campaign_id AND v.id = b.volunteer_id
		           JOIN communes home ON home.code = v.home_code)
		  ON b.campaign_id = cc.campaign_id AND b.starts_at < @to AND b.ends_at > @from
		     AND ` + kmBetweenHomeAndCommune + ` <= v.max_km
		WHERE cc.campaign_id = @campaign AND (@see_all OR cc.commune_code = @see_commune)
		GROUP BY c.code
		ORDER BY count(DISTINCT v.id), c.code`
	return collect(ctx, s, "the reserve", query, within(scope, namedArgs{"from": span.Start, "to": span.End}), pgx.RowToStructByPos[roster.CommuneReserve])
}

// kmBetweenHomeAndCommune is about the distance between two communes, home and c, in
// kilometres, on a plane that touches the Earth there.
const kmBetweenHomeAndCommune = `sqrt(power((home.lat - c.lat) * 111.2, 2) + power((home.lon - c.lon) * 111.2 * cos(radians(c.lat)), 2))`
