package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
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
	return d.answer(ctx, d.store, a.Campaign, a.Ask, answer, note(roster.ByVolunteer, roster.Link, "", now))
}

// answer makes an answer's change in one transaction (within read's, when it is one).
func (d *Dispatcher) answer(ctx context.Context, read *db.Store, campaignID string, ask roster.Ask, answer roster.Answer, by db.Note) (roster.Told, error) {
	campaign, err := read.Campaign(ctx, campaignID)
	if err != nil {
		return "", err
	}
	var told roster.Told
	err = read.InTx(ctx, func(tx *db.Store) error {
		a, err := tx.Assignment(ctx, campaignID, ask.Assignment)
		if err != nil {
			return err
		}
		if a, err = lockAll(ctx, tx, campaignID, a); err != nil {
			return err
		}
		switch {
		case !a.Span.Start.After(by.At):
			told = roster.ToldClosed
		case answer == roster.Yes:
			told, err = d.yes(ctx, tx, campaign, ask, a, by)
		default:
			told, err = d.no(ctx, tx, campaign, ask, a, by)
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("answer ask %s: %w", ask.ID, err)
	}
	return told, nil
}

func (d *Dispatcher) yes(ctx context.Context, tx *db.Store, campaign roster.Campaign, ask roster.Ask, a roster.Assignment, by db.Note) (roster.Told, error) {
	switch a.State {
	case roster.Offered:
		return d.accept(ctx, tx, campaign, ask, a, by)
	case roster.Confirmed, roster.CheckedIn:
		return roster.ToldConfirmed, nil
	case roster.Declined, roster.Expired, roster.Withdrawn, roster.Released:
		return d.lateYes(ctx, tx, campaign, a, by)
	case roster.Proposed, roster.Completed, roster.LeftEarly, roster.NoShow:
	}
	return roster.ToldClosed, nil
}

// accept turns an offer into a confirmed seat, or tells the truth: the seat is gone, or
// something else that the person has taken since stands in the way.
func (d *Dispatcher) accept(ctx context.Context, tx *db.Store, campaign roster.Campaign, ask roster.Ask, a roster.Assignment, by db.Note) (roster.Told, error) {
	free, err := d.stillFree(ctx, tx, campaign, a, by.At)
	if err != nil {
		return "", err
	}
	if !free {
		if err := endAnswered(ctx, tx, campaign.ID, ask, roster.AskWithdrawn, by.At); err != nil {
			return "", err
		}
		return roster.ToldClosed, d.cannotCome(ctx, tx, campaign, a, by)
	}
	if err := d.handOver(ctx, tx, campaign, a, by); err != nil {
		return "", err
	}
	got, err := tx.Claim(ctx, campaign.ID, a, roster.Confirmed, by)
	if err != nil {
		return "", err
	}
	if !got {
		return d.tooLate(ctx, tx, campaign, ask, a, by)
	}
	if err := endAnswered(ctx, tx, campaign.ID, ask, roster.AskAccepted, by.At); err != nil {
		return "", err
	}
	return roster.ToldConfirmed, d.confirmed(ctx, tx, campaign, a, by)
}

// endAnswered ends an ask, and keeps a text from asking what has been answered before it left.
func endAnswered(ctx context.Context, tx *db.Store, campaign string, ask roster.Ask, to roster.AskState, now time.Time) error {
	if _, err := tx.EndAsk(ctx, campaign, ask.ID, to, now); err != nil {
		return err
	}
	return tx.CancelMessage(ctx, campaign, ask.Message)
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

// confirmed does what follows a confirmed seat: the waiting list, the text for those who
// have no page before them, and the end of offers that can't be taken any more.
func (d *Dispatcher) confirmed(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, by db.Note) error {
	if err := tx.StopWaiting(ctx, campaign.ID, a.Role, a.Volunteer); err != nil {
		return err
	}
	if by.Channel != roster.Link {
		link, err := tx.LinkFor(ctx, campaign.ID, a.Role, a.Volunteer)
		if err != nil {
			return err
		}
		words := func(l i18n.Lang, s notify.ShiftText) notify.Text { return notify.ConfirmedText(l, s, d.linkURL(link)) }
		if err := d.tell(ctx, tx, campaign, a, "confirm", words, by.At); err != nil {
			return err
		}
	}
	return d.closeOffers(ctx, tx, campaign, a.Role, by.At)
}

// closeOffers ends the other offers of a role that confirmed people fill. They get no text:
// an offer brings nobody to a shift, and whoever says yes later is told the truth. An offer that
// takes over a seat needs no free one.
func (d *Dispatcher) closeOffers(ctx context.Context, tx *db.Store, campaign roster.Campaign, role string, now time.Time) error {
	seat, err := tx.Seat(ctx, campaign.ID, role)
	if err != nil || seat.Role.Free() > 0 {
		return err
	}
	live, err := tx.AssignmentsOfRoles(ctx, campaign.ID, []string{role})
	if err != nil {
		return err
	}
	for _, other := range live {
		if other.HoldsSeat || other.State != roster.Offered || other.Replaces != "" {
			continue
		}
		if _, err := d.withdrawAsk(ctx, tx, campaign.ID, other.ID, now); err != nil {
			return err
		}
		if err := tx.Move(ctx, campaign.ID, other, roster.Released, note(roster.BySystem, "", "role.full", now)); err != nil {
			return err
		}
	}
	return nil
}

// tooLate ends an offer whose seat somebody else has taken, and keeps the person's place on
// the waiting list.
func (d *Dispatcher) tooLate(ctx context.Context, tx *db.Store, campaign roster.Campaign, ask roster.Ask, a roster.Assignment, by db.Note) (roster.Told, error) {
	if err := endAnswered(ctx, tx, campaign.ID, ask, roster.AskWithdrawn, by.At); err != nil {
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
		if err := endAnswered(ctx, tx, campaign.ID, ask, roster.AskDeclined, by.At); err != nil {
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
	live, err := tx.AssignmentsOfRoles(ctx, campaign.ID, []string{a.Role})
	if err != nil {
		return "", err
	}
	for _, other := range live {
		if other.Volunteer == a.Volunteer && other.State == roster.Confirmed {
			return roster.ToldDeclined, d.giveBack(ctx, tx, campaign.ID, other, roster.Withdrawn, by)
		}
	}
	return roster.ToldDeclined, nil
}

// giveBack frees a seat and rings the alarm to fill it again.
func (d *Dispatcher) giveBack(ctx context.Context, tx *db.Store, campaign string, a roster.Assignment, to roster.AssignmentState, by db.Note) error {
	if err := tx.Move(ctx, campaign, a, to, by); err != nil {
		return err
	}
	return tx.Enqueue(ctx, db.RefillRole{Campaign: campaign, Role: a.Role})
}
