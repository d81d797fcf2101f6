package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// ChangeShift gives a shift that hasn't begun another time, with a reason that is kept. A yes
// to the old time is no yes to the new one: whoever has said it is asked again and keeps the
// seat until they answer, as is whoever had been asked. Whom a rule keeps from the new time is
// told not to come. A commune changes its own shifts. One that has changed since the version that
// the viewer has seen (0 for whichever) is a conflict.
func (d *Dispatcher) ChangeShift(ctx context.Context, v roster.Viewer, shift string, version int, to roster.Span, why string, now time.Time) (roster.Shift, error) {
	sh, campaign, err := d.shiftToChange(ctx, v, shift, now)
	if err != nil {
		return roster.Shift{}, err
	}
	if err := unchangedSince(version, sh.Version, "input.version"); err != nil {
		return roster.Shift{}, err
	}
	if why, err = checkWhy(why); err != nil {
		return roster.Shift{}, err
	}
	if err := checkSpan(campaign, to, now).Err(); err != nil {
		return roster.Shift{}, err
	}
	if to.Equal(sh.Span) {
		return roster.Shift{}, roster.Bad("input.start", "change.nothing")
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		return d.moveShift(ctx, tx, campaign, sh, to, note(roster.ByCoordinator, roster.StaffEntry, why, now))
	})
	if err != nil {
		return roster.Shift{}, fmt.Errorf("change shift %s: %w", shift, err)
	}
	sh.Span = to
	sh.Version++
	return sh, nil
}

func (d *Dispatcher) moveShift(ctx context.Context, tx *db.Store, campaign roster.Campaign, sh roster.Shift, to roster.Span, by db.Note) error {
	all, err := d.endAll(ctx, tx, campaign.ID, sh, by)
	if err != nil {
		return err
	}
	if err := tx.MoveShift(ctx, campaign.ID, sh, to); err != nil {
		return err
	}
	for _, e := range all {
		// What nobody had been asked, and what was between two colleagues, is planned anew.
		if e.State == roster.Proposed || e.Replaces != "" {
			continue
		}
		if err := d.askAgain(ctx, tx, campaign, e, by.At); err != nil {
			return err
		}
	}
	return refillShift(ctx, tx, campaign.ID, sh.ID)
}

// askAgain asks somebody about the new time of a shift, or tells them not to come when a rule
// keeps them from it.
func (d *Dispatcher) askAgain(ctx context.Context, tx *db.Store, campaign roster.Campaign, e ended, now time.Time) error {
	seat, err := tx.Seat(ctx, campaign.ID, e.Role)
	if err != nil {
		return err
	}
	people, err := loadPool(ctx, tx, campaign, []string{e.Volunteer}, seat.Shift.Span, now)
	if err != nil {
		return err
	}
	person, _ := people.person(e.Volunteer)
	if _, blocked := outOfDate(match.Against(person, people.seat(seat), d.rules)); blocked {
		if !e.told {
			return nil
		}
		return d.tell(ctx, tx, campaign, e.Assignment, "release", notify.ReleasedText, now)
	}
	return d.offerMoved(ctx, tx, campaign, e, seat, person.Volunteer, now)
}

// offerMoved writes the new offer. Whoever held a seat holds it while they think, whatever the
// mode: others are asked only for what they give back.
func (d *Dispatcher) offerMoved(ctx context.Context, tx *db.Store, campaign roster.Campaign, e ended, seat db.Seat, person roster.Volunteer, now time.Time) error {
	id, err := db.NewID()
	if err != nil {
		return err
	}
	by := note(roster.BySystem, roster.SMS, "moved", now)
	fresh := roster.Assignment{ID: id, Role: e.Role, Volunteer: e.Volunteer, Source: e.Source}
	if err := tx.AddAssignment(ctx, campaign.ID, fresh, by); err != nil {
		return err
	}
	if fresh, err = tx.LockAssignment(ctx, campaign.ID, id); err != nil {
		return err
	}
	offer, err := d.newOffering(campaign, person)
	if err != nil {
		return err
	}
	offer.was, offer.keeps = e.Span, e.HoldsSeat
	sent := offer.leaveAt(seat, now)
	added, err := offer.add(ctx, tx, fresh, seat, sent, !e.HoldsSeat, by)
	if err != nil {
		return err
	}
	if !added {
		return roster.Clash("role.full")
	}
	return offer.store(ctx, tx, d.linkURL, sent, now)
}

// refillShift has people looked for, for all roles of a shift.
func refillShift(ctx context.Context, tx *db.Store, campaign, shift string) error {
	roles, err := tx.RolesOf(ctx, campaign, []string{shift})
	if err != nil {
		return err
	}
	for _, r := range roles {
		if err := tx.Enqueue(ctx, db.RefillRole{Campaign: campaign, Role: r.ID}); err != nil {
			return err
		}
	}
	return nil
}
