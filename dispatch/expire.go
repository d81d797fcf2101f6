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
		var a roster.Assignment
		a, ended, err = endAskIn(ctx, tx, campaign.ID, ask, to, becomes, note(roster.BySystem, "", "deadline", now))
		if err != nil || !ended {
			return err
		}
		return d.tellOfSilence(ctx, tx, campaign, a, now)
	})
	return ended, err
}

// tellOfSilence tells whom the silence about an assignment, as it was, concerns: a colleague who hoped for a
// yes, and who had promised to come before the shift was moved, and would come to a seat that others get.
func (d *Dispatcher) tellOfSilence(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, now time.Time) error {
	if a.Replaces != "" {
		return d.swapRefused(ctx, tx, campaign, a, now)
	}
	if !a.HoldsSeat {
		return nil // who had promised keeps the seat for as long as they are asked
	}
	promised, found, err := tx.PromisedBefore(ctx, campaign.ID, a)
	if err != nil || !found {
		return err
	}
	return d.tell(ctx, tx, campaign, promised, "release", notify.ReleasedText, now)
}

// endAskIn ends an open ask and what it is about, which comes back as it was before. It tells false when
// the ask had ended already.
func endAskIn(ctx context.Context, tx *db.Store, campaign string, ask roster.Ask, to roster.AskState, becomes roster.AssignmentState, by db.Note) (a roster.Assignment, ended bool, err error) {
	if a, err = tx.Assignment(ctx, campaign, ask.Assignment); err != nil {
		return a, false, err
	}
	if a, err = lockAll(ctx, tx, campaign, a); err != nil {
		return a, false, err
	}
	if ended, err = tx.EndAsk(ctx, campaign, ask.ID, to, by.At); err != nil || !ended {
		return a, false, err
	}
	if err := tx.CancelMessage(ctx, campaign, ask.Message); err != nil {
		return a, false, err
	}
	// Who waited has been asked now, and doesn't keep the seat from others.
	if err := tx.StopWaiting(ctx, campaign, a.Role, a.Volunteer); err != nil {
		return a, false, err
	}
	if a.State != roster.Offered {
		return a, true, nil
	}
	if err := tx.Move(ctx, campaign, a, becomes, by); err != nil {
		return a, false, err
	}
	return a, true, tx.Enqueue(ctx, db.RefillRole{Campaign: campaign, Role: a.Role})
}
