package scheduler

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
)

// Ring does what an alarm asks for, as the queue's workers would: for a clock of one's own,
// on which the queue doesn't run.
func Ring(ctx context.Context, d *dispatch.Dispatcher, alarm db.Alarm, now time.Time) error {
	switch alarm.Kind {
	case db.SendMessage{}.Kind():
		return ring(ctx, alarm, now, sendMessage(d))
	case db.HandleWebhook{}.Kind():
		return ring(ctx, alarm, now, handleWebhook(d))
	case db.RefillRole{}.Kind():
		return ring(ctx, alarm, now, refillRole(d))
	case db.AskPlanned{}.Kind():
		return ring(ctx, alarm, now, askPlanned(d))
	case db.SendCode{}.Kind():
		return ring(ctx, alarm, now, sendCode(d))
	case db.DeliverHook{}.Kind():
		return ring(ctx, alarm, now, verb[db.DeliverHook](d.DeliverHook))
	}
	return fmt.Errorf("no work for an alarm of kind %q", alarm.Kind)
}

func ring[T any](ctx context.Context, alarm db.Alarm, now time.Time, do verb[T]) error {
	var args T
	if err := json.Unmarshal(alarm.Args, &args); err != nil {
		return fmt.Errorf("read an alarm of kind %s: %w", alarm.Kind, err)
	}
	return do(ctx, args, now)
}

// verb is what an alarm rings for.
type verb[T any] func(ctx context.Context, args T, now time.Time) error

func sendMessage(d *dispatch.Dispatcher) verb[db.SendMessage] {
	return func(ctx context.Context, a db.SendMessage, now time.Time) error {
		return d.SendMessage(ctx, a.Campaign, a.Message, now)
	}
}

func handleWebhook(d *dispatch.Dispatcher) verb[db.HandleWebhook] {
	return func(ctx context.Context, a db.HandleWebhook, now time.Time) error {
		return d.HandleWebhook(ctx, a.Provider, a.ExternalID, a.Status, now)
	}
}

func refillRole(d *dispatch.Dispatcher) verb[db.RefillRole] {
	return counted(func(ctx context.Context, a db.RefillRole, now time.Time) (dispatch.Counts, error) {
		return d.Refill(ctx, a.Campaign, a.Role, now)
	})
}

func askPlanned(d *dispatch.Dispatcher) verb[db.AskPlanned] {
	return counted(func(ctx context.Context, a db.AskPlanned, now time.Time) (dispatch.Counts, error) {
		return d.AskPlanned(ctx, a.Campaign, now)
	})
}

func sendCode(d *dispatch.Dispatcher) verb[db.SendCode] {
	return func(ctx context.Context, a db.SendCode, now time.Time) error { return d.SendCode(ctx, a.Code, now) }
}

// Next returns when a job runs after a moment, in a time zone.
func (j Job) Next(zone string) (func(after time.Time) time.Time, error) {
	spec, err := cron.ParseStandard("CRON_TZ=" + zone + " " + j.Spec)
	if err != nil {
		return nil, fmt.Errorf("cron spec of job %s: %w", j.Name, err)
	}
	return spec.Next, nil
}
