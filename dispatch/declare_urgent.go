package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// DeclareUrgent has a shift that hasn't begun filled at once, by larger waves and in the quiet
// hours too; questions that wait for the morning leave. Why is kept with who said so, for it
// disturbs people at night. Consent and opted-out numbers it doesn't touch. A commune declares
// its own shifts; one that is urgent already stays as it is.
func (d *Dispatcher) DeclareUrgent(ctx context.Context, v roster.Viewer, shift, why string, now time.Time) (roster.Shift, error) {
	sh, _, err := d.shiftToChange(ctx, v, shift, now)
	if err != nil {
		return roster.Shift{}, err
	}
	if why, err = checkWhy(why); err != nil {
		return roster.Shift{}, err
	}
	if sh.Urgent {
		return sh, nil
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error { return makeUrgent(ctx, tx, v, sh, why, now) })
	if err != nil {
		return roster.Shift{}, fmt.Errorf("declare shift %s urgent: %w", shift, err)
	}
	sh.Urgent = true
	return sh, nil
}

func makeUrgent(ctx context.Context, tx *db.Store, v roster.Viewer, sh roster.Shift, why string, now time.Time) error {
	roles, err := lockRolesOf(ctx, tx, v.Campaign, sh.ID)
	if err != nil {
		return err
	}
	if err := tx.DeclareUrgent(ctx, v.Campaign, sh, now); err != nil {
		return err
	}
	for _, role := range roles {
		// Whoever has been given long to think keeps the seat from nobody any more.
		if err := tx.DropHolds(ctx, v.Campaign, role, now); err != nil {
			return err
		}
		if err := tx.Enqueue(ctx, db.RefillRole{Campaign: v.Campaign, Role: role}); err != nil {
			return err
		}
	}
	event := roster.SendingEvent{At: now, Kind: roster.DeclaredUrgent, Subject: sh.ID, Reason: why, Staff: v.Staff}
	return tx.AddSendingEvent(ctx, v.Campaign, event)
}
