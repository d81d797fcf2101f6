package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Outgoing is a message with what sending it needs to know beside: whether quiet hours bind
// it, whether its receiver has agreed to it (somebody of the staff has by working here) and hasn't
// opted out, whether texts of its kind are held back, and which senders' are, and whether what it was
// written for is over: all of it, or part of what it asks.
type Outgoing struct {
	roster.Message
	Urgent, Consented, Suppressed, Held, Moot, Shrunk bool
	HeldSenders                                       []string
}

// ToQueue is a text that is to wait for sending; Urgent ones leave before the others, in quiet hours too.
type ToQueue struct {
	roster.Message
	Urgent bool
}

// AddMessages stores texts in state queued in one round trip, but for those whose purpose key is there
// already. It returns which are new.
func (s *Store) AddMessages(ctx context.Context, campaign string, texts []ToQueue) ([]ToQueue, error) {
	var added []ToQueue
	var batch pgx.Batch
	for _, m := range texts {
		batch.Queue(addMessage+unlessThere, messageArgs(campaign, m.Message, m.Urgent)).Exec(func(tag pgconn.CommandTag) error {
			if tag.RowsAffected() > 0 {
				added = append(added, m)
			}
			return nil
		})
	}
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return nil, fmt.Errorf("add messages: %w", translate(err))
	}
	return added, nil
}

// AddNewMessage is AddMessages for one text with a purpose that no other text can have; nobody waits for it.
func (s *Store) AddNewMessage(ctx context.Context, campaign string, m roster.Message, urgent bool) error {
	return s.later(ctx, "add message", addMessage, messageArgs(campaign, m, urgent), nil)
}

const addMessage = `
	INSERT INTO messages (campaign_id, id, volunteer_id, staff_id, to_phone, purpose, purpose_key, template, template_version, lang,
	                      body, encoding, segments, state, urgent, not_before, valid_until, queued_at)
	VALUES (@campaign, @id, @volunteer, @staff, @to, @purpose, @purpose_key, @template, @version, @lang,
	        @body, @encoding, @segments, 'queued', @urgent, @not_before, @valid_until, @queued_at)`

const unlessThere = ` ON CONFLICT ON CONSTRAINT messages_purpose_key DO NOTHING`

func messageArgs(campaign string, m roster.Message, urgent bool) namedArgs {
	return namedArgs{
		"campaign": campaign, "id": m.ID, "volunteer": orNull(m.Volunteer), "staff": orNull(m.Staff), "to": m.To, "purpose": m.Purpose, "purpose_key": m.PurposeKey,
		"template": m.Template, "version": m.TemplateVersion, "lang": m.Lang, "body": m.Body, "encoding": m.Encoding, "segments": m.Segments,
		"urgent": urgent, "not_before": m.NotBefore, "valid_until": m.ValidUntil, "queued_at": m.QueuedAt,
	}
}

// TakeMessage claims a due message for sending and writes its attempt; both are there
// before the provider is called. It tells false when the message isn't due, or another
// worker has it.
func (s *Store) TakeMessage(ctx context.Context, campaign, id string, now time.Time) (Outgoing, bool, error) {
	const query = `
		WITH taken AS (
			UPDATE messages
			SET state = 'sending', taken_at = @now, sender = ''
			WHERE (campaign_id, id) IN (
				SELECT campaign_id, id
				FROM messages
				WHERE campaign_id = @campaign AND id = @id AND state = 'queued' AND not_before <= @now
				FOR UPDATE SKIP LOCKED)
			RETURNING campaign_id, id, volunteer_id, staff_id, to_phone, body, template, segments, urgent, purpose, purpose_key, not_before, valid_until),
		attempt AS (
			INSERT INTO attempts (campaign_id, message_id, number, started_at)
			SELECT t.campaign_id, t.id, 1 + (SELECT count(*) FROM attempts a WHERE a.campaign_id = t.campaign_id AND a.message_id = t.id), @now
			FROM taken t)
		SELECT t.id, coalesce(t.volunteer_id::text, ''), t.to_phone, t.body, t.template, t.segments, t.urgent, t.purpose, t.not_before, t.valid_until,
		       EXISTS (SELECT FROM consents c WHERE c.campaign_id = t.campaign_id AND c.volunteer_id = t.volunteer_id
		               AND c.purpose = 'shifts' AND c.withdrawn_at IS NULL` + perRow + `)
		       OR EXISTS (SELECT FROM staff f WHERE f.campaign_id = t.campaign_id AND f.id = t.staff_id AND f.revoked_at IS NULL` + perRow + `),
		       EXISTS (SELECT FROM suppressions p WHERE p.phone = t.to_phone` + perRow + `),
		       EXISTS (SELECT FROM sending_stops p WHERE p.campaign_id = t.campaign_id AND p.template IN ('', t.template) AND p.sender = ''` + perRow + `),
		       ARRAY(SELECT p.sender FROM sending_stops p WHERE p.campaign_id = t.campaign_id AND p.sender <> ''),
		       ` + moot + `,
		       t.purpose = 'ask'
		       AND EXISTS (SELECT FROM asks q WHERE q.campaign_id = t.campaign_id AND q.message_id = t.id AND q.closed_at IS NOT NULL` + perRow + `)
		FROM taken t`
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "id": id, "now": now})
	if err != nil {
		return Outgoing{}, false, fmt.Errorf("take message %s: %w", id, translate(err))
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Outgoing, error) {
		var m Outgoing
		err := row.Scan(&m.ID, &m.Volunteer, &m.To, &m.Body, &m.Template, &m.Segments, &m.Urgent, &m.Purpose, &m.NotBefore, &m.ValidUntil,
			&m.Consented, &m.Suppressed, &m.Held, &m.HeldSenders, &m.Moot, &m.Shrunk)
		return m, err
	})
	if err != nil || len(found) == 0 {
		return Outgoing{}, false, translate(err)
	}
	return found[0], true, nil
}

// Sent is what came of an attempt: the message's new state, by which sender it was handed over, what the
// provider said, and for one that is tried again, when.
type Sent struct {
	State                      roster.MessageState
	Outcome, Sender            string
	ProviderID, ProviderStatus string
	ErrorCode                  int
	Detail                     string
	NotBefore                  time.Time
}

// FinishAttempt closes the latest attempt of a message in state sending, or uncertain when
// the sweep has given up on a slow one. A status that a callback brought meanwhile stays.
func (s *Store) FinishAttempt(ctx context.Context, campaign, id string, sent Sent, now time.Time) error {
	const query = `
		WITH attempt AS (
			UPDATE attempts
			SET finished_at = @now, outcome = @outcome, error_code = @code, detail = @detail
			WHERE campaign_id = @campaign AND message_id = @id AND finished_at IS NULL)
		UPDATE messages
		SET state = CASE WHEN state IN ('sending', 'uncertain') THEN @state ELSE state END,
		    sender = CASE WHEN @sender = '' THEN sender ELSE @sender END,
		    provider_id = CASE WHEN @provider_id <> '' AND state IN ('sending', 'uncertain') OR provider_id = '' THEN @provider_id ELSE provider_id END,
		    provider_status = CASE WHEN @provider_id <> '' AND state IN ('sending', 'uncertain') OR provider_status = '' THEN @provider_status ELSE provider_status END,
		    error_code = CASE WHEN @code = 0 THEN error_code ELSE @code END,
		    not_before = CASE WHEN @state = 'queued' THEN @not_before ELSE not_before END,
		    sent_at = CASE WHEN @outcome IN ('accepted', 'uncertain') THEN @now ELSE sent_at END
		WHERE campaign_id = @campaign AND id = @id`
	return s.later(ctx, "finish sending message "+id, query, namedArgs{
		"campaign": campaign, "id": id, "state": sent.State, "outcome": sent.Outcome, "sender": sent.Sender, "provider_id": sent.ProviderID,
		"provider_status": sent.ProviderStatus, "code": sent.ErrorCode, "detail": sent.Detail, "not_before": sent.NotBefore, "now": now,
	}, nil)
}

// MessageForStatus returns a message by our own identity, whichever campaign it is of,
// locked for the change that a callback makes.
func (s *Store) MessageForStatus(ctx context.Context, id string) (campaign string, m roster.Message, err error) {
	const query = `
		SELECT campaign_id, id, coalesce(volunteer_id::text, ''), to_phone, template, state, provider_id, provider_status, error_code, sender
		FROM messages
		WHERE id = @id
		FOR UPDATE`
	if !IsID(id) { // PostgreSQL would end the transaction over it
		return "", roster.Message{}, &roster.Error{Kind: roster.NotFound, Key: "row.not_found"}
	}
	err = s.conn.QueryRow(ctx, query, namedArgs{"id": id}).
		Scan(&campaign, &m.ID, &m.Volunteer, &m.To, &m.Template, &m.State, &m.ProviderID, &m.ProviderStatus, &m.ErrorCode, &m.Sender)
	if err != nil {
		return "", roster.Message{}, fmt.Errorf("read message %s: %w", id, translate(err))
	}
	return campaign, m, nil
}

// SetStatus writes what a callback said of a message. A code that is 0 leaves an earlier one.
func (s *Store) SetStatus(ctx context.Context, campaign, id string, state roster.MessageState, providerID, status string, code int, now time.Time) error {
	const query = `
		UPDATE messages
		SET state = @state, provider_id = @provider_id, provider_status = @status,
		    error_code = CASE WHEN @code = 0 THEN error_code ELSE @code END,
		    sent_at = coalesce(sent_at, @now)
		WHERE campaign_id = @campaign AND id = @id`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "id": id, "state": state, "provider_id": providerID, "status": status, "code": code, "now": now,
	})
	if err != nil {
		return fmt.Errorf("write the status of message %s: %w", id, translate(err))
	}
	return nil
}

// DelayedMessages returns queued messages whose time has come and that no alarm rang for:
// those held back by quiet hours or a refusal, and those older than lost.
func (s *Store) DelayedMessages(ctx context.Context, campaign string, now, lost time.Time, limit int) ([]string, error) {
	const query = `
		SELECT id
		FROM messages
		WHERE campaign_id = @campaign AND state = 'queued' AND not_before <= @now
		  AND (not_before > queued_at OR queued_at <= @lost)
		ORDER BY urgent DESC, not_before, id
		LIMIT @limit`
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "now": now, "lost": lost, "limit": limit})
	if err != nil {
		return nil, fmt.Errorf("look for messages to send: %w", translate(err))
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look for messages to send: %w", translate(err))
	}
	return ids, nil
}

// GiveUpSending marks messages that a worker took before lost and never finished: whether
// they left is uncertain.
func (s *Store) GiveUpSending(ctx context.Context, campaign string, lost, now time.Time) ([]string, error) {
	const query = `
		UPDATE messages
		SET state = 'uncertain', sent_at = @now
		WHERE campaign_id = @campaign AND state = 'sending' AND taken_at <= @lost
		RETURNING id`
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "lost": lost, "now": now})
	if err != nil {
		return nil, fmt.Errorf("look for lost messages: %w", translate(err))
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("look for lost messages: %w", translate(err))
	}
	return ids, nil
}

// CancelMessage takes a text that hasn't left out of the queue.
func (s *Store) CancelMessage(ctx context.Context, campaign, id string) error {
	const query = `
		UPDATE messages
		SET state = 'suppressed'
		WHERE campaign_id = @campaign AND id = @id AND state = 'queued'
		  AND NOT EXISTS (SELECT FROM asks WHERE campaign_id = @campaign AND message_id = @id AND closed_at IS NULL)`
	return s.later(ctx, "cancel message "+id, query, namedArgs{"campaign": campaign, "id": id}, nil)
}

// CountMessages counts the texts of a purpose to a number since a moment.
func (s *Store) CountMessages(ctx context.Context, to roster.Phone, purpose string, since time.Time) (int, error) {
	const query = `
		SELECT count(*)
		FROM messages
		WHERE to_phone = @to AND purpose = @purpose AND queued_at >= @since`
	var n int
	err := s.conn.QueryRow(ctx, query, namedArgs{"to": to, "purpose": purpose, "since": since}).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count messages: %w", translate(err))
	}
	return n, nil
}
