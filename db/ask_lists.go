package db

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

const qColumns = `
	q.id, q.assignment_id, q.volunteer_id, q.phone, q.code, q.link, q.channel, q.state, q.mode, q.deadline, q.message_id, q.queued_at`

func scanAsk(row pgx.CollectableRow) (roster.Ask, error) {
	var a roster.Ask
	err := row.Scan(askFields(&a)...)
	return a, err
}

// LatestAsks returns the newest ask of each of the assignments.
func (s *Store) LatestAsks(ctx context.Context, scope roster.Scope, assignments []string) ([]roster.Ask, error) {
	const query = `SELECT DISTINCT ON (q.assignment_id)` + qColumns + `
		FROM asks q
		JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
		WHERE q.campaign_id = @campaign AND q.assignment_id = ANY(@assignments)
		  AND ` + seesAssignment + `
		ORDER BY q.assignment_id, q.queued_at DESC, q.id DESC`
	return collect(ctx, s, "asks", query, within(scope, namedArgs{"assignments": assignments}), scanAsk)
}

// AsksOfRole returns all asks about a role that the scope sees, newest first.
func (s *Store) AsksOfRole(ctx context.Context, scope roster.Scope, role string) ([]roster.Ask, error) {
	const query = `SELECT` + qColumns + `
		FROM asks q
		JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
		WHERE q.campaign_id = @campaign AND a.role_id = @role
		  AND ` + seesAssignment + `
		ORDER BY q.queued_at DESC, q.id DESC`
	return collect(ctx, s, "asks", query, within(scope, namedArgs{"role": role}), scanAsk)
}

// Asks returns asks by their ids.
func (s *Store) Asks(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Ask, error) {
	const query = `SELECT` + qColumns + `
		FROM asks q
		JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
		WHERE q.campaign_id = @campaign AND q.id = ANY(@ids::uuid[])
		  AND ` + seesAssignment + `
		ORDER BY q.id`
	return collect(ctx, s, "asks", query, within(scope, namedArgs{"ids": ids}), scanAsk)
}

// AskQuery is which asks a page holds: in any of the states where there are any, of one
// commune or volunteer where that is set; First after After.
type AskQuery struct {
	States             []roster.AskState
	Commune, Volunteer string
	First              int
	After              Position
}

// AskPage returns a page of asks, newest first.
func (s *Store) AskPage(ctx context.Context, scope roster.Scope, q AskQuery) ([]roster.Ask, error) {
	const query = `SELECT` + qColumns + `
		FROM asks q
		JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
		WHERE q.campaign_id = @campaign
		  AND (@states::text[] IS NULL OR q.state = ANY(@states))
		  AND (@commune = '' OR a.commune_code = @commune)
		  AND (@volunteer::uuid IS NULL OR q.volunteer_id = @volunteer)
		  AND (@after_id::uuid IS NULL OR (q.queued_at, q.id) < (@after_time, @after_id))
		  AND ` + seesAssignment + `
		ORDER BY q.queued_at DESC, q.id DESC
		LIMIT @first`
	return collect(ctx, s, "asks", query, within(scope, namedArgs{
		"states": q.States, "commune": q.Commune, "volunteer": orNull(q.Volunteer), "first": q.First,
		"after_id": orNull(q.After.ID), "after_time": q.After.Time,
	}), scanAsk)
}

// Messages returns texts by their ids: to the department and to the volunteer's own
// organisation.
func (s *Store) Messages(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Message, error) {
	const query = `
		SELECT m.id, m.volunteer_id, m.purpose, m.body, m.segments, m.state, m.queued_at, m.sent_at
		FROM messages m
		JOIN volunteers v ON v.campaign_id = m.campaign_id AND v.id = m.volunteer_id
		WHERE m.campaign_id = @campaign AND m.id = ANY(@ids)
		  AND (@see_all OR v.organisation_id = @see_organisation::uuid OR v.id = @see_volunteer::uuid)
		ORDER BY m.id`
	return collect(ctx, s, "messages", query, within(scope, namedArgs{"ids": ids}), func(row pgx.CollectableRow) (roster.Message, error) {
		var m roster.Message
		err := row.Scan(&m.ID, &m.Volunteer, &m.Purpose, &m.Body, &m.Segments, &m.State, &m.QueuedAt, &m.SentAt)
		return m, err
	})
}
