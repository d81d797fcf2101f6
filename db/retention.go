package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Forget takes away what of a rule is from before a moment, at most so many rows of each table,
// and notes the run with it. It returns how many it took: where that is none, nothing is left.
func (s *Store) Forget(ctx context.Context, campaign string, rule roster.RetentionRule, before, now time.Time, most int) (int, error) {
	statements := forgetting(rule)
	if len(statements) == 0 {
		return 0, fmt.Errorf("forget %s: no such rule", rule)
	}
	taken := 0
	for _, statement := range statements {
		var n int
		args := namedArgs{"campaign": campaign, "rule": rule, "before": before, "now": now, "most": most}
		if err := s.conn.QueryRow(ctx, statement, args).Scan(&n); err != nil {
			return taken, fmt.Errorf("forget %s: %w", rule, translate(err))
		}
		taken += n
	}
	return taken, nil
}

// forgetting are the statements of a rule: each takes rows away or blanks them, and notes it.
func forgetting(rule roster.RetentionRule) []string {
	switch rule {
	case roster.KeepSignInCodes:
		return []string{forgetCodes + everywhere}
	case roster.KeepInbound:
		return []string{forgetInbox + everywhere, forgetStrangers + everywhere}
	case roster.KeepHookBodies:
		return []string{forgetDeliveries + here}
	case roster.KeepSessions:
		return []string{forgetSessions + here}
	case roster.KeepAvailability:
		return []string{forgetPattern + here, forgetExceptions + here, forgetStandbys + here}
	case roster.KeepMessages:
		return []string{forgetMessages + here, forgetDetails + here, forgetAsks + here}
	case roster.KeepReplies:
		return []string{forgetReplies + here, forgetReasons + here}
	case roster.KeepAccess:
		return []string{forgetAccess + here}
	}
	return nil
}

// A run consists of batches of one moment, which add up. What belongs to no campaign is noted
// for each.
const (
	here       = noteRun + ` FROM (SELECT @campaign::uuid AS id) c` + sumRun
	everywhere = noteRun + ` FROM campaigns c` + sumRun
	noteRun    = `, noted AS (
			INSERT INTO retention_runs AS r (campaign_id, rule, ran_at, rows, total)
			SELECT c.id, @rule, @now, (SELECT count(*) FROM gone), (SELECT count(*) FROM gone)`
	sumRun = `
			ON CONFLICT (campaign_id, rule) DO UPDATE
			SET ran_at = excluded.ran_at, total = r.total + excluded.rows,
			    rows = CASE WHEN r.ran_at = excluded.ran_at THEN r.rows ELSE 0 END + excluded.rows)
		SELECT count(*) FROM gone`
)

const (
	forgetCodes = `
		WITH gone AS (
			DELETE FROM sign_in_codes
			WHERE id IN (SELECT id FROM sign_in_codes WHERE requested_at < @before ORDER BY requested_at, id LIMIT @most FOR UPDATE SKIP LOCKED)
			RETURNING id)`
	// The row stays: the same webhook is never taken twice.
	forgetInbox = `
		WITH gone AS (
			UPDATE webhook_inbox
			SET body = '', from_phone = '', to_phone = ''
			WHERE (provider, external_id, status) IN (
				SELECT provider, external_id, status
				FROM webhook_inbox
				WHERE received_at < @before AND handled_at IS NOT NULL AND (body <> '' OR from_phone <> '' OR to_phone <> '')
				ORDER BY received_at
				LIMIT @most
				FOR UPDATE SKIP LOCKED)
			RETURNING 1)`
	forgetStrangers = `
		WITH gone AS (
			DELETE FROM replies
			WHERE id IN (SELECT id FROM replies WHERE campaign_id IS NULL AND received_at < @before ORDER BY received_at, id LIMIT @most FOR UPDATE SKIP LOCKED)
			RETURNING id)`
	forgetDeliveries = `
		WITH gone AS (
			DELETE FROM hook_deliveries
			WHERE campaign_id = @campaign AND id IN (
				SELECT id
				FROM hook_deliveries
				WHERE campaign_id = @campaign AND created_at < @before AND state <> 'waiting'
				ORDER BY created_at, id
				LIMIT @most
				FOR UPDATE SKIP LOCKED)
			RETURNING id)`
	forgetSessions = `
		WITH gone AS (
			DELETE FROM sessions
			WHERE hash IN (
				SELECT hash
				FROM sessions
				WHERE campaign_id = @campaign AND least(coalesce(revoked_at, 'infinity'), expires_at) < @before
				ORDER BY created_at, id
				LIMIT @most
				FOR UPDATE SKIP LOCKED)
			RETURNING id)`
	forgetPattern = `
		WITH gone AS (
			DELETE FROM weekly_availability
			WHERE (campaign_id, volunteer_id, weekday, from_minute) IN (
				SELECT campaign_id, volunteer_id, weekday, from_minute
				FROM weekly_availability
				WHERE campaign_id = @campaign
				LIMIT @most)
			RETURNING 1)`
	forgetExceptions = `
		WITH gone AS (
			DELETE FROM availability_exceptions
			WHERE (campaign_id, volunteer_id, on_date, from_minute) IN (
				SELECT campaign_id, volunteer_id, on_date, from_minute
				FROM availability_exceptions
				WHERE campaign_id = @campaign
				LIMIT @most)
			RETURNING 1)`
	forgetStandbys = `
		WITH gone AS (
			DELETE FROM standbys
			WHERE (campaign_id, volunteer_id, starts_at) IN (
				SELECT campaign_id, volunteer_id, starts_at
				FROM standbys
				WHERE campaign_id = @campaign
				LIMIT @most)
			RETURNING 1)`
	// A text that might leave still keeps its words.
	forgetMessages = `
		WITH gone AS (
			UPDATE messages
			SET body = '', to_phone = ''
			WHERE campaign_id = @campaign AND id IN (
				SELECT id
				FROM messages
				WHERE campaign_id = @campaign AND queued_at < @before AND state NOT IN ('queued', 'sending') AND (body <> '' OR to_phone <> '')
				LIMIT @most
				FOR UPDATE SKIP LOCKED)
			RETURNING id)`
	forgetDetails = `
		WITH gone AS (
			UPDATE attempts
			SET detail = ''
			WHERE (campaign_id, message_id, number) IN (
				SELECT campaign_id, message_id, number
				FROM attempts
				WHERE campaign_id = @campaign AND started_at < @before AND finished_at IS NOT NULL AND detail NOT IN ('', 'undelivered')
				LIMIT @most
				FOR UPDATE SKIP LOCKED)
			RETURNING 1)`
	forgetAsks = `
		WITH gone AS (
			UPDATE asks
			SET phone = '', code = '', link = ''
			WHERE campaign_id = @campaign AND id IN (
				SELECT id
				FROM asks
				WHERE campaign_id = @campaign AND closed_at < @before AND (phone <> '' OR link <> '')
				LIMIT @most
				FOR UPDATE SKIP LOCKED)
			RETURNING id)`
	forgetReplies = `
		WITH gone AS (
			UPDATE replies
			SET body = '', phone = '', decided_at = coalesce(decided_at, @now::timestamptz)
			WHERE id IN (
				SELECT id
				FROM replies
				WHERE campaign_id = @campaign AND received_at < @before AND (body <> '' OR phone <> '')
				LIMIT @most
				FOR UPDATE SKIP LOCKED)
			RETURNING id)`
	// What somebody wrote is the reason of the move that it made.
	forgetReasons = `
		WITH gone AS (
			UPDATE assignment_events
			SET reason = ''
			WHERE campaign_id = @campaign AND id IN (
				SELECT id
				FROM assignment_events
				WHERE campaign_id = @campaign AND at < @before AND actor = 'volunteer' AND channel = 'sms' AND reason <> ''
				LIMIT @most
				FOR UPDATE SKIP LOCKED)
			RETURNING id)`
	forgetAccess = `
		WITH gone AS (
			DELETE FROM data_access
			WHERE (campaign_id, volunteer_id, day, viewer, purpose) IN (
				SELECT campaign_id, volunteer_id, day, viewer, purpose
				FROM data_access
				WHERE campaign_id = @campaign AND first_at < @before
				LIMIT @most
				FOR UPDATE SKIP LOCKED)
			RETURNING 1)`
)

// RetentionRuns returns when each rule last ran and what it took.
func (s *Store) RetentionRuns(ctx context.Context, campaign string) ([]roster.Retention, error) {
	const query = `
		SELECT rule, ran_at, rows, total
		FROM retention_runs
		WHERE campaign_id = @campaign
		ORDER BY rule`
	return collect(ctx, s, "runs of retention", query, namedArgs{"campaign": campaign}, func(row pgx.CollectableRow) (roster.Retention, error) {
		var r roster.Retention
		err := row.Scan(&r.Rule, &r.LastRun, &r.Rows, &r.Total)
		return r, err
	})
}
