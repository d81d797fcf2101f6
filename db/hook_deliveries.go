package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// DeliverHook is the alarm that a hook waits to be told of an event.
type DeliverHook struct {
	Campaign string `json:"campaign"`
	Delivery string `json:"delivery"`
}

// Kind names the job.
func (DeliverHook) Kind() string { return "deliver_hook" }

// DueHooks returns what is due to be delivered, the longest due first.
func (s *Store) DueHooks(ctx context.Context, now time.Time, most int) ([]DeliverHook, error) {
	const query = `
		SELECT d.campaign_id AS campaign, d.id AS delivery
		FROM hook_deliveries d
		JOIN hooks h ON h.campaign_id = d.campaign_id AND h.id = d.hook_id
		WHERE d.state = 'waiting' AND d.due_at <= @now AND h.disabled_at IS NULL
		ORDER BY d.due_at, d.id
		LIMIT @most`
	return collect(ctx, s, "due hooks", query, namedArgs{"now": now, "most": most}, pgx.RowToStructByName[DeliverHook])
}

// HookCall is a delivery about to be made.
type HookCall struct {
	ID, Hook, URL, Secret, OldSecret, Body string
	Attempts                               int
	FailingSince                           *time.Time
}

// TakeHookCall returns a delivery that is due, and counts the attempt: until it is told
// about, nobody else takes it. It tells false when there is nothing to do.
func (s *Store) TakeHookCall(ctx context.Context, job DeliverHook, until, now time.Time) (HookCall, bool, error) {
	const query = `
		UPDATE hook_deliveries d
		SET attempts = d.attempts + 1, due_at = @until
		FROM hooks h
		WHERE d.campaign_id = @campaign AND d.id = @id AND d.state = 'waiting' AND d.due_at <= @now
		  AND h.campaign_id = d.campaign_id AND h.id = d.hook_id AND h.disabled_at IS NULL
		RETURNING d.id, h.id AS hook, h.url, h.secret, h.old_secret, d.body, d.attempts, h.failing_since`
	calls, err := collect(ctx, s, "hook call", query, namedArgs{"campaign": job.Campaign, "id": job.Delivery, "until": until, "now": now}, pgx.RowToStructByName[HookCall])
	if err != nil || len(calls) == 0 {
		return HookCall{}, false, err
	}
	return calls[0], true, nil
}

// HookOutcome is what came of a delivery: delivered, or due again, or given up with the hook
// disabled.
type HookOutcome struct {
	State          string
	Status         int
	Error          string
	DueAt          time.Time
	Fails, Disable bool
}

// SettleHookCall stores what came of a delivery and how its hook fares.
func (s *Store) SettleHookCall(ctx context.Context, campaign string, call HookCall, o HookOutcome, now time.Time) error {
	const delivery = `
		UPDATE hook_deliveries
		SET state = @state, last_status = @status, last_error = @error, due_at = @due,
		    delivered_at = CASE WHEN @state = 'delivered' THEN @now::timestamptz END
		WHERE campaign_id = @campaign AND id = @id`
	const hook = `
		UPDATE hooks
		SET failing_since = CASE WHEN @fails THEN coalesce(failing_since, @now::timestamptz) END,
		    disabled_at = CASE WHEN @disable THEN @now::timestamptz ELSE disabled_at END
		WHERE campaign_id = @campaign AND id = @hook`
	return s.InTx(ctx, func(tx *Store) error {
		if _, err := tx.conn.Exec(ctx, delivery, namedArgs{
			"campaign": campaign, "id": call.ID, "state": o.State, "status": o.Status, "error": o.Error, "due": o.DueAt, "now": now,
		}); err != nil {
			return fmt.Errorf("settle hook delivery: %w", translate(err))
		}
		if _, err := tx.conn.Exec(ctx, hook, namedArgs{"campaign": campaign, "hook": call.Hook, "fails": o.Fails, "disable": o.Disable, "now": now}); err != nil {
			return fmt.Errorf("settle hook: %w", translate(err))
		}
		return nil
	})
}
