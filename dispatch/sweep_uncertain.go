package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify"
)

// A round looks for so many texts at the provider at most, and for each so long on the wall clock:
// one that hangs has others behind it.
const (
	lookupsPerSweep = 50
	lookupLimit     = 5 * time.Second
)

// unheardAfter is how long after its time a text counts as lost about which the provider can't be asked.
const unheardAfter = 24 * time.Hour

// sweepUncertain looks at the provider for texts that may have left and that no callback has
// settled. What it finds is taken as a callback is; what isn't there when its time is over is
// lost. Nothing is sent again: the deadline of the ask is its end as well, and others are asked.
func (d *Dispatcher) sweepUncertain(ctx context.Context, campaign string, now, lost time.Time, counts Counts) error {
	if d.find == nil {
		return nil
	}
	texts, err := d.store.TakeUncertain(ctx, campaign, lost, now, lookupsPerSweep)
	if err != nil {
		return err
	}
	return eachOf(ctx, texts, func(u db.Uncertain) error { return d.lookFor(ctx, campaign, u, now, counts) })
}

func (d *Dispatcher) lookFor(ctx context.Context, campaign string, u db.Uncertain, now time.Time, counts Counts) error {
	over := u.ValidUntil
	events, err := d.findSoon(ctx, u)
	if err != nil {
		d.log.Warn("look for a text", "message", u.ID, "error", err)
		over = over.Add(unheardAfter)
	}
	event, err := d.ownOf(ctx, u, events)
	if err != nil {
		return err
	}
	if event.ProviderID != "" {
		added, err := d.keep(ctx, statusDelivery(event), now)
		if err != nil {
			return err
		}
		if added {
			counts["found"]++
			return nil
		}
		// This has been heard before, and hasn't settled it.
	}
	if over.After(now) {
		return nil
	}
	counts["lost"]++
	return d.store.LoseMessage(ctx, campaign, u.ID)
}

func (d *Dispatcher) findSoon(ctx context.Context, u db.Uncertain) ([]notify.StatusEvent, error) {
	ctx, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	return d.find(ctx, notify.Outbound{ID: u.ID, To: u.To, Body: u.Body}, u.Since)
}

// ownOf picks what is said of a text itself: the first that isn't known as another text of ours, which
// may be of the same words. There may be none.
func (d *Dispatcher) ownOf(ctx context.Context, u db.Uncertain, events []notify.StatusEvent) (notify.StatusEvent, error) {
	for _, event := range events {
		others, err := d.store.OfAnotherText(ctx, u, event.Provider, event.ProviderID)
		if err != nil || !others {
			return event, err
		}
	}
	return notify.StatusEvent{}, nil
}
