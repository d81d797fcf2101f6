package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
)

// triesToRead is how often the handling of a text that came in may fail before it is left to a person.
// The queue and the sweep take about three minutes for so many: a fault that passes is over by then, and a
// STOP behind it has not waited for long.
const triesToRead = 8

// noteFailure counts that a text could not be handled. Only what was rung for counts: those behind it try it
// as well, and a few of them at once would use up its tries within a second.
func (d *Dispatcher) noteFailure(ctx context.Context, taken db.Taken, rung db.HandleWebhook) {
	if taken.Kind != "inbound" || taken.ExternalID != rung.ExternalID {
		return
	}
	if err := d.store.CountFailure(ctx, taken.Delivery); err != nil {
		d.log.ErrorContext(ctx, "count that a text could not be handled", "id", taken.ExternalID, "error", err)
	}
}

// setAside leaves a text that can't be handled to a person, as it came, so that what the phone has written
// after it is heard. It does as little as it can: whatever fails for this text would fail here too.
func (d *Dispatcher) setAside(ctx context.Context, tx *db.Store, in db.Taken, now time.Time) error {
	d.log.ErrorContext(ctx, "a text can't be handled and is left to a person", "provider", in.Provider, "id", in.ExternalID, "failures", in.Failures)
	reply := db.Reply{Phone: in.From, Body: in.Body, Reading: db.Unread}
	var known bool
	var err error
	if reply.Campaign, reply.Volunteer, known, err = whose(ctx, tx, in, now); err != nil {
		return err
	}
	if !known {
		reply.Reading = string(notify.FromNobody)
	}
	if reply.ID, err = db.NewID(); err != nil {
		return err
	}
	return tx.AddReply(ctx, reply, in.ReceivedAt)
}

// whose tells who has written a text: whose number it is, or who is asked by it.
func whose(ctx context.Context, tx *db.Store, in db.Taken, now time.Time) (campaign, volunteer string, known bool, err error) {
	campaign, volunteer, known, err = tx.VolunteerByPhone(ctx, in.From)
	if err != nil || known {
		return campaign, volunteer, known, err
	}
	open, _, err := tx.AsksHeardBy(ctx, in.From, now)
	if err != nil || len(open) == 0 {
		return "", "", false, err
	}
	return open[0].Campaign, open[0].Volunteer, true, nil
}
