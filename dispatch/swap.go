package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// OfferSwap asks a colleague of the same organisation, named by the identity that they have
// there, to take over a confirmed seat. It is an ask like any other, held against the same
// rules; the seat moves when the colleague says yes, and stays where it is until then. A
// volunteer does so for oneself. What comes back is the assignment that is to be taken over.
func (d *Dispatcher) OfferSwap(ctx context.Context, v roster.Viewer, assignment, colleague string, now time.Time) (roster.Assignment, error) {
	a, err := d.presentOf(ctx, v, roster.OfferSwap, assignment)
	if err != nil {
		return roster.Assignment{}, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.Assignment{}, err
	}
	stand, err := d.store.Colleague(ctx, v.Campaign, a.Organisation, strings.TrimSpace(colleague))
	if err != nil {
		return roster.Assignment{}, err
	}
	if stand == a.Volunteer {
		return roster.Assignment{}, roster.Bad("colleague", "swap.self")
	}
	by := note(roster.ByVolunteer, roster.Link, "swap", now)
	if v.Role != roster.AsVolunteer {
		by.Actor, by.Channel = roster.ByCoordinator, roster.StaffEntry
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error { return d.offerSwap(ctx, tx, campaign, a, stand, by) })
	if err != nil {
		return roster.Assignment{}, fmt.Errorf("offer assignment %s to a colleague: %w", assignment, err)
	}
	return d.store.Assignment(ctx, v.Campaign, assignment)
}

// SwapLink is OfferSwap for the holder of a link, about a seat that one of their asks led to.
func (d *Dispatcher) SwapLink(ctx context.Context, link, ask, colleague string, now time.Time) error {
	v, err := d.asHolder(ctx, link)
	if err != nil {
		return err
	}
	asked, err := d.store.HoldersAsk(ctx, link, ask)
	if err != nil {
		return err
	}
	held, err := d.heldFor(ctx, asked.Campaign, asked.About)
	if err != nil {
		return err
	}
	_, err = d.OfferSwap(ctx, v, held, colleague, now)
	return err
}

// heldFor is the assignment that the person of an ask holds now: a yes that came late made one
// of its own.
func (d *Dispatcher) heldFor(ctx context.Context, campaign string, a roster.Assignment) (string, error) {
	other, seated, err := d.store.ConfirmedIn(ctx, campaign, a.Role, a.Volunteer)
	if err != nil || !seated {
		return a.ID, err
	}
	return other.ID, nil
}

func (d *Dispatcher) offerSwap(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, stand string, by db.Note) error {
	if err := tx.LockRoles(ctx, campaign.ID, a.Role); err != nil {
		return err
	}
	if err := tx.LockVolunteer(ctx, campaign.ID, stand); err != nil {
		return err
	}
	a, err := tx.LockAssignment(ctx, campaign.ID, a.ID)
	if err != nil {
		return err
	}
	if a.State != roster.Confirmed || !by.At.Before(a.Span.Start) {
		return roster.Clash("swap.not_confirmed")
	}
	seat, err := tx.Seat(ctx, campaign.ID, a.Role)
	if err != nil {
		return err
	}
	person, err := d.mayStandIn(ctx, tx, campaign, seat, stand, by.At)
	if err != nil {
		return err
	}
	return d.askToStandIn(ctx, tx, campaign, a, seat, person, by)
}

// mayStandIn holds a colleague against a seat. How much they have been asked doesn't count: a
// friend asks, not the platform. What stands in the way is not told: it is the colleague's own
// business.
func (d *Dispatcher) mayStandIn(ctx context.Context, tx *db.Store, campaign roster.Campaign, seat db.Seat, stand string, now time.Time) (roster.Volunteer, error) {
	people, err := loadPool(ctx, tx, campaign, []string{stand}, seat.Shift.Span, now)
	if err != nil {
		return roster.Volunteer{}, err
	}
	person, known := people.person(stand)
	if !known {
		return roster.Volunteer{}, roster.Missing("volunteer")
	}
	theirs, err := tx.Standing(ctx, campaign.ID, seat.Role.ID, stand)
	if err != nil {
		return roster.Volunteer{}, err
	}
	if _, blocked := outOfDate(match.Against(person, people.seat(seat), d.rules)); blocked || theirs.ReleasedByStaff {
		return roster.Volunteer{}, roster.Clash("swap.not_eligible")
	}
	return person.Volunteer, nil
}

// askToStandIn writes the offer and its text. It holds no seat: the seat is still taken.
func (d *Dispatcher) askToStandIn(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, seat db.Seat, person roster.Volunteer, by db.Note) error {
	id, err := db.NewID()
	if err != nil {
		return err
	}
	fresh := roster.Assignment{ID: id, Role: a.Role, Volunteer: person.ID, Source: roster.FromRefill, Replaces: a.ID}
	if err := tx.AddAssignment(ctx, campaign.ID, fresh, by); err != nil {
		return err
	}
	if fresh, err = tx.LockAssignment(ctx, campaign.ID, id); err != nil {
		return err
	}
	asker, err := tx.People(ctx, campaign.ID, []string{a.Volunteer})
	if err != nil {
		return err
	}
	offer, err := d.newOffering(campaign, person)
	if err != nil {
		return err
	}
	offer.instead = givenName(asker[0].Name)
	sent := offer.leaveAt(seat, by.At)
	if _, err := offer.add(ctx, tx, fresh, seat, sent, true, by); err != nil {
		return err
	}
	return offer.store(ctx, tx, d.linkURL, sent, by.At)
}

// handOver frees the seat that an offer takes over, just before its yes takes it, and tells
// whether it did. The role is locked: nobody comes between. A seat that its holder has given
// back meanwhile is free or taken like any other.
func (d *Dispatcher) handOver(ctx context.Context, tx *db.Store, campaign roster.Campaign, to roster.Assignment, by db.Note) (bool, error) {
	if to.Replaces == "" {
		return false, nil
	}
	from, err := tx.LockAssignment(ctx, campaign.ID, to.Replaces)
	if err != nil || from.State != roster.Confirmed {
		return false, err
	}
	if err := tx.Move(ctx, campaign.ID, from, roster.Withdrawn, note(roster.BySystem, by.Channel, "swap", by.At)); err != nil {
		return false, err
	}
	return true, d.tellOfColleague(ctx, tx, campaign, from, to, "swapped", notify.Swapped, by.At)
}

// swapRefused tells who asked a colleague that they can't, while it matters.
func (d *Dispatcher) swapRefused(ctx context.Context, tx *db.Store, campaign roster.Campaign, to roster.Assignment, now time.Time) error {
	if to.Replaces == "" {
		return nil
	}
	from, err := tx.Assignment(ctx, campaign.ID, to.Replaces)
	if err != nil || from.State != roster.Confirmed {
		return err
	}
	// Each colleague may refuse: what is told once is told per offer.
	from.ID = to.ID
	return d.tellOfColleague(ctx, tx, campaign, from, to, "swap_refused", notify.SwapRefused, now)
}

func (d *Dispatcher) tellOfColleague(ctx context.Context, tx *db.Store, campaign roster.Campaign, from, to roster.Assignment, purpose string, words func(i18n.Lang, notify.ShiftText, string) notify.Text, now time.Time) error {
	colleague, err := tx.People(ctx, campaign.ID, []string{to.Volunteer})
	if err != nil {
		return err
	}
	named := func(l i18n.Lang, s notify.ShiftText) notify.Text { return words(l, s, givenName(colleague[0].Name)) }
	return d.tell(ctx, tx, campaign, from, purpose, named, now)
}
