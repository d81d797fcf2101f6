package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Pool is what seats are held against: people, what they are asked for or have taken in a
// span, how they have answered and how much they are being asked, beside the communes where
// they live and serve.
type Pool struct {
	People  []roster.Volunteer
	Places  []roster.Commune
	Duties  []Duty
	Records []AnswerRecord
	Loads   []AskLoad
}

// PoolQuery says whom to read (IDs nil means everybody) and as of when: duties within Span,
// answers weighing half after each HalfLife before Now, asks of the last day and week.
type PoolQuery struct {
	Campaign string
	IDs      []string
	Span     roster.Span
	HalfLife time.Duration
	Now      time.Time
}

// Pool reads a pool in one round trip: nothing is read more often.
func (s *Store) Pool(ctx context.Context, q PoolQuery) (Pool, error) {
	var p Pool
	var batch pgx.Batch
	p.queue(&batch, q)
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return Pool{}, fmt.Errorf("read people, duties and asks: %w", translate(err))
	}
	return p, nil
}

func (p *Pool) queue(batch *pgx.Batch, q PoolQuery) {
	p.queueHeld(batch, q)
	queue(batch, recordsQuery(q.IDs), recordsArgs(q.Campaign, q.IDs, q.HalfLife, q.Now), pgx.RowToStructByPos[AnswerRecord], &p.Records)
}

// queueHeld is queue without how people have answered: nothing keeps them from a seat but the rest.
func (p *Pool) queueHeld(batch *pgx.Batch, q PoolQuery) {
	people := namedArgs{"campaign": q.Campaign, "ids": q.IDs}
	queue(batch, peopleQuery(q.IDs), people, scanPerson, &p.People)
	queue(batch, placesOfQuery(q.IDs), dutiesArgs(q.Campaign, q.IDs, q.Span), pgx.RowToStructByPos[roster.Commune], &p.Places)
	queue(batch, dutiesQuery(q.IDs), dutiesArgs(q.Campaign, q.IDs, q.Span), pgx.RowToStructByPos[Duty], &p.Duties)
	queue(batch, loadsQuery(q.IDs), loadsArgs(q.Campaign, q.IDs, q.Now), pgx.RowToStructByPos[AskLoad], &p.Loads)
}

// placesOfQuery reads the communes that a pool is about: for a few people a few of them.
func placesOfQuery(ids []string) string {
	if ids == nil {
		return placesQuery
	}
	return `
		SELECT code, name, name_en, kind, lat, lon, population
		FROM communes
		WHERE code IN (
			SELECT home_code FROM volunteers WHERE campaign_id = @campaign` + ofPeople("id", ids) + `
			UNION ALL
			SELECT commune_code FROM assignments
			WHERE campaign_id = @campaign` + ofPeople("volunteer_id", ids) + ` AND starts_at < @to AND ends_at > @from)
		ORDER BY code`
}

// queue puts a query on a batch, whose rows it collects into a list.
func queue[T any](batch *pgx.Batch, query string, args namedArgs, scan pgx.RowToFunc[T], into *[]T) {
	batch.Queue(query, args).Query(func(rows pgx.Rows) error {
		var err error
		*into, err = pgx.CollectRows(rows, scan)
		return err
	})
}

// Duty is a live or served assignment of a volunteer, as eligibility counts it.
type Duty struct {
	Volunteer, Shift, Commune string
	StartsAt, EndsAt          time.Time
}

// dutiesQuery reads what people are asked for, have taken or served in a span of time, by
// start.
func dutiesQuery(ids []string) string {
	return `
		SELECT volunteer_id AS volunteer, shift_id AS shift, commune_code AS commune, starts_at, ends_at
		FROM assignments
		WHERE campaign_id = @campaign` + ofPeople("volunteer_id", ids) + `
		  AND state IN ('offered', 'confirmed', 'checked_in', 'completed', 'left_early')
		  AND starts_at < @to AND ends_at > @from
		ORDER BY starts_at, id`
}

func dutiesArgs(campaign string, ids []string, span roster.Span) namedArgs {
	return namedArgs{"campaign": campaign, "ids": ids, "from": span.Start, "to": span.End}
}

// AskLoad is how much a volunteer is being asked: how many asks are open, and when each message of
// the last week that asks them, and each text of the last day, was queued, the oldest first.
type AskLoad struct {
	Volunteer  string
	OpenAsks   int
	AskedAt    []time.Time
	TextedAt   []time.Time
	Suppressed bool
}

// AskLoads counts how much people are being asked, and says whose number must not be texted. ids
// nil means everybody.
func (s *Store) AskLoads(ctx context.Context, campaign string, ids []string, now time.Time) ([]AskLoad, error) {
	return collect(ctx, s, "how often people are asked", loadsQuery(ids), loadsArgs(campaign, ids, now), pgx.RowToStructByPos[AskLoad])
}

func loadsQuery(ids []string) string {
	return `
		SELECT v.id AS volunteer,
		       (SELECT count(*) FROM asks a WHERE a.campaign_id = v.campaign_id AND a.volunteer_id = v.id AND a.closed_at IS NULL),
		       ARRAY(SELECT min(a.queued_at)
		             FROM asks a
		             WHERE a.campaign_id = v.campaign_id AND a.volunteer_id = v.id AND a.queued_at >= @since
		             GROUP BY a.message_id
		             ORDER BY 1),
		       ARRAY(SELECT m.queued_at
		             FROM messages m
		             WHERE m.campaign_id = v.campaign_id AND m.volunteer_id = v.id AND m.queued_at >= @yesterday
		             ORDER BY 1),
		       EXISTS (SELECT FROM suppressions p WHERE p.phone = v.phone` + perRow + `)
		FROM volunteers v
		WHERE v.campaign_id = @campaign` + ofPeople("v.id", ids) + `
		ORDER BY v.id`
}

func loadsArgs(campaign string, ids []string, now time.Time) namedArgs {
	const day, week = 24 * time.Hour, 7 * 24 * time.Hour
	return namedArgs{"campaign": campaign, "ids": ids, "since": now.Add(-week), "yesterday": now.Add(-day)}
}
