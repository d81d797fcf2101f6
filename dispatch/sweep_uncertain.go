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
	event, found, err := d.findSoon(ctx, u)
	switch {
	case err != nil:
		d.log.Warn("look for a text", "message", u.ID, "error", err)
	case found:
		counts["found"]++
		return d.TakeStatus(ctx, event, now)
	case !u.ValidUntil.After(now):
		counts["lost"]++
		return d.store.LoseMessage(ctx, campaign, u.ID)
	}
	return nil
}

func (d *Dispatcher) findSoon(ctx context.Context, u db.Uncertain) (notify.StatusEvent, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	return d.find(ctx, notify.Outbound{ID: u.ID, To: u.To, Body: u.Body}, u.Since)
}
