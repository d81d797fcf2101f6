package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Ask asks the person of a proposed assignment now. When offers hold all seats of the role
// it turns to a wave: no offer holds a seat any more, and the first yes takes it. A role
// that confirmed people fill is a conflict.
func (d *Dispatcher) Ask(ctx context.Context, v roster.Viewer, assignment string, now time.Time) (roster.Ask, error) {
	if err := v.May(roster.AskAction); err != nil {
		return roster.Ask{}, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.Ask{}, err
	}
	a, err := d.store.Assignment(ctx, v.Campaign, assignment)
	if err != nil {
		return roster.Ask{}, err
	}
	var asked roster.Ask
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		asked, err = d.askOne(ctx, tx, campaign, a, note(roster.ByCoordinator, roster.StaffEntry, "", now))
		return err
	})
	if err != nil {
		return roster.Ask{}, fmt.Errorf("ask about assignment %s: %w", assignment, err)
	}
	return asked, nil
}

// askOne puts one question about one proposed assignment, within a transaction.
func (d *Dispatcher) askOne(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, by db.Note) (roster.Ask, error) {
	if err := tx.LockRoles(ctx, campaign.ID, a.Role); err != nil {
		return roster.Ask{}, err
	}
	seat, err := openSeat(ctx, tx, campaign.ID, a.Role, by.At)
	if err != nil {
		return roster.Ask{}, err
	}
	return d.askFor(ctx, tx, campaign, seat, a, by)
}

// askFor is askOne for a seat whose role is locked.
func (d *Dispatcher) askFor(ctx context.Context, tx *db.Store, campaign roster.Campaign, seat seatNow, a roster.Assignment, by db.Note) (roster.Ask, error) {
	if err := tx.LockVolunteer(ctx, campaign.ID, a.Volunteer); err != nil {
		return roster.Ask{}, err
	}
	a, err := tx.LockAssignment(ctx, campaign.ID, a.ID)
	if err != nil {
		return roster.Ask{}, err
	}
	people, err := loadPool(ctx, tx, campaign, []string{a.Volunteer}, seat.Shift.Span, by.At)
	if err != nil {
		return roster.Ask{}, err
	}
	return d.offer(ctx, tx, campaign, seat, a, people, nil, by)
}

// offer asks somebody, who is locked and loaded, for a proposed assignment. codes are those of
// their open asks, nil when they haven't been read.
func (d *Dispatcher) offer(ctx context.Context, tx *db.Store, campaign roster.Campaign, seat seatNow, a roster.Assignment, people *pool, codes []string, by db.Note) (roster.Ask, error) {
	person, _ := people.person(a.Volunteer)
	if reason, blocked := firstHard(match.Against(person, people.seat(seat.Seat), d.rules)); blocked {
		return roster.Ask{}, roster.Clash("assignment.not_eligible", "reason", reason)
	}
	offer, err := d.newOffering(campaign, person.Volunteer)
	if err != nil {
		return roster.Ask{}, err
	}
	offer.codes = codes
	sent := offer.leaveAt(seat.Seat, by.At)
	held, err := offer.add(ctx, tx, a, seat.Seat, sent, seat.wave || !d.policy.Holds, by)
	if err != nil {
		return roster.Ask{}, err
	}
	if !held {
		return roster.Ask{}, roster.Clash("role.full")
	}
	return offer.asks[0], offer.store(ctx, tx, d.linkURL, sent, by.At)
}

// seatNow is a seat with how it is being filled: wave when no offer holds a place any more.
type seatNow struct {
	db.Seat
	wave bool
}

// openSeat returns a locked role that can still be asked for. When offers hold all its seats
// it is turned to a wave.
func openSeat(ctx context.Context, tx *db.Store, campaign, role string, now time.Time) (seatNow, error) {
	seat, err := tx.Seat(ctx, campaign, role)
	if err != nil {
		return seatNow{}, err
	}
	live, err := tx.AssignmentsOfRoles(ctx, campaign, []string{role})
	if err != nil {
		return seatNow{}, err
	}
	return openFor(ctx, tx, campaign, seat, live, now)
}

// openFor is openSeat with the role and its live assignments read.
func openFor(ctx context.Context, tx *db.Store, campaign string, seat db.Seat, live []roster.Assignment, now time.Time) (seatNow, error) {
	standIn := seat.Role.Floor && seat.Shift.Joinable(now)
	if err := stillAhead(seat.Shift, now); err != nil && !standIn {
		return seatNow{}, err
	}
	taken, loose := 0, false
	for _, a := range live {
		if a.State == roster.Confirmed || a.State == roster.CheckedIn {
			taken++
		}
		loose = loose || a.State == roster.Offered && a.Awaited()
	}
	if taken >= seat.Role.Seats {
		return seatNow{}, roster.Clash("role.full")
	}
	if seat.Role.Free() == 0 {
		return seatNow{Seat: seat, wave: true}, tx.DropHolds(ctx, campaign, seat.Role.ID, now)
	}
	return seatNow{Seat: seat, wave: loose}, nil
}

// firstHard is the first cause that nobody may pass over.
func firstHard(reasons []match.Reason) (string, bool) {
	for _, r := range reasons {
		if !match.Overridable(r.Key) {
			return r.Key, true
		}
	}
	return "", false
}
