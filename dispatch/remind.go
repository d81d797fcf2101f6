package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// The evening's reminders leave from eveningHour on; the others when so much is left.
const (
	eveningHour = 19
	soonBefore  = 2 * time.Hour
)

// RemindDue reminds of tomorrow's shifts in the evening and of today's two hours before, once
// each, with the way to say that one can't come. In quiet hours nobody is reminded.
func (d *Dispatcher) RemindDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		counts, loc := Counts{}, campaign.Location()
		if d.quiet.In(now, loc) {
			return counts, nil
		}
		if now.In(loc).Hour() >= eveningHour {
			tomorrow := roster.DateOf(now, loc).AddDays(1)
			if err := d.remind(ctx, campaign, wholeDay(tomorrow, loc), "remind_evening", notify.ReminderEvening, counts, now); err != nil {
				return counts, err
			}
		}
		span := roster.Span{Start: now, End: now.Add(soonBefore)}
		return counts, d.remind(ctx, campaign, span, "remind_soon", notify.ReminderSoon, counts, now)
	})
}

func (d *Dispatcher) remind(ctx context.Context, campaign roster.Campaign, span roster.Span, purpose string, words func(i18n.Lang, notify.ShiftText, string) notify.Text, counts Counts, now time.Time) error {
	due, err := d.store.ConfirmedBetween(ctx, campaign.ID, span, purpose)
	if err != nil {
		return err
	}
	return eachOf(ctx, due, func(a roster.Assignment) error {
		err := d.store.InTx(ctx, func(tx *db.Store) error {
			return d.tellWithLink(ctx, tx, campaign, a, purpose, words, now)
		})
		if err != nil {
			return fmt.Errorf("remind of assignment %s: %w", a.ID, err)
		}
		counts["reminded"]++
		return nil
	})
}
