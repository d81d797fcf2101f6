package dispatch

import (
	"context"
	"fmt"
	"maps"
	"slices"
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

// RemindDue reminds of tomorrow's shifts in the evening, in one text a person, and of today's two hours
// before, once each, with the way to say that one can't come. In quiet hours nobody is reminded.
func (d *Dispatcher) RemindDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		counts, loc := Counts{}, campaign.Location()
		if d.quiet.In(now, loc) {
			return counts, nil
		}
		if now.In(loc).Hour() >= eveningHour {
			tomorrow := roster.DateOf(now, loc).AddDays(1)
			if err := d.remindOfDay(ctx, campaign, tomorrow, counts, now); err != nil {
				return counts, err
			}
		}
		const purpose = "remind_soon"
		due, err := d.store.ConfirmedBetween(ctx, campaign.ID, roster.Span{Start: now, End: now.Add(soonBefore)}, purpose, false)
		if err != nil {
			return counts, err
		}
		return counts, d.remind(ctx, campaign, due, notice{purpose: purpose, say: notify.ReminderSoon}, counts, now)
	})
}

// remindOfDay reminds everybody of all their shifts of a day. The text names the first.
func (d *Dispatcher) remindOfDay(ctx context.Context, campaign roster.Campaign, day roster.Date, counts Counts, now time.Time) error {
	const purpose = "remind_evening"
	loc := campaign.Location()
	due, err := d.store.ConfirmedBetween(ctx, campaign.ID, wholeDay(day, loc), purpose, true)
	if err != nil {
		return err
	}
	firsts := firstsByOthers(due)
	return eachOf(ctx, slices.Sorted(maps.Keys(firsts)), func(others int) error {
		say := func(l i18n.Lang, s notify.ShiftText, link string) notify.Text {
			return notify.ReminderEvening(l, s, others, link)
		}
		return d.remind(ctx, campaign, firsts[others], notice{purpose, say, day.Time(loc)}, counts, now)
	})
}

// firstsByOthers is each person's first assignment of those due, by how many others they have.
func firstsByOthers(due []roster.Assignment) map[int][]roster.Assignment {
	has, firsts := map[string]int{}, map[int][]roster.Assignment{}
	for _, a := range due {
		has[a.Volunteer]++
	}
	for _, a := range due {
		if n := has[a.Volunteer]; n > 0 {
			firsts[n-1] = append(firsts[n-1], a)
			has[a.Volunteer] = 0
		}
	}
	return firsts
}

// notice is a text about shifts: what it is for, what it says and until when it is true, zero for the start.
type notice struct {
	purpose string
	say     wording
	until   time.Time
}

func (d *Dispatcher) remind(ctx context.Context, campaign roster.Campaign, due []roster.Assignment, n notice, counts Counts, now time.Time) error {
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
