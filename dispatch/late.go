package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// lateYes is a yes after the offer has ended: by its deadline, by an earlier no, or because
// others took the seats. While a seat is free and nothing stands in the way the person gets
// it, until the lock time; else a place on the waiting list. Whoever a coordinator released
// stays released.
func (d *Dispatcher) lateYes(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, by db.Note) (roster.Told, error) {
	told, done, err := d.alreadyTold(ctx, tx, campaign, a, by.At)
	if err != nil || done {
		return told, err
	}
	seat, err := tx.Seat(ctx, campaign.ID, a.Role)
	if err != nil {
		return "", err
	}
	free, err := d.stillFree(ctx, tx, campaign, a, by.At)
	if err != nil {
		return "", err
	}
	if !free {
		return roster.ToldClosed, nil
	}
	if seat.Role.Free() == 0 {
		return roster.ToldWaiting, d.wait(ctx, tx, campaign, a, by)
	}
	// The person may hold another role of the shift: the savepoint keeps the refusal from
	// ending the whole transaction.
	err = tx.InTx(ctx, func(tx *db.Store) error { return d.takeLate(ctx, tx, campaign, a, by) })
	if roster.KindOf(err) == roster.Conflict {
		return roster.ToldClosed, nil
	}
	return roster.ToldConfirmed, err
}

// alreadyTold answers the late yeses that change nothing.
func (d *Dispatcher) alreadyTold(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, now time.Time) (roster.Told, bool, error) {
	mover, err := tx.LastMover(ctx, campaign.ID, a.ID)
	if err != nil {
		return "", false, err
	}
	if mover == roster.ByCoordinator && a.State == roster.Released {
		return roster.ToldClosed, true, nil
	}
	live, err := tx.AssignmentsOfRoles(ctx, campaign.ID, []string{a.Role})
	if err != nil {
		return "", false, err
	}
	for _, other := range live {
		if other.Volunteer == a.Volunteer && other.State == roster.Confirmed {
			return roster.ToldConfirmed, true, nil
		}
	}
	changed := a.State == roster.Declined || a.State == roster.Withdrawn
	if changed && !now.Before(a.Span.Start.Add(-d.rules.LockBeforeStart)) {
		return roster.ToldLocked, true, nil
	}
	return "", false, nil
}

// takeLate gives a free seat to somebody whose offer has ended.
func (d *Dispatcher) takeLate(ctx context.Context, tx *db.Store, campaign roster.Campaign, old roster.Assignment, by db.Note) error {
	fresh, err := confirmAnew(ctx, tx, campaign.ID, old, by)
	if err != nil {
		return err
	}
	return d.confirmed(ctx, tx, campaign, fresh, by)
}

// confirmAnew seats the person of an assignment that has ended once more: a new assignment
// that goes through every state at once. A full role is a conflict.
func confirmAnew(ctx context.Context, tx *db.Store, campaign string, old roster.Assignment, by db.Note) (roster.Assignment, error) {
	id, err := db.NewID()
	if err != nil {
		return roster.Assignment{}, err
	}
	fresh := roster.Assignment{ID: id, Role: old.Role, Volunteer: old.Volunteer, Source: roster.FromRefill}
	if err := tx.AddAssignment(ctx, campaign, fresh, by); err != nil {
		return roster.Assignment{}, err
	}
	for _, to := range []roster.AssignmentState{roster.Offered, roster.Confirmed} {
		a, err := tx.LockAssignment(ctx, campaign, id)
		if err != nil {
			return roster.Assignment{}, err
		}
		got, err := tx.Claim(ctx, campaign, a, to, by)
		if err != nil {
			return roster.Assignment{}, err
		}
		if !got {
			return roster.Assignment{}, roster.Clash("role.full")
		}
	}
	return tx.LockAssignment(ctx, campaign, id)
}

// stillFree tells whether nothing that has happened since the offer stands in the way:
// another duty at the time, no time to travel, no rest, a limit. What a coordinator passed
// over when assigning doesn't count.
func (d *Dispatcher) stillFree(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, now time.Time) (bool, error) {
	seat, err := tx.Seat(ctx, campaign.ID, a.Role)
	if err != nil {
		return false, err
	}
	people, err := loadPool(ctx, tx, campaign, []string{a.Volunteer}, a.Span, now)
	if err != nil {
		return false, err
	}
	for _, r := range match.Against(people.people[0], people.seat(seat), d.rules) {
		switch r.Key {
		case match.Overlaps, match.NoTravel:
			return false, nil
		case match.NoRest, match.DayLimit, match.WeekLimit, match.DaysLimit:
			if a.Source != roster.FromCoordinator {
				return false, nil
			}
		}
	}
	return true, nil
}
