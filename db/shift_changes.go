package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// CancelShift marks a shift as cancelled, and ends what waits for it: the waiting lists and the
// alerts of its roles. Its assignments are the caller's to end first. A shift that somebody else has
// changed since it was read is a conflict.
func (s *Store) CancelShift(ctx context.Context, campaign string, shift roster.Shift, why string, now time.Time) error {
	const query = `
		WITH mine AS (SELECT id FROM roles WHERE campaign_id = @campaign AND shift_id = @shift),
		waiting AS (DELETE FROM waiting_list WHERE campaign_id = @campaign AND role_id IN (SELECT id FROM mine)),
		alert AS (UPDATE alerts SET cleared_at = @now
		          WHERE campaign_id = @campaign AND role_id IN (SELECT id FROM mine) AND cleared_at IS NULL)
		UPDATE shifts
		SET cancelled_at = @now, cancelled_because = @why, version = version + 1
		WHERE campaign_id = @campaign AND id = @shift AND cancelled_at IS NULL AND version = @version`
	args := namedArgs{"campaign": campaign, "shift": shift.ID, "version": shift.Version, "why": why, "now": now}
	tag, err := s.conn.Exec(ctx, query, args)
	if err != nil {
		return fmt.Errorf("cancel shift %s: %w", shift.ID, translate(err))
	}
	if tag.RowsAffected() == 0 {
		return s.overtaken(ctx, campaign, shift.ID)
	}
	return s.announce(ctx, campaign, []roster.Shift{shift})
}

// MoveShift gives a shift another time, and forgets the alerts of the old one. Live assignments are the
// caller's to end first and to make anew: an assignment keeps the time that its person was told. A shift that somebody else has
// changed since it was read is a conflict.
func (s *Store) MoveShift(ctx context.Context, campaign string, shift roster.Shift, to roster.Span) error {
	const query = `
		WITH alert AS (DELETE FROM alerts WHERE campaign_id = @campaign AND shift_id = @shift)
		UPDATE shifts
		SET starts_at = @start, ends_at = @end, version = version + 1
		WHERE campaign_id = @campaign AND id = @shift AND cancelled_at IS NULL AND version = @version`
	args := namedArgs{"campaign": campaign, "shift": shift.ID, "version": shift.Version, "start": to.Start, "end": to.End}
	tag, err := s.conn.Exec(ctx, query, args)
	if err != nil {
		return fmt.Errorf("move shift %s: %w", shift.ID, translate(err))
	}
	if tag.RowsAffected() == 0 {
		return s.overtaken(ctx, campaign, shift.ID)
	}
	return s.announce(ctx, campaign, []roster.Shift{shift})
}

// overtaken says why a shift couldn't be changed as it was read.
func (s *Store) overtaken(ctx context.Context, campaign, shift string) error {
	const query = `SELECT version, cancelled_at IS NOT NULL FROM shifts WHERE campaign_id = @campaign AND id = @shift`
	var version int
	var cancelled bool
	if err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "shift": shift}).Scan(&version, &cancelled); err != nil {
		return fmt.Errorf("read shift %s: %w", shift, translate(err))
	}
	if cancelled {
		return roster.Clash("shift.cancelled")
	}
	return roster.Clash("version.outdated", "version", version)
}

// DeclareUrgent marks a shift as urgent, and lets the questions about it that wait for the end of
// the quiet hours leave now.
func (s *Store) DeclareUrgent(ctx context.Context, campaign string, shift roster.Shift, now time.Time) error {
	const query = `
		WITH waiting AS (
			UPDATE messages m
			SET urgent = true, not_before = @now
			FROM asks k
			JOIN assignments a ON a.campaign_id = k.campaign_id AND a.id = k.assignment_id
			WHERE a.campaign_id = @campaign AND a.shift_id = @shift AND k.state = 'queued'
			  AND m.campaign_id = k.campaign_id AND m.id = k.message_id AND m.state = 'queued')
		UPDATE shifts
		SET urgent = true
		WHERE campaign_id = @campaign AND id = @shift AND cancelled_at IS NULL`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "shift": shift.ID, "now": now})
	if err != nil {
		return fmt.Errorf("declare shift %s urgent: %w", shift.ID, translate(err))
	}
	if tag.RowsAffected() == 0 {
		return roster.Clash("shift.cancelled")
	}
	return s.announce(ctx, campaign, []roster.Shift{shift})
}

// Acknowledge keeps when the person of an assignment first said that they know of its end.
func (s *Store) Acknowledge(ctx context.Context, campaign, assignment string, now time.Time) error {
	const query = `
		UPDATE assignments
		SET acknowledged_at = coalesce(acknowledged_at, @now)
		WHERE campaign_id = @campaign AND id = @assignment AND state = 'released'`
	args := namedArgs{"campaign": campaign, "assignment": assignment, "now": now}
	if _, err := s.conn.Exec(ctx, query, args); err != nil {
		return fmt.Errorf("acknowledge the end of assignment %s: %w", assignment, translate(err))
	}
	return nil
}

// Acknowledgement is when the person of an assignment said that they know of its end.
type Acknowledgement struct {
	Assignment string
	At         time.Time
}

// Acknowledgements returns those of assignments that the scope sees.
func (s *Store) Acknowledgements(ctx context.Context, scope roster.Scope, assignments []string) ([]Acknowledgement, error) {
	const query = `
		SELECT a.id, a.acknowledged_at
		FROM assignments a
		WHERE a.campaign_id = @campaign AND a.id = ANY(@ids::uuid[]) AND a.acknowledged_at IS NOT NULL
		  AND ` + seesAssignment + `
		ORDER BY a.id`
	return collect(ctx, s, "acknowledgements", query, within(scope, namedArgs{"ids": assignments}), pgx.RowToStructByPos[Acknowledgement])
}
