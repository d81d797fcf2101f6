package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// WithdrawConsent ends what a volunteer has agreed to; its rows stay as proof of what was
// valid when. Where nothing is valid, nothing changes.
func (s *Store) WithdrawConsent(ctx context.Context, campaign, volunteer string, by roster.ViewerRole, now time.Time) error {
	const query = `
		UPDATE consents
		SET withdrawn_at = greatest(given_at, @now::timestamptz), withdrawn_by = @by
		WHERE campaign_id = @campaign AND volunteer_id = @volunteer AND withdrawn_at IS NULL`
	if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "volunteer": volunteer, "by": by, "now": now}); err != nil {
		return fmt.Errorf("withdraw consent: %w", translate(err))
	}
	return nil
}

// Consents returns the ledger of a volunteer, oldest first.
func (s *Store) Consents(ctx context.Context, campaign, volunteer string) ([]roster.Consent, error) {
	const query = `
		SELECT purpose, given_at, withdrawn_at, source, withdrawn_by, text_version, proof
		FROM consents
		WHERE campaign_id = @campaign AND volunteer_id = @volunteer
		ORDER BY given_at, purpose`
	return collect(ctx, s, "consents", query, namedArgs{"campaign": campaign, "volunteer": volunteer}, pgx.RowToStructByName[roster.Consent])
}

// AddPrivacyRequest stores what somebody asks about the own data; one of a kind is open at a
// time.
func (s *Store) AddPrivacyRequest(ctx context.Context, campaign string, r roster.PrivacyRequest) error {
	const query = `
		INSERT INTO privacy_requests (campaign_id, id, volunteer_id, kind, note, received_at, answer_by, carry_out_by, state)
		VALUES (@campaign, @id, @volunteer, @kind, @note, @received_at, @answer_by, @carry_out_by, 'open')`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "id": r.ID, "volunteer": r.Volunteer, "kind": r.Kind, "note": r.Note, "received_at": r.ReceivedAt,
		"answer_by": r.AnswerBy.Time(time.UTC), "carry_out_by": r.CarryOutBy.Time(time.UTC),
	})
	if err != nil {
		return fmt.Errorf("add privacy request: %w", translate(err))
	}
	return nil
}

// ClosePrivacyRequest ends an open request.
func (s *Store) ClosePrivacyRequest(ctx context.Context, campaign, id string, state roster.PrivacyState, outcome string, now time.Time) error {
	const query = `
		UPDATE privacy_requests
		SET state = @state, outcome = @outcome, closed_at = @now
		WHERE campaign_id = @campaign AND id = @id AND state = 'open'`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "id": id, "state": state, "outcome": outcome, "now": now})
	if err != nil {
		return fmt.Errorf("close privacy request %s: %w", id, translate(err))
	}
	if tag.RowsAffected() == 0 {
		return roster.Clash("privacy.closed")
	}
	return nil
}

// PrivacyRequests returns requests of people whom the scope sees as its own, the open ones
// first, by the day on which they are due; ids nil means all.
func (s *Store) PrivacyRequests(ctx context.Context, scope roster.Scope, ids []string) ([]roster.PrivacyRequest, error) {
	const mostListed = 500
	const query = `
		SELECT r.id, r.volunteer_id, r.kind, r.note, r.received_at, r.answer_by, r.carry_out_by, r.state, r.closed_at, r.outcome
		FROM privacy_requests r
		JOIN volunteers v ON v.campaign_id = r.campaign_id AND v.id = r.volunteer_id
		WHERE r.campaign_id = @campaign AND (@ids::uuid[] IS NULL OR r.id = ANY(@ids))
		  AND (@see_all OR v.organisation_id = @see_organisation::uuid OR v.id = @see_volunteer::uuid)
		ORDER BY r.state <> 'open', r.answer_by, r.id
		LIMIT @most`
	return collect(ctx, s, "privacy requests", query, within(scope, namedArgs{"ids": ids, "most": mostListed}), func(row pgx.CollectableRow) (roster.PrivacyRequest, error) {
		var r roster.PrivacyRequest
		var answer, carryOut time.Time
		err := row.Scan(&r.ID, &r.Volunteer, &r.Kind, &r.Note, &r.ReceivedAt, &answer, &carryOut, &r.State, &r.ClosedAt, &r.Outcome)
		r.AnswerBy, r.CarryOutBy = roster.DateOf(answer, time.UTC), roster.DateOf(carryOut, time.UTC)
		return r, err
	})
}
