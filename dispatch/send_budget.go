package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Budget bounds what the texts of a campaign may cost a day, in đồng: Daily, where 0 means no
// bound, at Segment for each segment.
type Budget struct{ Daily, Segment int64 }

// pay takes a text's price from the day's budget before it leaves. What the budget doesn't hold
// waits for the next day; the word that somebody has opted out is owed by law and always leaves.
func (d *Dispatcher) pay(ctx context.Context, campaign roster.Campaign, m db.Outgoing, now time.Time) (db.Sent, bool) {
	if d.budget.Segment == 0 || m.Purpose == optedOutPurpose {
		return db.Sent{}, false
	}
	today := roster.DateOf(now, campaign.Location())
	holds, err := d.store.Spend(ctx, campaign.ID, today, d.price(m), d.budget.Daily)
	if err != nil {
		return holdBack(err.Error(), now.Add(retryAfter)), true
	}
	if holds {
		return db.Sent{}, false
	}
	d.log.Error("the day's budget for texts is spent", "campaign", campaign.ID, "day", today, "budget", d.budget.Daily)
	event := roster.SendingEvent{At: now, Kind: roster.BudgetReached, Subject: today.String(), Reason: fmt.Sprintf("%d VND", d.budget.Daily)}
	if err := d.store.AddSendingEvent(ctx, campaign.ID, event); err != nil {
		d.log.Error("record that the budget is spent", "error", err)
	}
	return holdBack("budget", today.AddDays(1).Time(campaign.Location())), true
}

// payBack returns the price of a text that the provider has surely not taken. That it fails
// makes the day seem dearer than it was, never cheaper.
func (d *Dispatcher) payBack(ctx context.Context, campaign roster.Campaign, m db.Outgoing, now time.Time) {
	if d.budget.Segment == 0 || m.Purpose == optedOutPurpose {
		return
	}
	today := roster.DateOf(now, campaign.Location())
	if _, err := d.store.Spend(context.WithoutCancel(ctx), campaign.ID, today, -d.price(m), 0); err != nil {
		d.log.Error("pay back a text", "message", m.ID, "error", err)
	}
}

func (d *Dispatcher) price(m db.Outgoing) int64 { return d.budget.Segment * int64(m.Segments) }
