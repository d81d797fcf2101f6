package dispatch

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// againAfter is how long a phone that couldn't be reached is given before its one second try.
const againAfter = 10 * time.Minute

// undelivered does what the end of a text that never arrived asks for: a number that can't get
// texts is remembered, a phone that was off gets one more try, and words that a carrier takes
// out are sent to nobody else until a person has looked. Where our account is turned away no text would
// arrive, and all wait for that person; where one sender is, those that would leave by it do, and so does
// this one.
func (d *Dispatcher) undelivered(ctx context.Context, tx *db.Store, campaign string, m roster.Message, code int, now time.Time) error {
	if err := tx.MarkAsks(ctx, campaign, m.ID, roster.AskQueued, roster.AskSent); err != nil {
		return err
	}
	switch class := notify.GaveUpClass(code); class {
	case notify.BadNumber, notify.OptedOut, notify.Blocked:
		return d.unreachable(ctx, tx, campaign, m.ID, m.To, class, now)
	case notify.Retry:
		_, err := tx.SendAgain(ctx, campaign, m.ID, code, now.Add(againAfter), now)
		return err
	case notify.Rejected:
		if code == notify.CodeFiltered {
			return d.stopTemplate(ctx, tx, campaign, m, now)
		}
		// Other reports say little of the handset: the deadline decides.
	case notify.TurnedAway:
		if err := d.stopSender(ctx, tx, m, code, now); err != nil {
			return err
		}
		_, err := tx.SendAgain(ctx, campaign, m.ID, code, now.Add(againAfter), now)
		return err
	case notify.Channel:
		return d.stopAll(ctx, tx, m, code, now)
	case notify.Uncertain:
	}
	return nil
}

func (d *Dispatcher) stopTemplate(ctx context.Context, tx *db.Store, campaign string, m roster.Message, now time.Time) error {
	stopped, err := tx.StopSending(ctx, campaign, db.Texts{Template: m.Template}, "a carrier filtered message "+m.ID, now)
	if stopped {
		d.log.Error("texts of a template are held back: a carrier filters them", "template", m.Template, "message", m.ID)
	}
	return err
}

// stopSender holds back what would leave by a sender that operators turn away, in all campaigns, for they
// share it. It is the one that the text was handed over by: since then its number may be served by another.
func (d *Dispatcher) stopSender(ctx context.Context, tx *db.Store, m roster.Message, code int, now time.Time) error {
	sender := cmp.Or(m.Sender, d.sender.By(m.To))
	if sender == "" {
		return nil // it is nobody's any more
	}
	stopped, err := tx.StopSending(ctx, "", db.Texts{Sender: sender}, fmt.Sprintf("code %d turns this sender away, message %s", code, m.ID), now)
	if stopped {
		d.log.Error("texts of a sender are held back: operators turn it away", "sender", sender, "code", code, "message", m.ID)
	}
	return err
}

// stopAll holds the texts of all campaigns back: an account that is suspended sends none.
func (d *Dispatcher) stopAll(ctx context.Context, tx *db.Store, m roster.Message, code int, now time.Time) error {
	stopped, err := tx.StopSending(ctx, "", db.Texts{}, fmt.Sprintf("code %d turns our account away, message %s", code, m.ID), now)
	if stopped {
		d.log.Error("all texts are held back: operators turn our account away", "code", code, "message", m.ID)
	}
	return err
}
