package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Uncertain is a text that may have left at Since.
type Uncertain struct {
	ID                string
	To                roster.Phone
	Body              string
	Since, ValidUntil time.Time
}

// TakeUncertain returns texts whose sending ended without an answer before lost, and that
// nobody has looked for since, the oldest first; they count as looked for now.
func (s *Store) TakeUncertain(ctx context.Context, campaign string, lost, now time.Time, limit int) ([]Uncertain, error) {
	const query = `
		WITH taken AS (
			UPDATE messages
			SET looked_at = @now
			WHERE (campaign_id, id) IN (
				SELECT campaign_id, id
				FROM messages
				WHERE campaign_id = @campaign AND state = 'uncertain' AND sent_at <= @lost
				  AND (looked_at IS NULL OR looked_at <= @lost)
				ORDER BY taken_at, id
				LIMIT @limit
				FOR UPDATE SKIP LOCKED)
			RETURNING id, to_phone, body, taken_at, valid_until)
		SELECT id, to_phone, body, taken_at, valid_until
		FROM taken
		ORDER BY taken_at, id`
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "lost": lost, "now": now, "limit": limit})
	if err != nil {
		return nil, fmt.Errorf("look for uncertain messages: %w", translate(err))
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Uncertain])
	if err != nil {
		return nil, fmt.Errorf("look for uncertain messages: %w", translate(err))
	}
	return found, nil
}

// OfAnotherText tells whether an identity of the provider's is of another text than this one: by the text
// that has it, or by a callback about an earlier try of it.
func (s *Store) OfAnotherText(ctx context.Context, u Uncertain, provider, providerID string) (bool, error) {
	const query = `
		SELECT EXISTS (SELECT FROM messages WHERE to_phone = @to AND provider_id = @provider_id AND id <> @id)
		    OR EXISTS (SELECT FROM webhook_inbox
		               WHERE provider = @provider AND external_id = @provider_id AND kind = 'status' AND message_id <> @id::text)`
	var others bool
	err := s.conn.QueryRow(ctx, query, namedArgs{"to": u.To, "provider": provider, "provider_id": providerID, "id": u.ID}).Scan(&others)
	if err != nil {
		return false, fmt.Errorf("look whose text %s is: %w", providerID, translate(err))
	}
	return others, nil
}

// LoseMessage ends a text that the provider doesn't have and that nobody needs any more.
func (s *Store) LoseMessage(ctx context.Context, campaign, id string) error {
	const query = `
		UPDATE messages
		SET state = 'failed'
		WHERE campaign_id = @campaign AND id = @id AND state = 'uncertain'`
	if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "id": id}); err != nil {
		return fmt.Errorf("lose message %s: %w", id, translate(err))
	}
	return nil
}

// SendAgain queues a text once more that the provider took and couldn't deliver, when it is
// worth it, hasn't been done before and what it was written for isn't over. It tells whether it did. An attempt whose call is still
// waiting for its answer ends with this: what the answer says of it is known better.
func (s *Store) SendAgain(ctx context.Context, campaign, id string, code int, notBefore, now time.Time) (bool, error) {
	const query = `
		WITH again AS (
			UPDATE messages t
			SET state = 'queued', not_before = @not_before
			WHERE t.campaign_id = @campaign AND t.id = @id AND t.state = 'failed' AND t.valid_until > @not_before
			  AND NOT EXISTS (SELECT FROM attempts a WHERE a.campaign_id = t.campaign_id AND a.message_id = t.id AND a.detail = 'undelivered')
			  AND NOT ` + moot + `
			RETURNING t.campaign_id, t.id)
		UPDATE attempts a
		SET outcome = 'retry', error_code = @code, detail = 'undelivered', finished_at = coalesce(a.finished_at, @now)
		FROM again g
		WHERE a.campaign_id = g.campaign_id AND a.message_id = g.id AND a.outcome IN ('accepted', 'uncertain', '')`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "id": id, "code": code, "not_before": notBefore, "now": now})
	if err != nil {
		return false, fmt.Errorf("send message %s again: %w", id, translate(err))
	}
	return tag.RowsAffected() > 0, nil
}
