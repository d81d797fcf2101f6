package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// overduePerRound bounds how many asks one round of ExpireDue ends.
const overduePerRound = 500

// ExpireDue ends asks whose deadline has passed, frees their seats and rings for the refill.
func (d *Dispatcher) ExpireDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		counts := Counts{}
		asks, err := d.store.OverdueAsks(ctx, campaign.ID, now, overduePerRound)
		if err != nil {
			return counts, err
		}
		return counts, eachOf(ctx, asks, func(ask db.OverdueAsk) error {
			ended, err := d.expire(ctx, campaign, ask, now)
			if err != nil {
				return fmt.Errorf("expire ask %s: %w", ask.ID, err)
			}
			if ended {
				counts["expired"]++
			}
			return nil
		})
	})
}

// expire ends an open ask without an answer. It tells false when an answer came first.
func (d *Dispatcher) expire(ctx context.Context, campaign roster.Campaign, overdue db.OverdueAsk, now time.Time) (bool, error) {
	ask := overdue.Ask
	var ended bool
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		var err error
		to, becomes := roster.AskExpired, roster.Expired
		if overdue.Unheard {
			to, becomes = roster.AskFailed, roster.Released // it says nothing of the person
		}
		ended, err = endAskIn(ctx, tx, campaign.ID, ask, to, becomes, note(roster.BySystem, "", "deadline", now))
		if err != nil || !ended {
			return err
		}
		return d.tellOfSilence(ctx, tx, campaign, ask, now)
	})
	return ended, err
}

// tellOfSilence tells whom the silence about an ask concerns: a colleague who hoped for a yes, and who
// had promised to come before the shift was moved and would come to a seat that others get.
func (d *Dispatcher) tellOfSilence(ctx context.Context, tx *db.Store, campaign roster.Campaign, ask roster.Ask, now time.Time) error {
	a, err := tx.Assignment(ctx, campaign.ID, ask.Assignment)
	if err != nil {
		return err
	}
	if a.Replaces != "" {
		return d.swapRefused(ctx, tx, campaign, a, now)
	}
	promised, found, err := tx.PromisedBefore(ctx, campaign.ID, a)
	if err != nil || !found {
		return err
	}
	return d.tell(ctx, tx, campaign, promised, "release", notify.ReleasedText, now)
}

func endAskIn(ctx context.Context, tx *db.Store, campaign string, ask roster.Ask, to roster.AskState, becomes roster.AssignmentState, by db.Note) (bool, error) {
	a, err := tx.Assignment(ctx, campaign, ask.Assignment)
	if err != nil {
		return false, err
	}
	if a, err = lockAll(ctx, tx, campaign, a); err != nil {
		return false, err
	}
	ended, err := tx.EndAsk(ctx, campaign, ask.ID, to, by.At)
	if err != nil || !ended {
		return false, err
	}
	if err := tx.CancelMessage(ctx, campaign, ask.Message); err != nil {
		return false, err
	}
	// Who waited has been asked now, and doesn't keep the seat from others.
	if err := tx.StopWaiting(ctx, campaign, a.Role, a.Volunteer); err != nil {
		return false, err
	}
	if a.State != roster.Offered {
		return true, nil
	}
	if err := tx.Move(ctx, campaign, a, becomes, by); err != nil {
		return false, err
	}
	return true, tx.Enqueue(ctx, db.RefillRole{Campaign: campaign, Role: a.Role})
}
