package dispatch

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// OpenSeat is a free seat that somebody may pick, and how far from home it is.
type OpenSeat struct {
	db.Seat
	Km float64
}

// OpenSeats lists the free seats that nothing keeps a volunteer from, the nearest first. Only
// a policy with an open board shows any.
func (d *Dispatcher) OpenSeats(ctx context.Context, v roster.Viewer, now time.Time) ([]OpenSeat, error) {
	if err := d.mayPick(v); err != nil {
		return nil, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return nil, err
	}
	span := roster.Span{Start: now, End: now.Add(d.policy.Ahead)}
	seats, err := d.store.SeatsBetween(ctx, v.Campaign, span)
	if err != nil {
		return nil, err
	}
	people, err := loadPool(ctx, d.store, campaign, []string{v.Volunteer}, span, now)
	if err != nil {
		return nil, fmt.Errorf("list open seats: %w", err)
	}
	var open []OpenSeat
	for _, s := range seats {
		if seat := people.seat(s); s.Role.Free() > 0 && len(match.Against(people.people[0], seat, d.rules)) == 0 {
			open = append(open, OpenSeat{Seat: s, Km: people.people[0].Home.Km(seat.At)})
		}
	}
	slices.SortStableFunc(open, func(a, b OpenSeat) int { return cmp.Compare(a.Km, b.Km) })
	return open, nil
}

// Pick gives a volunteer a free seat that they have chosen on the open board. Conflict when
// it has been taken, or when something stands in the way.
func (d *Dispatcher) Pick(ctx context.Context, v roster.Viewer, role string, now time.Time) error {
	if err := d.mayPick(v); err != nil {
		return err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return err
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if err := tx.LockRoles(ctx, v.Campaign, role); err != nil {
			return err
		}
		seat, err := openSeat(ctx, tx, v.Campaign, role, now)
		if err != nil {
			return err
		}
		if err := tx.LockVolunteer(ctx, v.Campaign, v.Volunteer); err != nil {
			return err
		}
		people, err := loadPool(ctx, tx, campaign, []string{v.Volunteer}, seat.Shift.Span, now)
		if err != nil {
			return err
		}
		if against := match.Against(people.people[0], people.seat(seat.Seat), d.rules); len(against) > 0 {
			return roster.Clash("assignment.not_eligible", "reason", against[0].Key)
		}
		chosen := roster.Assignment{Role: role, Volunteer: v.Volunteer}
		return d.takeLate(ctx, tx, campaign, chosen, note(roster.ByVolunteer, roster.Link, "", now))
	})
	if err != nil {
		return fmt.Errorf("pick role %s: %w", role, err)
	}
	return nil
}

// GiveBack takes back what somebody has picked.
func (d *Dispatcher) GiveBack(ctx context.Context, v roster.Viewer, role string, now time.Time) error {
	if err := d.mayPick(v); err != nil {
		return err
	}
	return d.store.InTx(ctx, func(tx *db.Store) error {
		live, err := tx.AssignmentsOfRoles(ctx, v.Campaign, []string{role})
		if err != nil {
			return err
		}
		for _, a := range live {
			if a.Volunteer != v.Volunteer || a.State != roster.Confirmed {
				continue
			}
			if a, err = lockAll(ctx, tx, v.Campaign, a); err != nil {
				return err
			}
			return d.giveBack(ctx, tx, v.Campaign, a, roster.Withdrawn, note(roster.ByVolunteer, roster.Link, "", now))
		}
		return roster.Missing("assignment")
	})
}

// mayPick lets volunteers alone pick, where the policy has an open board.
func (d *Dispatcher) mayPick(v roster.Viewer) error {
	if !d.policy.OpenBoard || v.Role != roster.AsVolunteer || v.Volunteer == "" {
		return roster.Denied("viewer.may_not")
	}
	return nil
}
