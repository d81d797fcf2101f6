package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// presencePerRound bounds how many people one round of PresenceDue moves.
const presencePerRound = 500

// PresenceDue raises alarms for floor roles that nobody of is there shortly before the start,
// counts as no-shows who hasn't come a while after it, which frees their seats, and checks out
// by the clock whom nobody has checked out.
func (d *Dispatcher) PresenceDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		counts := Counts{}
		raised, err := d.store.AlertAbsentFloors(ctx, campaign.ID, now, now.Add(match.AlarmBefore))
		if err != nil {
			return counts, err
		}
		if raised > 0 {
			counts["alarms"] = raised
		}
		if err := d.countNoShows(ctx, campaign.ID, counts, now); err != nil {
			return counts, err
		}
		return counts, d.checkOutByClock(ctx, campaign.ID, counts, now)
	})
}

func (d *Dispatcher) countNoShows(ctx context.Context, campaign string, counts Counts, now time.Time) error {
	absent, err := d.store.Absent(ctx, campaign, now.Add(-match.NoShowAfter), now.Add(-match.JoinWithin), presencePerRound)
	if err != nil {
		return err
	}
	return d.eachLocked(ctx, campaign, absent, roster.Confirmed, func(tx *db.Store, a roster.Assignment) error {
		counts["no_shows"]++
		return d.giveBack(ctx, tx, campaign, a, roster.NoShow, note(roster.BySystem, "", "not_there", now))
	})
}

func (d *Dispatcher) checkOutByClock(ctx context.Context, campaign string, counts Counts, now time.Time) error {
	still, err := d.store.StillIn(ctx, campaign, now.Add(-match.CheckOutAfter), presencePerRound)
	if err != nil {
		return err
	}
	return d.eachLocked(ctx, campaign, still, roster.CheckedIn, func(tx *db.Store, a roster.Assignment) error {
		counts["checked_out"]++
		_, err := checkOutTx(ctx, tx, campaign, a, a.Span.End, roster.ProofClock, note(roster.BySystem, "", "shift_over", now))
		return err
	})
}

// eachLocked makes a change of each assignment that still is in a state, each in a
// transaction of its own.
func (d *Dispatcher) eachLocked(ctx context.Context, campaign string, all []roster.Assignment, state roster.AssignmentState, do func(*db.Store, roster.Assignment) error) error {
	return eachOf(ctx, all, func(a roster.Assignment) error {
		err := d.store.InTx(ctx, func(tx *db.Store) error {
			locked, err := lockAll(ctx, tx, campaign, a)
			if err != nil || locked.State != state {
				return err
			}
			return do(tx, locked)
		})
		if err != nil {
			return fmt.Errorf("assignment %s: %w", a.ID, err)
		}
		return nil
	})
}
