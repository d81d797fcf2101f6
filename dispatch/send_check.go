package dispatch

import (
	"context"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// barred tells whether a text may not leave now, and what becomes of it: too late, for
// something that is over, without consent, held back by somebody, or in quiet hours.
func (d *Dispatcher) barred(campaign roster.Campaign, m db.Outgoing, now time.Time) (db.Sent, notify.Class, bool) {
	switch loc := campaign.Location(); {
	case !m.ValidUntil.After(now):
		return db.Sent{State: roster.MessageFailed, Outcome: "permanent", Detail: "too late"}, "", true
	case m.Moot:
		return db.Sent{State: roster.MessageSuppressed, Outcome: "permanent", Detail: "over"}, "", true
	case m.Purpose == optedOutPurpose:
	case m.Suppressed || !m.Consented:
		return db.Sent{State: roster.MessageSuppressed, Outcome: "permanent", Detail: "no consent"}, notify.Rejected, true
	case m.Held, slices.Contains(m.HeldSenders, d.sender.By(m.To)):
		return holdBack("held back", now.Add(max(channelAfter, d.patience()))), "", true
	case !m.Urgent && d.quiet.In(now, loc):
		return holdBack("quiet hours", d.quiet.Next(now, loc)), "", true
	}
	return db.Sent{}, "", false
}

func holdBack(why string, notBefore time.Time) db.Sent {
	return db.Sent{State: roster.MessageQueued, Outcome: "retry", Detail: why, NotBefore: notBefore}
}

// audit records that a text has left in quiet hours, and for what.
func (d *Dispatcher) audit(ctx context.Context, tx *db.Store, campaign roster.Campaign, m db.Outgoing, sent db.Sent, now time.Time) error {
	left := []roster.MessageState{roster.MessageSent, roster.MessageDelivered, roster.MessageUncertain}
	if !slices.Contains(left, sent.State) || !d.quiet.In(now, campaign.Location()) {
		return nil
	}
	return tx.AddSendingEvent(ctx, campaign.ID, roster.SendingEvent{At: now, Kind: roster.QuietHoursOverridden, Subject: m.ID, Reason: m.Purpose})
}
