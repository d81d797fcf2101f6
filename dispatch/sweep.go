package dispatch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// What one round of a sweep takes on at most.
const (
	messagesPerSweep = 1000
	webhooksPerSweep = 1000
	rolesPerSweep    = 30
	refillAhead      = 48 * time.Hour
)

// Sweep finds what an alarm was lost for, or could not be rung for yet: webhooks that nobody
// handled, texts whose time has come, sendings that never finished, proposals that came to
// nothing. What it asks the provider for comes last: that can take all of its time.
func (d *Dispatcher) Sweep(ctx context.Context, now time.Time) (Counts, error) {
	lost := now.Add(-d.patience())
	total := Counts{}
	failed := []error{d.sweepWebhooks(ctx, lost, total)}
	for _, step := range []func(context.Context, string, time.Time, time.Time, Counts) error{
		d.sweepMessages, d.sweepSendings, d.sweepProposals, d.sweepUncertain,
	} {
		counts, err := d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
			counts := Counts{}
			return counts, step(ctx, campaign.ID, now, lost, counts)
		})
		total.add(counts)
		failed = append(failed, err)
	}
	return total, errors.Join(failed...)
}

func (d *Dispatcher) sweepWebhooks(ctx context.Context, lost time.Time, counts Counts) error {
	forgotten, err := d.store.ForgottenDeliveries(ctx, lost, webhooksPerSweep)
	if err != nil {
		return err
	}
	return eachOf(ctx, forgotten, func(w db.HandleWebhook) error {
		counts["webhooks"]++
		return d.store.Enqueue(ctx, w)
	})
}

func (d *Dispatcher) sweepMessages(ctx context.Context, campaign string, now, lost time.Time, counts Counts) error {
	ids, err := d.store.DelayedMessages(ctx, campaign, now, lost, messagesPerSweep)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := d.store.Enqueue(ctx, db.SendMessage{Campaign: campaign, Message: id}); err != nil {
			return err
		}
		counts["messages"]++
	}
	return nil
}

// sweepSendings gives up on sendings that a worker never finished: the texts may have left,
// so their asks count as sent and their deadlines decide.
func (d *Dispatcher) sweepSendings(ctx context.Context, campaign string, now, lost time.Time, counts Counts) error {
	return d.store.InTx(ctx, func(tx *db.Store) error {
		ids, err := tx.GiveUpSending(ctx, campaign, lost, now)
		if err != nil {
			return err
		}
		for _, id := range ids {
			counts["uncertain"]++
			if err := tx.MarkAsks(ctx, campaign, id, roster.AskQueued, roster.AskSent); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *Dispatcher) sweepProposals(ctx context.Context, campaign string, now, _ time.Time, counts Counts) error {
	stale, err := d.store.StaleProposals(ctx, campaign, now)
	if err != nil {
		return err
	}
	return eachOf(ctx, stale, func(a roster.Assignment) error {
		err := d.store.InTx(ctx, func(tx *db.Store) error {
			return tx.Move(ctx, campaign, a, roster.Released, note(roster.BySystem, "", "begun", now))
		})
		if err != nil {
			return fmt.Errorf("release assignment %s: %w", a.ID, err)
		}
		counts["proposals"]++
		return nil
	})
}

// lookAhead is how far a refill of now looks for empty seats: to the end of the policy's days in
// the first minutes of each quarter of an hour, between them no farther than the seats that are
// near. Whatever empties a seat rings for itself; the look finds those who may be asked again.
func (d *Dispatcher) lookAhead(now time.Time) time.Duration {
	const (
		near         = 12 * time.Hour
		farEvery     = 15 // minutes
		firstMinutes = 5
	)
	if now.Minute()%farEvery < firstMinutes {
		return d.policy.Ahead
	}
	return min(near, d.policy.Ahead)
}

// begunSince is since when a shift has to have begun for its floor seats to be looked after still; zero when
// they aren't.
func (d *Dispatcher) begunSince(now time.Time) time.Time {
	if !d.policy.StandIns {
		return time.Time{}
	}
	return now.Add(-match.StandInAfter)
}

// RefillDue asks for the empty seats of the next days that nobody is asked for; how many
// days is the policy's. In quiet hours it looks for those that have become urgent.
func (d *Dispatcher) RefillDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		counts := Counts{}
		span := roster.Span{Start: now, End: now.Add(d.lookAhead(now))}
		if d.quiet.In(now, campaign.Location()) {
			span.End = now.Add(match.UrgentWithin)
		}
		roles, err := d.store.RolesToFill(ctx, campaign.ID, span, d.begunSince(now), d.policy.Plans, rolesPerSweep)
		if err != nil {
			return counts, err
		}
		if roles, err = d.inTurn(ctx, campaign, roles, now); err != nil {
			return counts, err
		}
		return counts, d.refillAll(ctx, campaign, roles, counts, now)
	})
}
