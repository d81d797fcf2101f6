package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// HourDelays are the answers to questions of an hour of the day, 0 to 23, each weighing half after
// every half-life, and the sum of the natural logarithms of the minutes that they took.
type HourDelays struct {
	Hour                int
	Answers, LogMinutes float64
}

// AnswerDelays sums up how long people took to answer within six half-lives before now, by the hour, in a
// time zone, at which they were asked. Silence isn't an answer.
func (s *Store) AnswerDelays(ctx context.Context, campaign string, halfLife time.Duration, zone string, now time.Time) ([]HourDelays, error) {
	query := `
		WITH` + answersSince + `
		SELECT extract(hour FROM asked_at AT TIME ZONE @zone)::int AS hour, sum(weight), sum(weight * ln(greatest(minutes, 1)))
		FROM (SELECT asked_at, minutes, ` + ageWeight("asked_at") + ` AS weight
		      FROM answers
		      WHERE state <> 'expired') weighed
		GROUP BY hour
		ORDER BY hour`
	args := within(roster.Scope{Campaign: campaign, All: true}, recordsArgs(campaign, nil, halfLife, now))
	args["zone"] = zone
	return collect(ctx, s, "how soon people answer", query, args, pgx.RowToStructByPos[HourDelays])
}
