package dispatch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// AnswerLink takes an answer from an answer page; the page's link is the credential, for all
// that its person is asked. The same answer again changes nothing. What comes back is the
// truth about the seat.
func (d *Dispatcher) AnswerLink(ctx context.Context, link, ask string, answer roster.Answer, now time.Time) (roster.Told, error) {
	a, err := d.store.HoldersAsk(ctx, link, ask)
	if err != nil {
		return "", err
	}
	return d.answer(ctx, d.store, a.Campaign, a.Ask, a.About, answer, note(roster.ByVolunteer, roster.Link, "", now))
}

// answer makes an answer's change in one transaction (within read's, when it is one). a is the
// assignment that the ask is about, as it was before the transaction.
func (d *Dispatcher) answer(ctx context.Context, read *db.Store, campaignID string, ask roster.Ask, a roster.Assignment, answer roster.Answer, by db.Note) (roster.Told, error) {
	campaign, err := read.Campaign(ctx, campaignID)
	if err != nil {
		return "", err
	}
	var told roster.Told
	err = read.InTx(ctx, func(tx *db.Store) error {
		h, err := hold(ctx, tx, campaign, a)
		if err != nil {
			return err
		}
		switch {
		case !stillCounts(h, ask, by.At):
			told = roster.ToldClosed
		case answer == roster.Yes:
			told, err = d.yes(ctx, tx, campaign, ask, h, by)
		default:
			told, err = d.no(ctx, tx, campaign, ask, h.Assignment, by)
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("answer ask %s: %w", ask.ID, err)
	}
	return told, nil
}

// stillCounts tells whether an answer can change anything: until the start, and for who is asked to stand in
// after it, while that is worth it.
func stillCounts(h db.Held, ask roster.Ask, now time.Time) bool {
	return h.Seat.Shift.Ahead(now) || h.State == roster.Offered && mayStillJoin(h.Seat, ask, now)
}

func mayStillJoin(seat db.Seat, ask roster.Ask, now time.Time) bool {
	return ask.State.Open() && now.Before(ask.Deadline) && seat.Shift.Joinable(now)
}

// hold takes the locks of an answer about an assignment and reads what it is held against. When
// the shift has been moved since the assignment was read or ended, or its person merged with another, it
// reads once more.
func hold(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment) (db.Held, error) {
	loc := campaign.Location()
	h, err := tx.Hold(ctx, campaign.ID, a, around(a.Span, loc))
	if err == nil && (!h.Seat.Shift.Span.Start.Equal(a.Span.Start) || h.Volunteer != a.Volunteer) {
		return tx.Hold(ctx, campaign.ID, h.Assignment, around(h.Seat.Shift.Span, loc))
	}
	return h, err
}

func (d *Dispatcher) yes(ctx context.Context, tx *db.Store, campaign roster.Campaign, ask roster.Ask, h db.Held, by db.Note) (roster.Told, error) {
	switch h.State {
	case roster.Offered:
		return d.accept(ctx, tx, campaign, ask, h, by)
	case roster.Confirmed, roster.CheckedIn:
		return roster.ToldConfirmed, nil
	case roster.Declined, roster.Expired, roster.Withdrawn, roster.Released:
		return d.lateYes(ctx, tx, campaign, h, by)
	case roster.Proposed, roster.Completed, roster.LeftEarly, roster.NoShow:
	}
	return roster.ToldClosed, nil
}

// accept turns an offer into a confirmed seat, or tells the truth: the seat is gone, or
// something else that the person has taken since stands in the way.
func (d *Dispatcher) accept(ctx context.Context, tx *db.Store, campaign roster.Campaign, ask roster.Ask, h db.Held, by db.Note) (roster.Told, error) {
	if d.stillFree(campaign, h) {
		return d.giveSeat(ctx, tx, campaign, ask, h.Assignment, h.Seat.Role.Free(), by)
	}
	if err := tx.CloseAsk(ctx, campaign.ID, ask, roster.AskWithdrawn, by.At); err != nil {
		return "", err
	}
	return roster.ToldClosed, d.cannotCome(ctx, tx, campaign, h.Assignment, by)
}

// giveSeat gives somebody a seat of a locked role that has so many free, if nobody else has taken
// the last.
func (d *Dispatcher) giveSeat(ctx context.Context, tx *db.Store, campaign roster.Campaign, ask roster.Ask, a roster.Assignment, free int, by db.Note) (roster.Told, error) {
	handed, err := d.handOver(ctx, tx, campaign, a, by)
	if err != nil {
		return "", err
	}
	if !a.HoldsSeat && !handed {
		if free == 0 {
			return d.tooLate(ctx, tx, campaign, ask, a, by)
		}
		free--
	}
	if err := tx.Take(ctx, campaign.ID, a, roster.Confirmed, by); err != nil {
		return "", err
	}
	if err := tx.CloseAsk(ctx, campaign.ID, ask, roster.AskAccepted, by.At); err != nil {
		return "", err
	}
	return roster.ToldConfirmed, d.confirmed(ctx, tx, campaign, a, free, by)
}

// cannotCome gives back the seat of somebody whose yes another duty forbids, and tells whoever
// has no page before them that they needn't come.
func (d *Dispatcher) cannotCome(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, by db.Note) error {
	if by.Channel != roster.Link {
		if err := d.tell(ctx, tx, campaign, a, "release", notify.ReleasedText, by.At); err != nil {
			return err
		}
	}
	return d.giveBack(ctx, tx, campaign.ID, a, roster.Released, note(roster.BySystem, by.Channel, match.Overlaps, by.At))
}

// confirmed does what follows a confirmed seat, which left so many free: the waiting list, the
// text for those who have no page before them, and the end of offers that can't be taken any more.
func (d *Dispatcher) confirmed(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, free int, by db.Note) error {
	if err := tx.StopWaiting(ctx, campaign.ID, a.Role, a.Volunteer); err != nil {
		return err
	}
	if by.Channel != roster.Link {
		words := wording(notify.ConfirmedText)
		if by.Reason == roster.SteppedUp {
			words = notify.SteppedUp
		}
		if err := d.tellWithLink(ctx, tx, campaign, a, "confirm", words, by.At); err != nil {
			return err
		}
	}
	if free > 0 {
		return nil
	}
	return d.closeOffers(ctx, tx, campaign.ID, a.Role, by.At)
}

// closeOffers ends the other offers of a role that confirmed people fill. They get no text:
// an offer brings nobody to a shift, and whoever says yes later is told the truth. An offer that
// takes over a seat needs no free one.
func (d *Dispatcher) closeOffers(ctx context.Context, tx *db.Store, campaign, role string, now time.Time) error {
	live, err := tx.AssignmentsOfRoles(ctx, campaign, []string{role})
	if err != nil {
		return err
	}
	offers := slices.DeleteFunc(live, func(a roster.Assignment) bool {
		return a.HoldsSeat || a.State != roster.Offered || a.Replaces != ""
	})
	if len(offers) == 0 {
		return nil
	}
	ids := make([]string, len(offers))
	for i, a := range offers {
		ids[i] = a.ID
	}
	asks, err := tx.OpenAsks(ctx, campaign, ids)
	if err != nil {
		return err
	}
	for _, a := range offers {
		if ask, open := asks[a.ID]; open {
			if err := tx.CloseAsk(ctx, campaign, ask, roster.AskWithdrawn, now); err != nil {
				return err
			}
		}
		if err := tx.Move(ctx, campaign, a, roster.Released, note(roster.BySystem, "", "role.full", now)); err != nil {
			return err
		}
	}
	return nil
}

// tooLate ends an offer whose seat somebody else has taken, and keeps the person's place on
// the waiting list.
func (d *Dispatcher) tooLate(ctx context.Context, tx *db.Store, campaign roster.Campaign, ask roster.Ask, a roster.Assignment, by db.Note) (roster.Told, error) {
	if err := tx.CloseAsk(ctx, campaign.ID, ask, roster.AskWithdrawn, by.At); err != nil {
		return "", err
	}
	if err := tx.Move(ctx, campaign.ID, a, roster.Released, note(roster.BySystem, by.Channel, "role.full", by.At)); err != nil {
		return "", err
	}
	return roster.ToldWaiting, d.wait(ctx, tx, campaign, a, by)
}

func (d *Dispatcher) wait(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, by db.Note) error {
	if err := tx.Wait(ctx, campaign.ID, a.Role, a.Volunteer, by.At); err != nil {
		return err
	}
	if by.Channel == roster.Link {
		return nil
	}
	return d.tell(ctx, tx, campaign, a, "seat_gone", notify.SeatGone, by.At)
}

func (d *Dispatcher) no(ctx context.Context, tx *db.Store, campaign roster.Campaign, ask roster.Ask, a roster.Assignment, by db.Note) (roster.Told, error) {
	if err := tx.StopWaiting(ctx, campaign.ID, a.Role, a.Volunteer); err != nil {
		return "", err
	}
	switch a.State {
	case roster.Offered:
		if err := tx.CloseAsk(ctx, campaign.ID, ask, roster.AskDeclined, by.At); err != nil {
			return "", err
		}
		if err := d.swapRefused(ctx, tx, campaign, a, by.At); err != nil {
			return "", err
		}
		return roster.ToldDeclined, d.giveBack(ctx, tx, campaign.ID, a, roster.Declined, by)
	case roster.Confirmed:
		return roster.ToldDeclined, d.giveBack(ctx, tx, campaign.ID, a, roster.Withdrawn, by)
	case roster.CheckedIn, roster.Completed, roster.LeftEarly, roster.NoShow:
		return roster.ToldClosed, nil
	case roster.Proposed, roster.Declined, roster.Expired, roster.Withdrawn, roster.Released:
	}
	return d.noToLater(ctx, tx, campaign, a, by)
}

// noToLater takes back a yes that came late and made an assignment of its own.
func (d *Dispatcher) noToLater(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, by db.Note) (roster.Told, error) {
	later, seated, err := tx.ConfirmedIn(ctx, campaign.ID, a.Role, a.Volunteer)
	if err != nil || !seated {
		return roster.ToldDeclined, err
	}
	return roster.ToldDeclined, d.giveBack(ctx, tx, campaign.ID, later, roster.Withdrawn, by)
}

// giveBack frees a seat and rings the alarm to fill it again.
func (d *Dispatcher) giveBack(ctx context.Context, tx *db.Store, campaign string, a roster.Assignment, to roster.AssignmentState, by db.Note) error {
	if err := tx.Move(ctx, campaign, a, to, by); err != nil {
		return err
	}
	return tx.Enqueue(ctx, db.RefillRole{Campaign: campaign, Role: a.Role})
}
