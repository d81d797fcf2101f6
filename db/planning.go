package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Refusal is a time for which somebody has said no, stayed silent or been taken off by staff.
type Refusal struct {
	Volunteer        string
	StartsAt, EndsAt time.Time
}

// releasedByStaff holds for an assignment a that a coordinator has released.
const releasedByStaff = `
	EXISTS (SELECT FROM assignment_events e
	        WHERE e.campaign_id = a.campaign_id AND e.assignment_id = a.id AND e.to_state = 'released' AND e.actor = 'coordinator'` + perRow + `)`

// RefusalsBetween returns when people said no, stayed silent, withdrew or were released by a
// coordinator, for shifts that begin in a span: a plan must not propose the same again.
// Whoever has changed their mind and holds a place in the shift has refused nothing.
func (s *Store) RefusalsBetween(ctx context.Context, campaign string, span roster.Span) ([]Refusal, error) {
	const query = `
		SELECT volunteer_id AS volunteer, starts_at, ends_at
		FROM assignments a
		WHERE campaign_id = @campaign AND starts_at >= @from AND starts_at < @to
		  AND (state IN ('declined', 'expired', 'withdrawn') OR state = 'released' AND ` + releasedByStaff + `)
		  AND NOT EXISTS (SELECT FROM assignments held
		                  WHERE held.campaign_id = a.campaign_id AND held.volunteer_id = a.volunteer_id AND held.shift_id = a.shift_id
		                    AND held.state IN ('proposed', 'offered', 'confirmed', 'checked_in', 'completed', 'left_early'))
		ORDER BY volunteer_id, starts_at, id`
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "from": span.Start, "to": span.End})
	if err != nil {
		return nil, fmt.Errorf("read refusals: %w", translate(err))
	}
	refusals, err := pgx.CollectRows(rows, pgx.RowToStructByName[Refusal])
	if err != nil {
		return nil, fmt.Errorf("read refusals: %w", translate(err))
	}
	return refusals, nil
}

// Places returns the campaign's communes with their points on the map, by code.
func (s *Store) Places(ctx context.Context, campaign string) ([]roster.Commune, error) {
	return collect(ctx, s, "communes", placesQuery, namedArgs{"campaign": campaign}, pgx.RowToStructByPos[roster.Commune])
}

const placesQuery = `
	SELECT c.code, c.name, c.name_en, c.kind, c.lat, c.lon, c.population
	FROM campaign_communes cc
	JOIN communes c ON c.code = cc.commune_code
	WHERE cc.campaign_id = @campaign
	ORDER BY c.code`
