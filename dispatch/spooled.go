package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/internal/spool"
)

// spooled is a webhook on its way to the database, with when it came.
type spooled struct {
	Delivery db.Delivery `json:"delivery"`
	At       time.Time   `json:"at"`
}

// insertLimit is how long a webhook may wait for the database, on the wall clock: whoever
// calls is to have their answer within a second.
const insertLimit = 600 * time.Millisecond

var errBehind = errors.New("earlier webhooks wait for the database")

// take keeps a webhook in the database or, when that is away, in the spool; it fails only when
// neither takes it. While something is spooled all goes behind it: two answers of one person
// must be read in the order they were given.
func (d *Dispatcher) take(ctx context.Context, delivery db.Delivery, now time.Time) error {
	if d.spool == nil {
		_, err := d.keep(ctx, delivery, now)
		return err
	}
	away := errBehind
	if d.spool.Empty() {
		if away = d.keepSoon(ctx, delivery, now); away == nil {
			return nil
		}
		d.log.WarnContext(ctx, "webhook goes to the spool", "error", away)
	}
	full := d.append(spooled{Delivery: delivery, At: now})
	if full != nil && errors.Is(away, errBehind) {
		away = d.keepSoon(ctx, delivery, now)
	}
	if full == nil || away == nil {
		return nil
	}
	return errors.Join(away, full)
}

// keepSoon is keep within the limit, also when the caller hangs up meanwhile.
func (d *Dispatcher) keepSoon(ctx context.Context, delivery db.Delivery, now time.Time) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), insertLimit)
	defer cancel()
	_, err := d.keep(ctx, delivery, now)
	return err
}

// keep stores a webhook and rings for its handling. It tells false when it was there before.
func (d *Dispatcher) keep(ctx context.Context, delivery db.Delivery, now time.Time) (added bool, err error) {
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		added, err = tx.AddDelivery(ctx, delivery, now)
		if err != nil || !added {
			return err
		}
		return tx.Enqueue(ctx, db.HandleWebhook{Provider: delivery.Provider, ExternalID: delivery.ExternalID, Status: delivery.Status})
	})
	if err != nil {
		return false, fmt.Errorf("take webhook: %w", err)
	}
	return added, nil
}

func (d *Dispatcher) append(webhook spooled) error {
	record, err := json.Marshal(webhook)
	if err != nil {
		return fmt.Errorf("spool webhook: %w", err)
	}
	return d.spool.Append(record)
}

// TakeSpooled brings spooled webhooks to the database, in the order they came and with the
// time they came at. One that the database already has changes nothing; one that it will never
// take is put aside. It is for every program that takes webhooks: a spool is local to it.
func (d *Dispatcher) TakeSpooled(ctx context.Context) (Counts, error) {
	if d.spool == nil || d.spool.Empty() {
		return Counts{}, nil
	}
	sum, err := d.spool.Take(func(record []byte) error { return d.takeRecord(ctx, record) })
	if sum.Refused > 0 || sum.Broken > 0 {
		d.log.ErrorContext(ctx, "spooled webhooks could not be read", "broken", sum.Broken, "refused", sum.Refused)
	}
	counts := Counts{"spooled webhooks taken": sum.Taken}
	if err != nil {
		return counts, fmt.Errorf("take spooled webhooks: %w", err)
	}
	return counts, nil
}

func (d *Dispatcher) takeRecord(ctx context.Context, record []byte) error {
	var webhook spooled
	if err := json.Unmarshal(record, &webhook); err != nil {
		return fmt.Errorf("%w: %w", spool.ErrRefused, err)
	}
	_, err := d.keep(ctx, webhook.Delivery, webhook.At)
	if db.Unfit(err) {
		return fmt.Errorf("%w: %w", spool.ErrRefused, err)
	}
	return err
}
