package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// CheckOut records that a checked-in person goes: completed near the end of the shift, left
// early before, and then the seat is free. The same again changes nothing. A commune does so
// for its own shifts, a volunteer for oneself.
func (d *Dispatcher) CheckOut(ctx context.Context, v roster.Viewer, assignment string, now time.Time) (roster.Assignment, error) {
	a, err := d.presentOf(ctx, v, roster.CheckIn, assignment)
	if err != nil {
		return roster.Assignment{}, err
	}
	by, proof := note(roster.ByCoordinator, roster.StaffEntry, "", now), roster.ProofStaff
	if v.Role == roster.AsVolunteer {
		by.Actor, by.Channel, proof = roster.ByVolunteer, roster.Link, roster.ProofOwn
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if a, err = lockAll(ctx, tx, v.Campaign, a); err != nil {
			return err
		}
		switch a.State {
		case roster.CheckedIn:
			a, err = checkOutTx(ctx, tx, v.Campaign, a, now, proof, by)
			return err
		case roster.Completed, roster.LeftEarly:
			return nil
		case roster.Proposed, roster.Offered, roster.Confirmed, roster.NoShow, roster.Declined, roster.Expired, roster.Withdrawn, roster.Released:
		}
		return roster.Clash("check_out.not_there")
	})
	if err != nil {
		return roster.Assignment{}, fmt.Errorf("check out assignment %s: %w", assignment, err)
	}
	return a, nil
}

// checkOutTx ends a presence at out; it returns the assignment as it is then. Who left early leaves a
// seat that rings to be filled.
func checkOutTx(ctx context.Context, tx *db.Store, campaign string, a roster.Assignment, out time.Time, proof roster.Proof, by db.Note) (roster.Assignment, error) {
	to := match.Left(out, a.Span)
	if err := tx.CheckOut(ctx, campaign, a, to, out, proof, by); err != nil {
		return a, err
	}
	if a.State, a.HoldsSeat = to, to == roster.Completed; a.HoldsSeat {
		return a, nil
	}
	return a, tx.Enqueue(ctx, db.RefillRole{Campaign: campaign, Role: a.Role})
}
