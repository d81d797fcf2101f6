package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// CancelShift cancels a shift that hasn't begun, with a reason that is kept. Everybody who has
// said yes, or whose question has left, is told at once where the start is near, quiet hours
// or not, and is asked to say that they know. A commune cancels its own shifts. One that has
// changed since the version that the viewer has seen (0 for whichever) is a conflict.
func (d *Dispatcher) CancelShift(ctx context.Context, v roster.Viewer, shift string, version int, why string, now time.Time) (roster.Shift, error) {
	sh, campaign, err := d.shiftToChange(ctx, v, shift, now)
	if err != nil {
		return roster.Shift{}, err
	}
	if err := unchangedSince(version, sh.Version, "version"); err != nil {
		return roster.Shift{}, err
	}
	if why, err = checkWhy(why); err != nil {
		return roster.Shift{}, err
	}
	by := note(roster.ByCoordinator, roster.StaffEntry, why, now)
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		ended, err := d.endAll(ctx, tx, v.Campaign, sh, by)
		if err != nil {
			return err
		}
		for _, e := range ended {
			if err := d.tellCancelled(ctx, tx, campaign, e, now); err != nil {
				return err
			}
		}
		return tx.CancelShift(ctx, v.Campaign, sh, why, now)
	})
	if err != nil {
		return roster.Shift{}, fmt.Errorf("cancel shift %s: %w", shift, err)
	}
	sh.Cancelled = true
	sh.Version++
	return sh, nil
}

// stillAhead refuses what can't be done any more for a shift that has begun or is cancelled.
func stillAhead(sh roster.Shift, now time.Time) error {
	switch {
	case sh.Cancelled:
		return roster.Clash("shift.cancelled")
	case !sh.Span.Start.After(now):
		return roster.Clash("shift.begun")
	}
	return nil
}

// shiftToChange returns a shift that the viewer may change and that hasn't begun.
func (d *Dispatcher) shiftToChange(ctx context.Context, v roster.Viewer, shift string, now time.Time) (roster.Shift, roster.Campaign, error) {
	if err := v.May(roster.ChangeShift); err != nil {
		return roster.Shift{}, roster.Campaign{}, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.Shift{}, campaign, err
	}
	found, err := d.store.Shifts(ctx, v.Scope(), []string{shift})
	if err != nil {
		return roster.Shift{}, campaign, err
	}
	if len(found) == 0 {
		return roster.Shift{}, campaign, roster.Missing("shift")
	}
	return found[0], campaign, stillAhead(found[0], now)
}

func checkWhy(why string) (string, error) {
	why = strings.TrimSpace(why)
	switch {
	case why == "":
		return "", roster.Bad("reason", "change.reason_missing")
	case len([]rune(why)) > longestReason:
		return "", roster.Bad("reason", "change.reason_too_long", "max", longestReason)
	}
	return why, nil
}

// ended is an assignment that a change of its shift has ended, as it was before. Told says that
// its question had left: there is something to take back.
type ended struct {
	roster.Assignment
	told bool
}

// endAll releases every live assignment of a shift and withdraws its questions. It holds the
// roles, then all the volunteers by id: changes that hold one volunteer hold no other, so that
// nobody waits in a ring.
func (d *Dispatcher) endAll(ctx context.Context, tx *db.Store, campaign string, sh roster.Shift, by db.Note) ([]ended, error) {
	if _, err := lockRolesOf(ctx, tx, campaign, sh.ID); err != nil {
		return nil, err
	}
	if err := tx.LockVolunteersOf(ctx, campaign, sh.ID); err != nil {
		return nil, err
	}
	live, err := tx.AssignmentsOfShift(ctx, campaign, sh.ID)
	if err != nil {
		return nil, err
	}
	all := make([]ended, 0, len(live))
	for _, a := range live {
		if a.State == roster.CheckedIn {
			return nil, roster.Clash("shift.people_there")
		}
		told, err := d.withdrawAsk(ctx, tx, campaign, a.ID, by.At)
		if err != nil {
			return nil, err
		}
		if err := tx.Move(ctx, campaign, a, roster.Released, by); err != nil {
			return nil, err
		}
		all = append(all, ended{a, told || a.State == roster.Confirmed})
	}
	return all, nil
}

func (d *Dispatcher) tellCancelled(ctx context.Context, tx *db.Store, campaign roster.Campaign, e ended, now time.Time) error {
	if !e.told {
		return nil
	}
	return d.tellWithLink(ctx, tx, campaign, e.Assignment, "cancel", notify.CancelledText, now)
}

// AcknowledgeLink keeps that the holder of a link knows that what an ask was about is over.
func (d *Dispatcher) AcknowledgeLink(ctx context.Context, link, ask string, now time.Time) error {
	asked, err := d.store.HoldersAsk(ctx, link, ask)
	if err != nil {
		return err
	}
	return d.store.Acknowledge(ctx, asked.Campaign, asked.Assignment, now)
}
