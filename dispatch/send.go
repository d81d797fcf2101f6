package dispatch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// How long a text is held back, on the campaign's clock, when the provider names no time,
// and when our own account is at fault.
const (
	retryAfter   = time.Minute
	channelAfter = 5 * time.Minute
)

// optedOutPurpose is the one text that a number may get after it has opted out: the word that
// it has.
const optedOutPurpose = "opted_out"

// SendMessage hands a due text to the provider. The attempt is written before the call, the
// outcome after; a text whose outcome nobody knows is never sent again blindly. Consent,
// suppression, quiet hours and validity are checked here, at the last moment.
func (d *Dispatcher) SendMessage(ctx context.Context, campaignID, id string, now time.Time) error {
	campaign, err := d.store.Campaign(ctx, campaignID)
	if err != nil {
		return err
	}
	m, taken, err := d.store.TakeMessage(ctx, campaignID, id, now)
	if err != nil || !taken {
		return err
	}
	if m.Shrunk && !m.Moot {
		if m.Message, err = d.reword(ctx, campaign, m.Message); err != nil {
			return fmt.Errorf("send message %s: %w", id, err)
		}
	}
	sent, class := d.attempt(ctx, campaign, m, now)
	// The outcome must be written even when the caller has been told to stop meanwhile.
	ctx = context.WithoutCancel(ctx)
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if err := tx.FinishAttempt(ctx, campaignID, id, sent, now); err != nil {
			return err
		}
		if err := d.audit(ctx, tx, campaign, m, sent, now); err != nil {
			return err
		}
		return d.afterAttempt(ctx, tx, campaignID, m, sent, class, now)
	})
	if err != nil {
		return fmt.Errorf("send message %s: %w", id, err)
	}
	return nil
}

// attempt calls the provider if the text may leave.
func (d *Dispatcher) attempt(ctx context.Context, campaign roster.Campaign, m db.Outgoing, now time.Time) (db.Sent, notify.Class) {
	if sent, class, barred := d.barred(campaign, m, now); barred {
		return sent, class
	}
	if sent, held := d.pay(ctx, campaign, m, now); held {
		return sent, ""
	}
	by := d.sender.By(m.To)
	receipt, err := d.sender.Send(ctx, notify.Outbound{ID: m.ID, To: m.To, Body: m.Body, ValidFor: m.ValidUntil.Sub(now)})
	if err == nil {
		return taken(by, receipt), ""
	}
	failure, ok := errors.AsType[*notify.SendError](err)
	if !ok {
		failure = &notify.SendError{Class: notify.Uncertain, Err: err}
	}
	if failure.Class != notify.Uncertain {
		d.payBack(ctx, campaign, m, now)
	}
	sent := d.failed(m, failure, now)
	sent.Sender = by
	return sent, failure.Class
}

// taken is what a receipt says of a text: most often that it is on its way, but it may have failed by then.
func taken(by string, receipt notify.Receipt) db.Sent {
	return db.Sent{
		State: receipt.Status.State(), Outcome: "accepted", Sender: by, ProviderID: receipt.ProviderID, ProviderStatus: string(receipt.Status), ErrorCode: receipt.ErrorCode,
	}
}

func (d *Dispatcher) failed(m db.Outgoing, failure *notify.SendError, now time.Time) db.Sent {
	sent := db.Sent{State: roster.MessageFailed, Outcome: "permanent", ErrorCode: failure.Code, Detail: failure.Err.Error()}
	switch failure.Class {
	case notify.Retry:
		return laterIfWorthIt(sent, m, now.Add(max(retryAfter, d.onClock(failure.RetryAfter))))
	case notify.Channel, notify.TurnedAway:
		d.log.Error("the sms sender refuses texts", "message", m.ID, "code", failure.Code, "error", failure.Err)
		return laterIfWorthIt(sent, m, now.Add(max(channelAfter, d.patience())))
	case notify.Uncertain:
		sent.State, sent.Outcome = roster.MessageUncertain, "uncertain"
	case notify.BadNumber, notify.OptedOut, notify.Blocked, notify.Rejected:
	}
	return sent
}

// laterIfWorthIt queues a text that hasn't left once more, unless it would be too late by then: others
// are better asked now.
func laterIfWorthIt(sent db.Sent, m db.Outgoing, notBefore time.Time) db.Sent {
	if m.ValidUntil.After(notBefore) {
		sent.State, sent.Outcome, sent.NotBefore = roster.MessageQueued, "retry", notBefore
	}
	return sent
}

// onClock turns a wish of the provider, in real time, into time on the campaign's clock.
func (d *Dispatcher) onClock(wall time.Duration) time.Duration {
	const usualPatience = 2 * time.Minute
	return time.Duration(float64(wall) * float64(d.patience()) / float64(usualPatience))
}

func (d *Dispatcher) afterAttempt(ctx context.Context, tx *db.Store, campaign string, m db.Outgoing, sent db.Sent, class notify.Class, now time.Time) error {
	m.Sender = sent.Sender
	if class == notify.TurnedAway {
		if err := d.stopSender(ctx, tx, m.Message, sent.ErrorCode, now); err != nil {
			return err
		}
	}
	if notify.Status(sent.ProviderStatus).Failed() {
		return d.undelivered(ctx, tx, campaign, m.Message, sent.ErrorCode, now)
	}
	switch sent.State {
	case roster.MessageSent, roster.MessageDelivered, roster.MessageUncertain:
		return tx.MarkAsks(ctx, campaign, m.ID, roster.AskQueued, roster.AskSent)
	case roster.MessageFailed, roster.MessageSuppressed:
		return d.unreachable(ctx, tx, campaign, m.ID, m.To, class, now)
	case roster.MessageQueued:
		return tx.CancelMoot(ctx, campaign, m.ID)
	case roster.MessageSending:
	}
	return nil
}

// unreachable ends the asks of a text that will not arrive and, for a number that never gets texts,
// all that it is asked.
func (d *Dispatcher) unreachable(ctx context.Context, tx *db.Store, campaign, message string, to roster.Phone, class notify.Class, now time.Time) error {
	if reason := suppression(class); reason != "" && to != "" { // the receiver may have been erased
		return silence(ctx, tx, to, reason, now)
	}
	asks, err := tx.AsksOfMessage(ctx, campaign, message)
	if err != nil {
		return err
	}
	return failAsks(ctx, tx, campaign, asks, now)
}

// failAsks ends the asks of a person whom no text reaches. Their roles are locked together, before the
// person, as all changes do.
func failAsks(ctx context.Context, tx *db.Store, campaign string, asks []roster.Ask, now time.Time) error {
	if err := tx.LockRolesOfAsks(ctx, campaign, asks); err != nil {
		return err
	}
	for _, ask := range asks {
		if _, _, err := endAskIn(ctx, tx, campaign, ask, roster.AskFailed, roster.Released, note(roster.BySystem, roster.SMS, "unreachable", now)); err != nil {
			return err
		}
	}
	return nil
}

func suppression(class notify.Class) string {
	switch class {
	case notify.BadNumber:
		return "bad_number"
	case notify.OptedOut:
		return "opted_out"
	case notify.Blocked:
		return "blocked"
	case notify.Retry, notify.Rejected, notify.Channel, notify.TurnedAway, notify.Uncertain:
	}
	return ""
}
