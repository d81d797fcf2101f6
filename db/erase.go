package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// IsErased tells whether a volunteer has been erased; NotFound when there is none.
func (s *Store) IsErased(ctx context.Context, campaign, volunteer string) (bool, error) {
	const query = `SELECT erased_at IS NOT NULL FROM volunteers WHERE campaign_id = @campaign AND id = @volunteer`
	var erased bool
	err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "volunteer": volunteer}).Scan(&erased)
	if err != nil {
		return false, fmt.Errorf("read whether volunteer %s is erased: %w", volunteer, translate(err))
	}
	return erased, nil
}

// Erase takes out of all rows what leads to a volunteer: words, numbers, names, links. What
// remains says where somebody served and for how long. Requests of theirs that are open are done,
// with the outcome. The volunteer must be locked and held by nothing.
func (s *Store) Erase(ctx context.Context, campaign, volunteer string, by roster.ViewerRole, outcome string, now time.Time) error {
	args := namedArgs{"campaign": campaign, "volunteer": volunteer, "by": by, "outcome": outcome, "now": now}
	var batch pgx.Batch
	for _, query := range eraseTexts() {
		batch.Queue(query, args)
	}
	for _, query := range erasePerson() {
		batch.Queue(query, args)
	}
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return fmt.Errorf("erase volunteer %s: %w", volunteer, translate(err))
	}
	return s.clear(ctx, campaign, []string{volunteer}, personalTables()...)
}

// personalTables hold nothing that counts once the person is gone.
func personalTables() []string {
	return []string{
		"volunteer_skills", "volunteer_communes", "weekly_availability", "availability_exceptions", "standbys", "waiting_list",
		"volunteer_aliases", "volunteer_duplicates",
	}
}

// ProposalsOf returns what is proposed for a volunteer, by id.
func (s *Store) ProposalsOf(ctx context.Context, campaign, volunteer string) ([]roster.Assignment, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND volunteer_id = @volunteer AND state = 'proposed'
		ORDER BY id
		FOR UPDATE`
	return s.manyAssignments(ctx, query, namedArgs{"campaign": campaign, "volunteer": volunteer})
}

// eraseTexts blank what was written to somebody and by them. A text that hasn't left stays where
// it is, and one of which nobody knows whether it left isn't looked for any more.
func eraseTexts() []string {
	return []string{
		`UPDATE messages
		SET body = '', to_phone = '', valid_until = least(valid_until, @now::timestamptz),
		    state = CASE state WHEN 'queued' THEN 'suppressed' WHEN 'uncertain' THEN 'failed' ELSE state END
		WHERE campaign_id = @campaign AND volunteer_id = @volunteer`,
		`UPDATE attempts t
		SET detail = ''
		FROM messages m
		WHERE m.campaign_id = @campaign AND m.volunteer_id = @volunteer
		  AND t.campaign_id = m.campaign_id AND t.message_id = m.id AND t.detail NOT IN ('', 'undelivered')`,
		`UPDATE asks
		SET phone = '', code = '', link = ''
		WHERE campaign_id = @campaign AND volunteer_id = @volunteer`,
		`UPDATE replies
		SET phone = '', body = '', decided_at = coalesce(decided_at, @now::timestamptz)
		WHERE campaign_id = @campaign AND volunteer_id = @volunteer
		   OR campaign_id IS NULL AND phone = ` + phoneOfVolunteer,
		`UPDATE webhook_inbox
		SET from_phone = '', body = ''
		WHERE handled_at IS NOT NULL AND from_phone = ` + phoneOfVolunteer,
		`UPDATE webhook_inbox
		SET to_phone = ''
		WHERE handled_at IS NOT NULL AND to_phone = ` + phoneOfVolunteer,
		// What the program itself notes as a reason is a key, not a word of anybody's.
		`UPDATE assignment_events e
		SET reason = ''
		FROM assignments a
		WHERE a.campaign_id = @campaign AND a.volunteer_id = @volunteer
		  AND e.campaign_id = a.campaign_id AND e.assignment_id = a.id AND e.actor IN ('volunteer', 'coordinator') AND e.reason <> ''`,
		`UPDATE hook_deliveries d
		SET body = jsonb_set(jsonb_set(d.body::jsonb, '{volunteer,externalId}', to_jsonb(@volunteer::text)), '{reason}', '""')::text
		FROM assignment_events e
		JOIN assignments a ON a.campaign_id = e.campaign_id AND a.id = e.assignment_id
		WHERE a.campaign_id = @campaign AND a.volunteer_id = @volunteer
		  AND d.campaign_id = e.campaign_id AND d.event_id = e.id`,
	}
}

const phoneOfVolunteer = `(SELECT phone FROM volunteers WHERE campaign_id = @campaign AND id = @volunteer AND phone <> '')`

// erasePerson ends what somebody has agreed to and may do, and leaves of the person the row.
func erasePerson() []string {
	return []string{
		`UPDATE consents
		SET withdrawn_at = greatest(given_at, @now::timestamptz), withdrawn_by = @by
		WHERE campaign_id = @campaign AND volunteer_id = @volunteer AND withdrawn_at IS NULL`,
		`UPDATE access_tokens
		SET revoked_at = coalesce(revoked_at, @now::timestamptz), label = ''
		WHERE campaign_id = @campaign AND volunteer_id = @volunteer`,
		`UPDATE volunteer_merges SET external_id = '' WHERE campaign_id = @campaign AND kept_id = @volunteer`,
		`UPDATE privacy_requests
		SET note = '', closed_at = coalesce(closed_at, @now::timestamptz), outcome = CASE WHEN state = 'open' THEN @outcome ELSE '-' END,
		    state = CASE state WHEN 'open' THEN 'done' ELSE state END
		WHERE campaign_id = @campaign AND volunteer_id = @volunteer`,
		`UPDATE volunteers
		SET erased_at = @now, external_id = id::text, name = '#' || right(id::text, 6), name_folded = '#' || right(id::text, 6),
		    phone = '', updated_at = @now, version = version + 1
		WHERE campaign_id = @campaign AND id = @volunteer AND erased_at IS NULL`,
	}
}
