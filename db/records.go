package db

import (
	"time"
)

// AnswerRecord is how a volunteer has answered: counts, and the same with each answer
// weighing half after every half-life.
type AnswerRecord struct {
	Volunteer              string
	Yes, Asked             int
	YesWeight, AskedWeight float64
}

// recordsQuery sums up how people answered their asks within six half-lives before now, by volunteer;
// who was never asked has no row. An ask that was withdrawn or failed isn't an answer, and a seat that
// somebody chose on their page wasn't asked for.
func recordsQuery(ids []string) string {
	return `
		SELECT volunteer_id AS volunteer,
		       count(*) FILTER (WHERE state = 'accepted') AS yes,
		       count(*) AS asked,
		       coalesce(sum(weight) FILTER (WHERE state = 'accepted'), 0)::float8 AS yes_weight,
		       sum(weight)::float8 AS asked_weight
		FROM (SELECT volunteer_id, state,
		             ` + ageWeight("closed_at") + ` AS weight
		      FROM asks
		      WHERE campaign_id = @campaign` + ofPeople("volunteer_id", ids) + `
		        AND state IN ('accepted', 'declined', 'expired') AND closed_at >= @since AND channel <> 'link') answers
		GROUP BY volunteer_id
		ORDER BY volunteer_id`
}

// ageWeight is what something weighs that was at the time of a column: half after every half-life. Its
// arguments are among recordsArgs'.
func ageWeight(at string) string {
	return `power(0.5::float8, greatest(0, date_part('epoch', @now::timestamptz - ` + at + `)) / @half_life::float8)`
}

func recordsArgs(campaign string, ids []string, halfLife time.Duration, now time.Time) namedArgs {
	const lives = 6
	return namedArgs{"campaign": campaign, "ids": ids, "now": now, "half_life": halfLife.Seconds(), "since": now.Add(-lives * halfLife)}
}
