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
// with it. Of what one phone has written, all that came before is read first, each for itself.
func (d *Dispatcher) HandleWebhook(ctx context.Context, provider, externalID, status string, now time.Time) error {
	for done := false; !done; {
		err := d.store.InTx(ctx, func(tx *db.Store) (err error) {
			done, err = d.handleNext(ctx, tx, provider, externalID, status, now)
			return err
		})
		if err != nil {
			return fmt.Errorf("handle webhook %s of %s: %w", externalID, provider, err)
		}
	}
	return nil
}

// handleNext handles what comes next on the way to a webhook, and tells whether that was the last.
func (d *Dispatcher) handleNext(ctx context.Context, tx *db.Store, provider, externalID, status string, now time.Time) (bool, error) {
	delivery, found, err := tx.TakeDelivery(ctx, provider, externalID, status, now)
	if err != nil || !found {
		return true, err
	}
	if delivery.Kind == "status" {
		return true, d.handleStatus(ctx, tx, delivery, now)
	}
	return delivery.ExternalID == externalID, d.handleReply(ctx, tx, delivery, now)
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
