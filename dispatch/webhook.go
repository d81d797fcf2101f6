package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// TakeStatus stores a status callback and rings for its handling; one that was taken before
// changes nothing.
func (d *Dispatcher) TakeStatus(ctx context.Context, event notify.StatusEvent, now time.Time) error {
	return d.take(ctx, statusDelivery(event), now)
}

func statusDelivery(event notify.StatusEvent) db.Delivery {
	return db.Delivery{
		Provider: event.Provider, ExternalID: event.ProviderID, Status: string(event.Status), Kind: "status",
		MessageID: event.MessageID, ErrorCode: event.ErrorCode,
	}
}

// TakeInbound stores a text that came in and rings for its reading.
func (d *Dispatcher) TakeInbound(ctx context.Context, in notify.Inbound, now time.Time) error {
	return d.take(ctx, db.Delivery{
		Provider: in.Provider, ExternalID: in.ProviderID, Status: "received", Kind: "inbound", From: in.From, To: in.To, Body: in.Body,
	}, now)
}

// HandleWebhook does what a stored webhook asks for, once; the mark that it is done commits
// with it. Of what one phone has written, all that came before is read first, each for itself; what
// fails again and again is set aside for a person.
func (d *Dispatcher) HandleWebhook(ctx context.Context, provider, externalID, status string, now time.Time) error {
	rung := db.HandleWebhook{Provider: provider, ExternalID: externalID, Status: status}
	for {
		done, err := d.handleNext(ctx, rung, now)
		if err != nil {
			return fmt.Errorf("handle webhook %s of %s: %w", externalID, provider, err)
		}
		if done {
			return nil
		}
	}
}

// handleNext handles what comes next on the way to the webhook that was rung for, in a transaction of its
// own, and tells whether that was the last. A failure is noted outside of it, a panic too.
func (d *Dispatcher) handleNext(ctx context.Context, rung db.HandleWebhook, now time.Time) (done bool, err error) {
	var taken db.Taken
	panics := true
	defer func() {
		if panics || err != nil && !db.Passing(err) {
			d.noteFailure(ctx, taken, rung)
		}
	}()
	err = d.store.InTx(ctx, func(tx *db.Store) (err error) {
		var found bool
		taken, found, err = tx.TakeDelivery(ctx, rung.Provider, rung.ExternalID, rung.Status, now)
		done = !found || taken.ExternalID == rung.ExternalID
		if err != nil || !found {
			return err
		}
		return d.handle(ctx, tx, taken, now)
	})
	panics = false
	return done, err
}

func (d *Dispatcher) handle(ctx context.Context, tx *db.Store, taken db.Taken, now time.Time) error {
	switch {
	case taken.Kind == "status":
		return d.handleStatus(ctx, tx, taken.Delivery, now)
	case taken.Failures >= triesToRead:
		return d.setAside(ctx, tx, taken, now)
	}
	return d.handleReply(ctx, tx, taken.Delivery, now)
}

// handleStatus moves a message forward. A callback also settles a sending whose outcome was
// uncertain: our own identity travels in its address. One about a message that we don't have
// is dropped.
func (d *Dispatcher) handleStatus(ctx context.Context, tx *db.Store, delivery db.Delivery, now time.Time) error {
	campaign, m, err := tx.MessageForStatus(ctx, delivery.MessageID)
	if roster.KindOf(err) == roster.NotFound {
		d.log.Warn("status of an unknown message", "provider", delivery.Provider, "id", delivery.ExternalID)
		return nil
	}
	if err != nil {
		return err
	}
	status := notify.Status(delivery.Status)
	if !current(m, delivery.ExternalID, status) {
		return nil
	}
	err = tx.SetStatus(ctx, campaign, m.ID, status.State(), delivery.ExternalID, delivery.Status, delivery.ErrorCode, now)
	if err != nil {
		return err
	}
	if status.Failed() {
		return d.undelivered(ctx, tx, campaign, m, delivery.ErrorCode, now)
	}
	return tx.MarkAsks(ctx, campaign, m.ID, roster.AskQueued, roster.AskSent)
}

// current tells whether a status says something new of a message. One under another of the
// provider's identities is of an earlier try, unless a try is under way whose own is not known
// yet. A text that has arrived after all, while it waits for its second try, needs none.
func current(m roster.Message, providerID string, status notify.Status) bool {
	if m.ProviderID != "" && m.ProviderID != providerID {
		return m.State == roster.MessageSending || m.State == roster.MessageUncertain
	}
	if m.State == roster.MessageQueued && m.ProviderID != "" {
		return status.State() == roster.MessageDelivered
	}
	return notify.Forward(notify.Status(m.ProviderStatus), status)
}
