package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Spend takes the cost of a text, in đồng, from a day's budget, in one statement: however many
// workers send, the day never costs more. It tells false when the budget doesn't hold it. A
// negative cost gives back what a refused text didn't use; a budget of 0 has no end.
func (s *Store) Spend(ctx context.Context, campaign string, day roster.Date, cost, budget int64) (bool, error) {
	const query = `
		INSERT INTO sending_days AS d (campaign_id, day, spent)
		SELECT @campaign, @day, greatest(@cost, 0)
		WHERE @budget = 0 OR @cost <= @budget
		ON CONFLICT (campaign_id, day) DO UPDATE
		SET spent = greatest(d.spent + @cost, 0)
		WHERE @budget = 0 OR d.spent + @cost <= @budget`
	tag, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "day": day.Time(time.UTC), "cost": cost, "budget": budget,
	})
	if err != nil {
		return false, fmt.Errorf("spend on a text: %w", translate(err))
	}
	return tag.RowsAffected() > 0, nil
}

// AddSendingEvent records what was decided. That a day's budget is reached is recorded once.
func (s *Store) AddSendingEvent(ctx context.Context, campaign string, e roster.SendingEvent) error {
	const query = `
		INSERT INTO sending_events (campaign_id, at, kind, subject, reason, staff_id)
		VALUES (@campaign, @at, @kind, @subject, @reason, nullif(@staff, '')::uuid)
		ON CONFLICT DO NOTHING`
	return s.later(ctx, "record a decision on sending", query, namedArgs{
		"campaign": campaign, "at": e.At, "kind": e.Kind, "subject": e.Subject, "reason": e.Reason, "staff": e.Staff,
	}, nil)
}

// SendingEvents lists what was decided about sending, the newest first. The department's whole
// campaign, and nobody else's, has any.
func (s *Store) SendingEvents(ctx context.Context, scope roster.Scope, most int) ([]roster.SendingEvent, error) {
	const query = `
		SELECT e.id, e.at, e.kind, e.subject, e.reason, coalesce(e.staff_id::text, ''), coalesce(s.name, '')
		FROM sending_events e
		LEFT JOIN staff s ON s.id = e.staff_id
		WHERE e.campaign_id = @campaign AND @see_all
		ORDER BY e.id DESC
		LIMIT @most`
	return collect(ctx, s, "decisions on sending", query, within(scope, namedArgs{"most": most}), pgx.RowToStructByPos[roster.SendingEvent])
}

// Texts are those that a stop holds back: of a template, or those that would leave by a sender, or all when
// both are empty.
type Texts struct{ Template, Sender string }

// StopSending holds back some texts in one campaign, or in every one when that is empty, and records
// why. It tells false when they are held back already.
func (s *Store) StopSending(ctx context.Context, campaign string, texts Texts, reason string, now time.Time) (bool, error) {
	const query = `
		WITH stop AS (
			INSERT INTO sending_stops (campaign_id, template, sender, since, reason)
			SELECT id, @template, @sender, @now, @reason
			FROM campaigns
			WHERE id = coalesce(@campaign, id)
			ORDER BY id
			ON CONFLICT DO NOTHING
			RETURNING campaign_id)
		INSERT INTO sending_events (campaign_id, at, kind, subject, reason)
		SELECT campaign_id, @now, 'stopped', @template || @sender, @reason
		FROM stop`
	return s.changeStop(ctx, query, campaign, texts, reason, now)
}

// ResumeSending lets go what StopSending holds back and records why. It tells false when
// nothing is held back.
func (s *Store) ResumeSending(ctx context.Context, campaign string, texts Texts, reason string, now time.Time) (bool, error) {
	const query = `
		WITH stop AS (
			DELETE FROM sending_stops
			WHERE campaign_id = @campaign AND template = @template AND sender = @sender
			RETURNING campaign_id)
		INSERT INTO sending_events (campaign_id, at, kind, subject, reason)
		SELECT campaign_id, @now, 'resumed', @template || @sender, @reason
		FROM stop`
	return s.changeStop(ctx, query, campaign, texts, reason, now)
}

func (s *Store) changeStop(ctx context.Context, query, campaign string, texts Texts, reason string, now time.Time) (bool, error) {
	tag, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": orNull(campaign), "template": texts.Template, "sender": texts.Sender, "reason": reason, "now": now,
	})
	if err != nil {
		return false, fmt.Errorf("stop or resume sending: %w", translate(err))
	}
	return tag.RowsAffected() > 0, nil
}

// SendingStops lists what a campaign holds back, the oldest first.
func (s *Store) SendingStops(ctx context.Context, campaign string) ([]roster.SendingStop, error) {
	const query = `
		SELECT template, sender, since, reason
		FROM sending_stops
		WHERE campaign_id = @campaign
		ORDER BY since, template, sender`
	return collect(ctx, s, "what is held back", query, namedArgs{"campaign": campaign}, pgx.RowToStructByPos[roster.SendingStop])
}
