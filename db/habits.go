package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// answersSince are the asks that people have answered or let pass since a moment, with when
// the text might leave. An ask that was withdrawn or failed says nothing of anybody, and a seat
// that somebody chose on their page wasn't asked for.
const answersSince = `
	answers AS (
		SELECT v.organisation_id, q.state, greatest(q.queued_at, m.not_before) AS asked_at,
		       extract(epoch FROM q.closed_at - greatest(q.queued_at, m.not_before))::float8 / 60 AS minutes
		FROM asks q
		JOIN volunteers v ON v.campaign_id = q.campaign_id AND v.id = q.volunteer_id
		JOIN messages m ON m.campaign_id = q.campaign_id AND m.id = q.message_id
		WHERE q.campaign_id = @campaign AND q.state IN ('accepted', 'declined', 'expired') AND q.closed_at >= @since AND q.channel <> 'link'
		  AND (@see_all OR v.organisation_id = @see_organisation))`

// OrganisationHabits sums up answers and presence since a moment, by organisation; one whose
// people were neither asked nor promised isn't in it.
func (s *Store) OrganisationHabits(ctx context.Context, scope roster.Scope, since time.Time) ([]roster.OrganisationHabits, error) {
	const query = `
		WITH` + answersSince + `,
		answered AS (
			SELECT organisation_id, count(*) AS asked, count(*) FILTER (WHERE state = 'accepted') AS yes,
			       percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes) FILTER (WHERE state <> 'expired') AS median
			FROM answers
			GROUP BY organisation_id),
		shown AS (
			SELECT organisation_id, count(*) AS promised, count(*) FILTER (WHERE came) AS came
			FROM (SELECT organisation_id, bool_or(state <> 'no_show') AS came
			      FROM assignments
			      WHERE campaign_id = @campaign AND starts_at >= @since AND state IN ('checked_in', 'completed', 'left_early', 'no_show')
			        AND (@see_all OR organisation_id = @see_organisation)
			      GROUP BY organisation_id, volunteer_id, role_id) shifts
			GROUP BY organisation_id)
		SELECT organisation_id, coalesce(asked, 0), coalesce(yes, 0), coalesce(promised, 0), coalesce(came, 0), median
		FROM answered
		FULL JOIN shown USING (organisation_id)
		ORDER BY organisation_id`
	return collect(ctx, s, "how organisations answer", query, within(scope, namedArgs{"since": since}), pgx.RowToStructByPos[roster.OrganisationHabits])
}

// HourHabits sums up answers since a moment by the hour, in a time zone, at which people were
// asked.
func (s *Store) HourHabits(ctx context.Context, scope roster.Scope, since time.Time, zone string) ([]roster.HourHabits, error) {
	const query = `
		WITH` + answersSince + `
		SELECT extract(hour FROM asked_at AT TIME ZONE @zone)::int AS hour, count(*), count(*) FILTER (WHERE state <> 'expired'),
		       percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes) FILTER (WHERE state <> 'expired')
		FROM answers
		GROUP BY hour
		ORDER BY hour`
	return collect(ctx, s, "when people answer", query, within(scope, namedArgs{"since": since, "zone": zone}), pgx.RowToStructByPos[roster.HourHabits])
}
