package db

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

const askColumns = `
	id, assignment_id, volunteer_id, phone, code, link, channel, state, mode, deadline, message_id, queued_at`

// AddAsk stores a new ask in state queued. Its message must be there.
func (s *Store) AddAsk(ctx context.Context, campaign string, a roster.Ask) error {
	const query = `
		INSERT INTO asks (campaign_id, id, assignment_id, volunteer_id, phone, code, link, channel, state, mode,
		                  deadline, message_id, queued_at)
		VALUES (@campaign, @id, @assignment, @volunteer, @phone, @code, @link, @channel, 'queued', @mode,
		        @deadline, @message, @queued_at)`
	return s.later(ctx, "add ask", query, namedArgs{
		"campaign": campaign, "id": a.ID, "assignment": a.Assignment, "volunteer": a.Volunteer, "phone": a.Phone, "code": a.Code,
		"link": a.Link, "channel": a.Channel, "mode": a.Mode, "deadline": a.Deadline, "message": a.Message, "queued_at": a.QueuedAt,
	}, nil)
}

// Ask returns one ask.
func (s *Store) Ask(ctx context.Context, campaign, id string) (roster.Ask, error) {
	const query = `SELECT` + askColumns + `
		FROM asks
		WHERE campaign_id = @campaign AND id = @id`
	asks, err := s.asks(ctx, query, namedArgs{"campaign": campaign, "id": id})
	if err != nil {
		return roster.Ask{}, err
	}
	if len(asks) == 0 {
		return roster.Ask{}, roster.Missing("ask")
	}
	return asks[0], nil
}

// LinkedAsk is an ask with the campaign that it belongs to.
type LinkedAsk struct {
	Campaign string
	roster.Ask
}

// ofHolder joins asks with the person whom a link was sent to.
const ofHolder = `
		JOIN (SELECT DISTINCT campaign_id, volunteer_id FROM asks WHERE link = @link) AS holder USING (campaign_id, volunteer_id)`

// AskAbout is an ask with the assignment that it is about.
type AskAbout struct {
	LinkedAsk
	About roster.Assignment
}

// HoldersAsk returns an ask of the person whom a link was sent to. NotFound for one of
// anybody else.
func (s *Store) HoldersAsk(ctx context.Context, link, ask string) (AskAbout, error) {
	// First the holder, then the ask, then the assignment: before PostgreSQL has statistics of a campaign it
	// would else join all its assignments with all its asks.
	const query = `
		WITH q AS MATERIALIZED (
			SELECT campaign_id,` + askColumns + `
			FROM asks` + ofHolder + `
			WHERE id = @ask)
		SELECT q.*,` + aColumns + `
		FROM q
		JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
		ORDER BY q.campaign_id, q.id`
	asks, err := collect(ctx, s, "asks", query, namedArgs{"link": link, "ask": ask}, func(row pgx.CollectableRow) (AskAbout, error) {
		var a AskAbout
		err := row.Scan(slices.Concat([]any{&a.Campaign}, askFields(&a.Ask), assignmentFields(&a.About))...)
		return a, err
	})
	if err != nil {
		return AskAbout{}, err
	}
	if len(asks) == 0 {
		return AskAbout{}, roster.Missing("ask")
	}
	return asks[0], nil
}

// OpenAsksByPhone returns the asks that a text from this number may answer, newest first.
func (s *Store) OpenAsksByPhone(ctx context.Context, phone roster.Phone) ([]LinkedAsk, error) {
	const query = `SELECT campaign_id,` + askColumns + `
		FROM asks
		WHERE phone = @phone AND state IN ('queued', 'sent', 'unclear')
		ORDER BY queued_at DESC, id`
	return s.linkedAsks(ctx, query, namedArgs{"phone": phone})
}

// LatestAsk returns the newest ask of an assignment; false when there was none.
func (s *Store) LatestAsk(ctx context.Context, campaign, assignment string) (roster.Ask, bool, error) {
	const query = `SELECT` + askColumns + `
		FROM asks
		WHERE campaign_id = @campaign AND assignment_id = @assignment
		ORDER BY queued_at DESC, id DESC
		LIMIT 1`
	asks, err := s.asks(ctx, query, namedArgs{"campaign": campaign, "assignment": assignment})
	if err != nil || len(asks) == 0 {
		return roster.Ask{}, false, err
	}
	return asks[0], true, nil
}

// OpenAsks returns the open asks of assignments, by assignment.
func (s *Store) OpenAsks(ctx context.Context, campaign string, assignments []string) (map[string]roster.Ask, error) {
	const query = `SELECT` + askColumns + `
		FROM asks
		WHERE campaign_id = @campaign AND assignment_id = ANY(@assignments) AND state IN ('queued', 'sent', 'unclear')
		ORDER BY id`
	asks, err := s.asks(ctx, query, namedArgs{"campaign": campaign, "assignments": assignments})
	if err != nil {
		return nil, err
	}
	open := make(map[string]roster.Ask, len(asks))
	for _, a := range asks {
		open[a.Assignment] = a
	}
	return open, nil
}

// OverdueAsk is an ask whose deadline has passed. Unheard tells that its text hasn't left, or surely never
// arrived.
type OverdueAsk struct {
	roster.Ask
	Unheard bool
}

// OverdueAsks returns open asks whose deadline has passed, the oldest first.
func (s *Store) OverdueAsks(ctx context.Context, campaign string, now time.Time, limit int) ([]OverdueAsk, error) {
	const query = `SELECT` + askColumns + `,
		       EXISTS (SELECT FROM messages m
		               WHERE m.campaign_id = asks.campaign_id AND m.id = asks.message_id AND m.state IN ('queued', 'failed', 'suppressed')` + perRow + `)
		FROM asks
		WHERE campaign_id = @campaign AND state IN ('queued', 'sent', 'unclear') AND deadline <= @now
		ORDER BY deadline, id
		LIMIT @limit`
	args := namedArgs{"campaign": campaign, "now": now, "limit": limit}
	return collect(ctx, s, "overdue asks", query, args, func(row pgx.CollectableRow) (OverdueAsk, error) {
		var a OverdueAsk
		err := row.Scan(append(askFields(&a.Ask), &a.Unheard)...)
		return a, err
	})
}

// AsksOfMessage returns the asks that one message carries.
func (s *Store) AsksOfMessage(ctx context.Context, campaign, message string) ([]roster.Ask, error) {
	const query = `SELECT` + askColumns + `
		FROM asks
		WHERE campaign_id = @campaign AND message_id = @message
		ORDER BY deadline, id`
	return s.asks(ctx, query, namedArgs{"campaign": campaign, "message": message})
}

// EndAsk moves an open ask to its end. It tells false when it has ended before.
func (s *Store) EndAsk(ctx context.Context, campaign, id string, to roster.AskState, now time.Time) (bool, error) {
	const query = `
		UPDATE asks
		SET state = @to, closed_at = @now
		WHERE campaign_id = @campaign AND id = @id AND state IN ('queued', 'sent', 'unclear')`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "id": id, "to": to, "now": now})
	if err != nil {
		return false, fmt.Errorf("end ask %s: %w", id, translate(err))
	}
	return tag.RowsAffected() > 0, nil
}

// CloseAsk moves an ask to its end, if it is open, and takes a text that hasn't left and asks
// nothing else out of the queue.
func (s *Store) CloseAsk(ctx context.Context, campaign string, a roster.Ask, to roster.AskState, now time.Time) error {
	const query = `
		WITH ended AS (
			UPDATE asks
			SET state = @to, closed_at = @now
			WHERE campaign_id = @campaign AND id = @id AND state IN ('queued', 'sent', 'unclear'))
		UPDATE messages
		SET state = 'suppressed'
		WHERE campaign_id = @campaign AND id = @message AND state = 'queued'
		  AND NOT EXISTS (SELECT FROM asks WHERE campaign_id = @campaign AND message_id = @message AND closed_at IS NULL AND id <> @id)`
	return s.later(ctx, "end ask "+a.ID, query, namedArgs{"campaign": campaign, "id": a.ID, "message": a.Message, "to": to, "now": now}, nil)
}

// MarkAsks moves open asks of a message from one open state to another.
func (s *Store) MarkAsks(ctx context.Context, campaign, message string, from, to roster.AskState) error {
	const query = `
		UPDATE asks
		SET state = @to
		WHERE campaign_id = @campaign AND message_id = @message AND state = @from`
	return s.later(ctx, "mark asks of message "+message, query, namedArgs{"campaign": campaign, "message": message, "from": from, "to": to}, nil)
}

// MarkUnclear says that a reply to an ask waits for a person to read it.
func (s *Store) MarkUnclear(ctx context.Context, campaign, id string) error {
	const query = `
		UPDATE asks
		SET state = 'unclear'
		WHERE campaign_id = @campaign AND id = @id AND state IN ('queued', 'sent')`
	return s.later(ctx, "mark ask "+id+" unclear", query, namedArgs{"campaign": campaign, "id": id}, nil)
}

func (s *Store) asks(ctx context.Context, query string, args namedArgs) ([]roster.Ask, error) {
	rows, err := s.conn.Query(ctx, query, args)
	if err != nil {
		return nil, fmt.Errorf("read asks: %w", translate(err))
	}
	asks, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (roster.Ask, error) {
		var a roster.Ask
		err := row.Scan(askFields(&a)...)
		return a, err
	})
	if err != nil {
		return nil, fmt.Errorf("read asks: %w", translate(err))
	}
	return asks, nil
}

func (s *Store) linkedAsks(ctx context.Context, query string, args namedArgs) ([]LinkedAsk, error) {
	rows, err := s.conn.Query(ctx, query, args)
	if err != nil {
		return nil, fmt.Errorf("read asks: %w", translate(err))
	}
	asks, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (LinkedAsk, error) {
		var a LinkedAsk
		err := row.Scan(append([]any{&a.Campaign}, askFields(&a.Ask)...)...)
		return a, err
	})
	if err != nil {
		return nil, fmt.Errorf("read asks: %w", translate(err))
	}
	return asks, nil
}

func askFields(a *roster.Ask) []any {
	return []any{&a.ID, &a.Assignment, &a.Volunteer, &a.Phone, &a.Code, &a.Link, &a.Channel, &a.State, &a.Mode, &a.Deadline, &a.Message, &a.QueuedAt}
}
