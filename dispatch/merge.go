package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// MergeVolunteers makes one person of two rows: what the dropped one has been asked, has
// promised and has done is the kept one's from now on, and its number in its organisation's
// lists stands for the kept. drop is a person, or a duplicate that was left out of a list. Where
// both hold places at one time, each is named and nothing is done. For the department.
func (d *Dispatcher) MergeVolunteers(ctx context.Context, v roster.Viewer, keep, drop string, now time.Time) error {
	if err := v.May(roster.MergeVolunteers); err != nil {
		return err
	}
	if keep == drop {
		return roster.Bad("drop", "merge.same")
	}
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		merge := db.Merge{Keep: keep, Drop: drop, Staff: v.Staff, At: now}
		listed, err := tx.Duplicates(ctx, v.Scope(), []string{drop})
		if err != nil {
			return err
		}
		if len(listed) == 1 {
			merge.Drop, merge.Organisation, merge.ExternalID = listed[0].Own, listed[0].Organisation, listed[0].ExternalID
			if listed[0].Volunteer != keep {
				return roster.Bad("keep", "merge.somebody_else")
			}
		}
		if merge.Drop == "" {
			return tx.MergeVolunteers(ctx, v.Campaign, merge)
		}
		return mergePair(ctx, tx, v.Campaign, merge)
	})
	if err != nil {
		return fmt.Errorf("merge volunteers: %w", err)
	}
	return nil
}

func mergePair(ctx context.Context, tx *db.Store, campaign string, merge db.Merge) error {
	of, err := tx.Campaign(ctx, campaign)
	if err != nil {
		return err
	}
	kept, dropped, err := tx.LockPair(ctx, campaign, merge.Keep, merge.Drop)
	if err != nil {
		return err
	}
	merge.Organisation, merge.ExternalID = dropped.Organisation, dropped.ExternalID
	if err := uncross(ctx, tx, campaign, merge, of.Location()); err != nil {
		return err
	}
	if err := tx.SaveJoined(ctx, campaign, kept.Joined(dropped), merge.At); err != nil {
		return err
	}
	return tx.MergeVolunteers(ctx, campaign, merge)
}

// uncross takes back proposals, which bind nobody, where they overlap with a place of the other
// row; what somebody was asked for or has promised is a conflict.
func uncross(ctx context.Context, tx *db.Store, campaign string, merge db.Merge, loc *time.Location) error {
	crossings, err := tx.Crossings(ctx, campaign, merge.Keep, merge.Drop)
	if err != nil {
		return err
	}
	var conflicts roster.Faults
	idle := map[string]bool{}
	for _, c := range crossings {
		switch roster.Proposed {
		case c.DroppedState:
			idle[c.Dropped] = true
		case c.KeptState:
			idle[c.Kept] = true
		default:
			at := c.StartsAt.In(loc).Format("15:04 02/01/2006")
			conflicts = append(conflicts, &roster.Error{Kind: roster.Conflict, Key: "merge.overlapping", Field: "drop", Args: []any{"commune", c.Commune, "at", at}})
		}
	}
	if len(conflicts) > 0 {
		return conflicts
	}
	for id := range idle {
		a, err := tx.Assignment(ctx, campaign, id)
		if err != nil {
			return err
		}
		if err := tx.Move(ctx, campaign, a, roster.Released, note(roster.ByCoordinator, roster.StaffEntry, "merged", merge.At)); err != nil {
			return err
		}
	}
	return nil
}
