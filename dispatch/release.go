package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Release takes a proposal away or gives a seat back, with a reason. Somebody who has confirmed is told
// not to come, and the seat is filled again. Whoever was only asked would not come, and learns of it if
// they answer. A university or
// telecom may release its own people.
func (d *Dispatcher) Release(ctx context.Context, v roster.Viewer, assignment, reason string, now time.Time) (roster.Assignment, error) {
	if err := v.May(roster.Release); err != nil {
		return roster.Assignment{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return roster.Assignment{}, roster.Bad("reason", "release.reason_missing")
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.Assignment{}, err
	}
	a, err := d.store.Assignment(ctx, v.Campaign, assignment)
	if err != nil {
		return roster.Assignment{}, err
	}
	if v.Organisation != "" && v.Role != roster.AsDepartment && a.Organisation != v.Organisation {
		return roster.Assignment{}, roster.Missing("assignment")
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if a, err = lockAll(ctx, tx, v.Campaign, a); err != nil {
			return err
		}
		if err := d.release(ctx, tx, campaign, a, note(roster.ByCoordinator, roster.StaffEntry, strings.TrimSpace(reason), now)); err != nil {
			return err
		}
		a, err = tx.Assignment(ctx, v.Campaign, assignment)
		return err
	})
	if err != nil {
		return roster.Assignment{}, fmt.Errorf("release assignment %s: %w", assignment, err)
	}
	return a, nil
}

// lockAll takes the locks of a change of one assignment, in the order that all changes keep.
func lockAll(ctx context.Context, tx *db.Store, campaign string, a roster.Assignment) (roster.Assignment, error) {
	return tx.LockAll(ctx, campaign, a)
}

func (d *Dispatcher) release(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, by db.Note) error {
	if err := tx.Move(ctx, campaign.ID, a, roster.Released, by); err != nil {
		return err
	}
	if err := tx.StopWaiting(ctx, campaign.ID, a.Role, a.Volunteer); err != nil {
		return err
	}
	if a.State == roster.Proposed {
		return nil
	}
	if _, err := d.withdrawAsk(ctx, tx, campaign.ID, a.ID, by.At); err != nil {
		return err
	}
	if a.State == roster.Confirmed {
		if err := d.tell(ctx, tx, campaign, a, "release", notify.ReleasedText, by.At); err != nil {
			return err
		}
	}
	return tx.Enqueue(ctx, db.RefillRole{Campaign: campaign.ID, Role: a.Role})
}

// withdrawAsk ends the open ask of an assignment and tells whether its text had left: only
// then is there something to take back.
func (d *Dispatcher) withdrawAsk(ctx context.Context, tx *db.Store, campaign, assignment string, now time.Time) (bool, error) {
	ask, found, err := tx.LatestAsk(ctx, campaign, assignment)
	if err != nil || !found || !ask.State.Open() {
		return false, err
	}
	return ask.State != roster.AskQueued, tx.CloseAsk(ctx, campaign, ask, roster.AskWithdrawn, now)
}

// tell writes a text about one assignment to its volunteer, once per purpose. It leaves in
// quiet hours only when it would else come too near to the shift.
func (d *Dispatcher) tell(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, purpose string, say func(i18n.Lang, notify.ShiftText) notify.Text, now time.Time) error {
	withoutLink := func(l i18n.Lang, s notify.ShiftText, _ string) notify.Text { return say(l, s) }
	return d.tellWithLink(ctx, tx, campaign, a, purpose, withoutLink, now)
}

// wording says a text about a shift; link leads to the page where its receiver was asked.
type wording func(l i18n.Lang, shift notify.ShiftText, link string) notify.Text

// tellWithLink is tell for a text that leads to the page where the person was asked.
func (d *Dispatcher) tellWithLink(ctx context.Context, tx *db.Store, campaign roster.Campaign, a roster.Assignment, purpose string, say wording, now time.Time) error {
	return d.tellAll(ctx, tx, campaign, []roster.Assignment{a}, notice{purpose: purpose, say: say}, now)
}

// tellAll is tellWithLink for some assignments. An assignment keeps the time that its person was told,
// and that is the one the text names, whenever the shift is by now.
func (d *Dispatcher) tellAll(ctx context.Context, tx *db.Store, campaign roster.Campaign, about []roster.Assignment, n notice, now time.Time) error {
	to, err := tx.Addressees(ctx, campaign.ID, about)
	if err != nil {
		return err
	}
	loc := campaign.Location()
	texts := make([]db.ToQueue, len(about))
	for i, a := range about {
		person, seat := to[i].Person, to[i].Seat
		seat.Shift.Span = a.Span
		notBefore, near := leaveAt(d.quiet, loc, seat.Shift.Span.Start, now)
		until := seat.Shift.Span.Start
		if !n.until.IsZero() && n.until.Before(until) {
			until = n.until
		}
		text := n.say(lang(person), shiftText(seat, lang(person), loc), d.linkURL(to[i].Link))
		texts[i] = db.ToQueue{Message: message(person, n.purpose, n.purpose+":"+a.ID, text, notBefore, until, now), Urgent: near}
	}
	return queueTexts(ctx, tx, campaign.ID, texts...)
}

// queueTexts writes texts and the alarms that send them, urgent ones before the others; a purpose that
// has been written already isn't once more.
func queueTexts(ctx context.Context, tx *db.Store, campaign string, texts ...db.ToQueue) error {
	for i := range texts {
		var err error
		if texts[i].ID, err = db.NewID(); err != nil {
			return err
		}
	}
	added, err := tx.AddMessages(ctx, campaign, texts)
	if err != nil {
		return err
	}
	for _, m := range added {
		if err := tx.Enqueue(ctx, db.SendMessage{Campaign: campaign, Message: m.ID, First: m.Urgent}); err != nil {
			return err
		}
	}
	return nil
}
