package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// ShowUp is how many of the shifts that a volunteer had promised they came to.
type ShowUp struct {
	Volunteer      string
	Came, Promised int
}

// ShowUps counts presence since a moment, by volunteer; who has promised nothing has no row. An
// absence of somebody who came late after all, and has a new assignment of the role, is none.
func (s *Store) ShowUps(ctx context.Context, campaign string, volunteers []string, since time.Time) ([]ShowUp, error) {
	const query = `
		SELECT volunteer_id,
		       count(*) FILTER (WHERE came) AS came,
		       count(*) AS promised
		FROM (SELECT volunteer_id, bool_or(state <> 'no_show') AS came
		      FROM assignments
		      WHERE campaign_id = @campaign AND volunteer_id = ANY(@volunteers::uuid[]) AND starts_at >= @since
		        AND state IN ('checked_in', 'completed', 'left_early', 'no_show')
		      GROUP BY volunteer_id, role_id) shifts
		GROUP BY volunteer_id
		ORDER BY volunteer_id`
	args := namedArgs{"campaign": campaign, "volunteers": volunteers, "since": since}
	return collect(ctx, s, "who came", query, args, pgx.RowToStructByPos[ShowUp])
}
