package dispatch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// UnclearReplies returns a page of the texts that wait for a person to read them, the oldest
// first, and how many there are in all: for those who enter answers.
func (d *Dispatcher) UnclearReplies(ctx context.Context, v roster.Viewer, first int, after db.Position, now time.Time) ([]roster.Reply, int, error) {
	if err := v.May(roster.RecordAnswer); err != nil {
		return nil, 0, err
	}
	page, err := d.store.UnclearReplies(ctx, v, first, after, now)
	if err != nil {
		return nil, 0, err
	}
	total, err := d.store.CountUnclearReplies(ctx, v, now)
	return page, total, err
}

// DecideReply says what a text is that could not be read with certainty: an answer to an ask of
// its person, which is entered as RecordAnswer does, or dealt with, and then ask is empty. The
// same decision again changes nothing; another one is a conflict, and so is one on a text whose
// question has been answered otherwise since. A late yes is decided on and a conflict too, which
// says what became of the seat.
func (d *Dispatcher) DecideReply(ctx context.Context, v roster.Viewer, id string, decision roster.ReplyDecision, ask string, now time.Time) (roster.Reply, error) {
	if err := v.May(roster.RecordAnswer); err != nil {
		return roster.Reply{}, err
	}
	if (ask == "") != (decision == roster.DealtWith) {
		return roster.Reply{}, roster.Bad("ask", "reply.ask_and_decision")
	}
	told := roster.ToldConfirmed
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		r, err := heldReply(ctx, tx, v, id, ask, now)
		if err != nil {
			return err
		}
		if again, err := decidedBefore(r.Reply, decision, ask); again || err != nil {
			return err
		}
		told, err = d.decide(ctx, tx, v, r, decision, now)
		return err
	})
	if err != nil {
		return roster.Reply{}, fmt.Errorf("decide on a reply: %w", err)
	}
	if err := nothingCame(told); err != nil {
		return roster.Reply{}, err
	}
	return d.store.UnclearReply(ctx, v, id, now)
}

// readReply is a text with the question that a person reads it to answer, if it answers one.
type readReply struct {
	roster.Reply
	ask   roster.Ask
	about roster.Assignment
}

// heldReply reads a text under the locks of an answer to the ask, so that what it is decided by
// is what holds: who answers by link in this moment is not overruled.
func heldReply(ctx context.Context, tx *db.Store, v roster.Viewer, id, ask string, now time.Time) (r readReply, err error) {
	if r.Reply, err = tx.UnclearReply(ctx, v, id, now); err != nil || ask == "" {
		return r, err
	}
	if r.ask, r.about, err = asked(ctx, tx, v, ask); err != nil {
		return r, err
	}
	if r.ask.Volunteer != r.Volunteer {
		return r, roster.Missing("ask")
	}
	campaign, err := tx.Campaign(ctx, v.Campaign)
	if err != nil {
		return r, err
	}
	if _, err := hold(ctx, tx, campaign, r.about); err != nil {
		return r, err
	}
	r.Reply, err = tx.UnclearReply(ctx, v, id, now)
	return r, err
}

// decidedBefore tells whether this very decision has been taken, and refuses one on a text that
// waits for none.
func decidedBefore(r roster.Reply, decision roster.ReplyDecision, ask string) (bool, error) {
	switch {
	case r.Waits:
		return false, nil
	case r.Decision == decision && (ask == "" || ask == r.Ask):
		return true, nil
	case r.Decision != "":
		return false, roster.Clash("reply.decided")
	}
	return false, roster.Clash("reply.settled")
}

// decide enters the answer, if the text is one, and notes who has read it so. What the text was
// taken to be about before needs nobody any more.
func (d *Dispatcher) decide(ctx context.Context, tx *db.Store, v roster.Viewer, r readReply, decision roster.ReplyDecision, now time.Time) (roster.Told, error) {
	told, before := roster.ToldConfirmed, r.Ask
	if decision != roster.DealtWith {
		var err error
		if told, err = d.enter(ctx, tx, v, r, decision.Answer(), now); err != nil {
			return "", err
		}
		r.Ask = r.ask.ID
	}
	r.Decision = decision
	first, err := tx.DecideReply(ctx, v, r.Reply, now)
	if err != nil {
		return "", err
	}
	if !first {
		return "", roster.Clash("reply.decided")
	}
	if before == "" {
		return told, nil
	}
	return told, tx.MarkRead(ctx, v.Campaign, before)
}

// enter enters the answer that a text gives, to a question that it may still be about.
func (d *Dispatcher) enter(ctx context.Context, tx *db.Store, v roster.Viewer, r readReply, answer roster.Answer, now time.Time) (roster.Told, error) {
	asks, err := tx.AsksOfReplies(ctx, v, []string{r.ID}, now)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(asks, func(a db.AskOfReply) bool { return a.ID == r.ask.ID }) {
		return "", roster.Clash("reply.settled")
	}
	by := note(roster.ByCoordinator, roster.StaffEntry, r.Body, now)
	return d.answer(ctx, tx, v.Campaign, r.ask, r.about, answer, by)
}
