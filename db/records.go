package db

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// AnswerRecord is how a volunteer has answered: counts, and the same with each answer
// weighing half after every half-life.
type AnswerRecord struct {
	Volunteer              string
	Yes, Asked             int
	YesWeight, AskedWeight float64
}

// MemberRecord is the record of a volunteer of an organisation.
type MemberRecord struct {
	AnswerRecord
	Organisation string
}

// AnswerRecords sums up how each of some people answered their asks within six half-lives before
// now, by volunteer; who was never asked has a record of nothing. An ask that was withdrawn or
// failed isn't an answer, and a seat that somebody chose on their page wasn't asked for.
func (s *Store) AnswerRecords(ctx context.Context, campaign string, ids []string, halfLife time.Duration, now time.Time) ([]MemberRecord, error) {
	query := `
		SELECT v.id, coalesce(r.yes, 0), coalesce(r.asked, 0), coalesce(r.yes_weight, 0), coalesce(r.asked_weight, 0), v.organisation_id
		FROM volunteers v
		LEFT JOIN (` + recordsQuery(ids) + `) r ON r.volunteer = v.id
		WHERE v.campaign_id = @campaign AND v.id = ANY(@ids)
		ORDER BY v.id`
	return collect(ctx, s, "how people answered", query, recordsArgs(campaign, ids, halfLife, now), pgx.RowToStructByPos[MemberRecord])
}

// answered are the answers of a campaign and the weight of each.
const answered = `
		SELECT volunteer_id, state,
		       power(0.5::float8, greatest(0, date_part('epoch', @now::timestamptz - closed_at)) / @half_life::float8) AS weight
		FROM asks
		WHERE campaign_id = @campaign AND state IN ('accepted', 'declined', 'expired') AND closed_at >= @since AND channel <> 'link'`

func recordsQuery(ids []string) string {
	return `
		SELECT volunteer_id AS volunteer,
		       count(*) FILTER (WHERE state = 'accepted') AS yes,
		       count(*) AS asked,
		       coalesce(sum(weight) FILTER (WHERE state = 'accepted'), 0)::float8 AS yes_weight,
		       sum(weight)::float8 AS asked_weight
		FROM (` + answered + ofPeople("volunteer_id", ids) + `) answers
		GROUP BY volunteer_id
		ORDER BY volunteer_id`
}

func recordsArgs(campaign string, ids []string, halfLife time.Duration, now time.Time) pgx.NamedArgs {
	const lives = 6
	return pgx.NamedArgs{"campaign": campaign, "ids": ids, "now": now, "half_life": halfLife.Seconds(), "since": now.Add(-lives * halfLife)}
}

// OrganisationAnswers is how the people of an organisation have answered, each answer weighing
// half after every half-life.
type OrganisationAnswers struct {
	Organisation           string
	YesWeight, AskedWeight float64
}

// AnswersByOrganisation sums up the same answers as AnswerRecords for all of a campaign's people,
// by organisation; one whose people were never asked has no row. Weights are summed in millionths,
// so that the order of rows changes no digit.
func (s *Store) AnswersByOrganisation(ctx context.Context, campaign string, halfLife time.Duration, now time.Time) ([]OrganisationAnswers, error) {
	const query = `
		SELECT v.organisation_id,
		       coalesce(sum((a.weight * 1000000)::bigint) FILTER (WHERE a.state = 'accepted'), 0)::float8 / 1000000,
		       sum((a.weight * 1000000)::bigint)::float8 / 1000000
		FROM (` + answered + `) a
		JOIN volunteers v ON v.campaign_id = @campaign AND v.id = a.volunteer_id
		GROUP BY v.organisation_id
		ORDER BY v.organisation_id`
	return collect(ctx, s, "how organisations answered", query, recordsArgs(campaign, nil, halfLife, now), pgx.RowToStructByPos[OrganisationAnswers])
}
