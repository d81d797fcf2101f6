package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Delivery is one webhook as it was taken. Provider, ExternalID and Status name it: the
// same one is never taken twice.
type Delivery struct {
	Provider, ExternalID, Status string
	Kind                         string // inbound or status
	MessageID                    string
	From, To                     roster.Phone
	Body                         string
	ErrorCode                    int
}

// Taken is a webhook that is being handled: when it came, and how often that has failed before.
type Taken struct {
	Delivery
	ReceivedAt time.Time
	Failures   int
}

// AddDelivery stores a webhook. It tells false when it was taken before.
func (s *Store) AddDelivery(ctx context.Context, d Delivery, now time.Time) (bool, error) {
	const query = `
		INSERT INTO webhook_inbox (provider, external_id, status, kind, message_id, from_phone, to_phone, body, error_code, received_at)
		VALUES (@provider, @external_id, @status, @kind, @message, @from, @to, @body, @code, @now)
		ON CONFLICT DO NOTHING`
	tag, err := s.conn.Exec(ctx, query, namedArgs{
		"provider": d.Provider, "external_id": d.ExternalID, "status": d.Status, "kind": d.Kind, "message": d.MessageID,
		"from": d.From, "to": d.To, "body": d.Body, "code": d.ErrorCode, "now": now,
	})
	if err != nil {
		return false, fmt.Errorf("store webhook: %w", translate(err))
	}
	return tag.RowsAffected() > 0, nil
}

// TakeDelivery returns a webhook that nobody has handled, or what the same phone had written before
// it and nobody has handled either, and marks it handled; the mark commits with what the handling
// does. Until then nothing else of that phone can be taken. It tells false when there is nothing to do.
func (s *Store) TakeDelivery(ctx context.Context, provider, externalID, status string, now time.Time) (Taken, bool, error) {
	const (
		lock = `
		SELECT pg_advisory_xact_lock(hashtextextended('replies of ' || from_phone, 0))
		FROM webhook_inbox
		WHERE provider = @provider AND external_id = @external_id AND status = @status AND kind = 'inbound' AND handled_at IS NULL`
		query = `
		WITH next AS (
			SELECT coalesce(earlier.provider, named.provider) AS provider, coalesce(earlier.external_id, named.external_id) AS external_id,
			       coalesce(earlier.status, named.status) AS status
			FROM webhook_inbox named
			LEFT JOIN LATERAL (
				SELECT provider, external_id, status
				FROM webhook_inbox w
				WHERE named.kind = 'inbound' AND w.kind = 'inbound' AND w.handled_at IS NULL AND w.from_phone = named.from_phone
				  AND (w.received_at, w.external_id) < (named.received_at, named.external_id)
				ORDER BY w.received_at, w.external_id
				LIMIT 1) earlier ON true
			WHERE named.provider = @provider AND named.external_id = @external_id AND named.status = @status AND named.handled_at IS NULL)
		UPDATE webhook_inbox w
		SET handled_at = @now
		FROM next n
		WHERE w.provider = n.provider AND w.external_id = n.external_id AND w.status = n.status AND w.handled_at IS NULL
		RETURNING w.provider, w.external_id, w.status, w.kind, w.message_id, w.from_phone, w.to_phone, w.body, w.error_code, w.received_at, w.failures`
	)
	args := namedArgs{"provider": provider, "external_id": externalID, "status": status, "now": now}
	if err := s.later(ctx, "wait for a phone's other texts", lock, args, nil); err != nil {
		return Taken{}, false, err
	}
	rows, err := s.conn.Query(ctx, query, args)
	if err != nil {
		return Taken{}, false, fmt.Errorf("take webhook: %w", translate(err))
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Taken, error) {
		var d Taken
		err := row.Scan(&d.Provider, &d.ExternalID, &d.Status, &d.Kind, &d.MessageID, &d.From, &d.To, &d.Body, &d.ErrorCode, &d.ReceivedAt, &d.Failures)
		return d, err
	})
	if err != nil || len(found) == 0 {
		return Taken{}, false, translate(err)
	}
	return found[0], true, nil
}

// CountFailure notes that a webhook could not be handled.
func (s *Store) CountFailure(ctx context.Context, d Delivery) error {
	const query = `
		UPDATE webhook_inbox
		SET failures = failures + 1
		WHERE provider = @provider AND external_id = @external_id AND status = @status AND handled_at IS NULL`
	if _, err := s.conn.Exec(ctx, query, namedArgs{"provider": d.Provider, "external_id": d.ExternalID, "status": d.Status}); err != nil {
		return fmt.Errorf("count a failure: %w", translate(err))
	}
	return nil
}

// ForgottenDeliveries returns webhooks received before lost that nobody has handled.
func (s *Store) ForgottenDeliveries(ctx context.Context, lost time.Time, limit int) ([]HandleWebhook, error) {
	const query = `
		SELECT provider, external_id, status
		FROM webhook_inbox
		WHERE handled_at IS NULL AND received_at <= @lost
		ORDER BY received_at, provider, external_id, status
		LIMIT @limit`
	rows, err := s.conn.Query(ctx, query, namedArgs{"lost": lost, "limit": limit})
	if err != nil {
		return nil, fmt.Errorf("look for webhooks to handle: %w", translate(err))
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[HandleWebhook])
	if err != nil {
		return nil, fmt.Errorf("look for webhooks to handle: %w", translate(err))
	}
	return found, nil
}

// Unread is the reading of a text that could not be handled: nobody has read it yet.
const Unread = "unread"

// Reply is a text that came in and how it was read.
type Reply struct {
	ID, Campaign, Volunteer, Ask string
	Phone                        roster.Phone
	Body, Reading                string
}

// AddReply stores a reply with its reading.
func (s *Store) AddReply(ctx context.Context, r Reply, now time.Time) error {
	const query = `
		INSERT INTO replies (id, campaign_id, volunteer_id, ask_id, phone, body, reading, received_at)
		VALUES (@id, @campaign, @volunteer, @ask, @phone, @body, @reading, @now)`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"id": r.ID, "campaign": orNull(r.Campaign), "volunteer": orNull(r.Volunteer), "ask": orNull(r.Ask),
		"phone": r.Phone, "body": r.Body, "reading": r.Reading, "now": now,
	})
	if err != nil {
		return fmt.Errorf("store reply: %w", translate(err))
	}
	return nil
}

// VolunteerByPhone returns whose number this is; false when it is nobody's. Of several
// campaigns the one that began last counts.
func (s *Store) VolunteerByPhone(ctx context.Context, phone roster.Phone) (campaign, volunteer string, found bool, err error) {
	const query = `
		SELECT v.campaign_id, v.id
		FROM volunteers v
		JOIN campaigns c ON c.id = v.campaign_id
		WHERE v.phone = @phone
		ORDER BY c.starts_on DESC, v.id
		LIMIT 1`
	rows, err := s.conn.Query(ctx, query, namedArgs{"phone": phone})
	if err != nil {
		return "", "", false, fmt.Errorf("look for a number: %w", translate(err))
	}
	_, err = pgx.ForEachRow(rows, []any{&campaign, &volunteer}, func() error {
		found = true
		return nil
	})
	if err != nil {
		return "", "", false, fmt.Errorf("look for a number: %w", translate(err))
	}
	return campaign, volunteer, found, nil
}
