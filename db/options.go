package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Options returns empty seats that somebody might choose, of shifts that begin in a span, the
// nearest to their home first: at most limit. It narrows down by skill, kind, distance, clash
// and what they were asked before, as Reachable does for one seat; the exact answer is the
// policy's. A seat for which as many people are asked as are missing isn't empty.
func (s *Store) Options(ctx context.Context, campaign, volunteer string, span roster.Span, limit int) ([]Seat, error) {
	const query = `SELECT` + seatColumns + seatTables + `
		JOIN volunteers v ON v.campaign_id = r.campaign_id AND v.id = @volunteer
		JOIN communes home ON home.code = v.home_code
		JOIN volunteer_skills own ON own.campaign_id = v.campaign_id AND own.volunteer_id = v.id AND own.skill = r.skill AND own.level >= r.level
		WHERE r.campaign_id = @campaign AND sh.starts_at > @from AND sh.starts_at < @to AND sh.cancelled_at IS NULL
		  AND r.taken < r.seats AND (r.kind = '' OR r.kind = v.kind)
		  AND ` + kmBetweenHomeAndCommune + ` <= v.max_km + 1
		  AND r.taken + (SELECT count(*) FROM assignments a
		                 WHERE a.campaign_id = r.campaign_id AND a.role_id = r.id
		                   AND a.state IN ('proposed', 'offered') AND NOT a.holds_seat) < r.seats
		  AND NOT EXISTS (SELECT FROM assignments a
		                  WHERE a.campaign_id = v.campaign_id AND a.volunteer_id = v.id
		                    AND (a.role_id = r.id
		                         OR a.state IN ('proposed', 'offered', 'confirmed', 'checked_in', 'completed', 'left_early')
		                            AND a.span && tstzrange(sh.starts_at, sh.ends_at, '[)')))
		ORDER BY ` + kmBetweenHomeAndCommune + `, sh.starts_at, r.id
		LIMIT @limit`
	seats, err := s.seats(ctx, query, pgx.NamedArgs{
		"campaign": campaign, "volunteer": volunteer, "from": span.Start, "to": span.End, "limit": limit,
	})
	if err != nil {
		return nil, fmt.Errorf("look for seats for volunteer %s: %w", volunteer, err)
	}
	return seats, nil
}

// kmBetweenHomeAndCommune is about the distance between two communes, home and c, in
// kilometres, on a plane that touches the Earth there.
const kmBetweenHomeAndCommune = `sqrt(power((home.lat - c.lat) * 111.2, 2) + power((home.lon - c.lon) * 111.2 * cos(radians(c.lat)), 2))`
