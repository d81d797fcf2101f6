package dispatch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
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
			if err := d.remind(ctx, campaign, wholeDay(tomorrow, loc), notice{"remind_evening", notify.ReminderEvening, tomorrow.Time(loc)}, counts, now); err != nil {
				return counts, err
			}
		}
		span := roster.Span{Start: now, End: now.Add(soonBefore)}
		return counts, d.remind(ctx, campaign, span, notice{purpose: "remind_soon", say: notify.ReminderSoon}, counts, now)
	})
}

// notice is a text about shifts: what it is for, what it says and until when it is true, zero for the start.
type notice struct {
	purpose string
	say     wording
	until   time.Time
}

func (d *Dispatcher) remind(ctx context.Context, campaign roster.Campaign, span roster.Span, n notice, counts Counts, now time.Time) error {
	due, err := d.store.ConfirmedBetween(ctx, campaign.ID, span, n.purpose)
	if err != nil {
		return err
	}
	tell := func(some []roster.Assignment) error {
		return d.store.InTx(ctx, func(tx *db.Store) error {
			return d.tellAll(ctx, tx, campaign, some, n, now)
		})
	}
	return eachOf(ctx, slices.Collect(slices.Chunk(due, remindTogether)), func(some []roster.Assignment) error {
		if tell(some) == nil {
			counts["reminded"] += len(some)
			return nil
		}
		// Somebody who can't be reminded keeps no other from it.
		return eachOf(ctx, some, func(a roster.Assignment) error {
			if err := tell([]roster.Assignment{a}); err != nil {
				return fmt.Errorf("remind of assignment %s: %w", a.ID, err)
			}
			counts["reminded"]++
			return nil
		})
	})
}

// remindTogether is how many reminders commit at once.
const remindTogether = 20
