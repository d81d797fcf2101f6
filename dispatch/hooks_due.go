package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
)

// How hooks are told: so many a round, with so long a pause after the first failure and at
// most, for so long before a hook that only fails is disabled.
const (
	hooksPerTick  = 1000
	hookPause     = time.Minute
	hookLongest   = 6 * time.Hour
	hookPatience  = 3 * 24 * time.Hour
	hookDoublings = 9
)

// HooksDue makes deliveries of new events and rings for those that are due.
func (d *Dispatcher) HooksDue(ctx context.Context, now time.Time) (Counts, error) {
	made, err := d.store.FanOutEvents(ctx, now)
	if err != nil {
		return nil, err
	}
	due, err := d.store.DueHooks(ctx, now, hooksPerTick)
	if err != nil {
		return nil, err
	}
	for _, job := range due {
		if err := d.store.Enqueue(ctx, job); err != nil {
			return nil, err
		}
	}
	if made+len(due) == 0 {
		return Counts{}, nil
	}
	return Counts{"events": made, "due": len(due)}, nil
}

// DeliverHook tells a hook of one event, if it is still due. A failure is tried again later
// and later; a hook that has failed for days is disabled, which its owner sees.
func (d *Dispatcher) DeliverHook(ctx context.Context, job db.DeliverHook, now time.Time) error {
	call, due, err := d.store.TakeHookCall(ctx, job, now.Add(hookPause), now)
	if err != nil || !due || d.postHook == nil {
		return err
	}
	secrets := []string{call.Secret}
	if call.OldSecret != "" {
		secrets = append(secrets, call.OldSecret)
	}
	status, err := d.postHook(ctx, notify.HookCall{ID: call.ID, URL: call.URL, Secrets: secrets, Body: []byte(call.Body), At: now})
	outcome := hookOutcome(call, status, err, now)
	if err := d.store.SettleHookCall(ctx, job.Campaign, call, outcome, now); err != nil {
		return fmt.Errorf("deliver to hook %s: %w", call.Hook, err)
	}
	if outcome.Disable {
		d.log.WarnContext(ctx, "hook disabled after long failure", "hook", call.Hook, "status", status)
	}
	return nil
}

func hookOutcome(call db.HookCall, status int, err error, now time.Time) db.HookOutcome {
	const fine, redirects = 200, 300
	if err == nil && status >= fine && status < redirects {
		return db.HookOutcome{State: "delivered", Status: status, DueAt: now}
	}
	o := db.HookOutcome{State: "waiting", Status: status, Fails: true, DueAt: now.Add(hookBackoff(call.Attempts))}
	if err != nil {
		o.Error = err.Error()
	}
	if call.FailingSince != nil && now.Sub(*call.FailingSince) >= hookPatience {
		o.State, o.Disable = "failed", true
	}
	return o
}

// hookBackoff doubles the pause with each attempt.
func hookBackoff(attempts int) time.Duration {
	return min(hookLongest, hookPause<<min(max(0, attempts-1), hookDoublings))
}
