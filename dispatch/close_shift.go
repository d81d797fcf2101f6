package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// longestNotes bounds the notes of an outcome, in characters.
const longestNotes = 2000

// CloseShift writes down what came of a shift that is over: who is still checked in has
// stayed to its end, who said yes and never came is a no-show. Closing it again corrects the
// figures. A commune closes its own shifts.
func (d *Dispatcher) CloseShift(ctx context.Context, v roster.Viewer, outcome roster.Outcome, now time.Time) (roster.Shift, error) {
	if err := v.May(roster.CloseShift); err != nil {
		return roster.Shift{}, err
	}
	found, err := d.store.Shifts(ctx, v.Scope(), []string{outcome.Shift})
	if err != nil {
		return roster.Shift{}, err
	}
	if len(found) == 0 {
		return roster.Shift{}, roster.Missing("shift")
	}
	shift := found[0]
	if now.Before(shift.Span.End.Add(-match.StayedUntil)) {
		return roster.Shift{}, roster.Clash("shift.not_over")
	}
	outcome.Notes, outcome.ClosedAt = strings.TrimSpace(outcome.Notes), now
	if err := checkOutcome(outcome); err != nil {
		return roster.Shift{}, err
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if err := d.endPresence(ctx, tx, v.Campaign, shift, now); err != nil {
			return err
		}
		return tx.SaveOutcome(ctx, v.Campaign, outcome)
	})
	if err != nil {
		return roster.Shift{}, fmt.Errorf("close shift %s: %w", shift.ID, err)
	}
	return shift, nil
}

func checkOutcome(o roster.Outcome) error {
	const most = 100_000
	var faults roster.Faults
	for _, figure := range []struct {
		field string
		n     int
	}{{"outcome.citizens", o.Citizens}, {"outcome.priority", o.Priority}, {"outcome.procedures", o.Procedures}} {
		if figure.n < 0 || figure.n > most {
			faults = append(faults, roster.Bad(figure.field, "outcome.figure", "max", most))
		}
	}
	if o.Priority > o.Citizens {
		faults = append(faults, roster.Bad("outcome.priority", "outcome.priority"))
	}
	if utf8.RuneCountInString(o.Notes) > longestNotes {
		faults = append(faults, roster.Bad("outcome.notes", "outcome.notes", "max", longestNotes))
	}
	return faults.Err()
}

// endPresence ends what is still open of a shift that is over.
func (d *Dispatcher) endPresence(ctx context.Context, tx *db.Store, campaign string, shift roster.Shift, now time.Time) error {
	if _, err := lockRolesOf(ctx, tx, campaign, shift.ID); err != nil {
		return err
	}
	live, err := tx.AssignmentsOfShift(ctx, campaign, shift.ID)
	if err != nil {
		return err
	}
	by := note(roster.ByCoordinator, roster.StaffEntry, "closed", now)
	for _, a := range live {
		if err := endOne(ctx, tx, campaign, a, by); err != nil {
			return err
		}
	}
	return nil
}

func endOne(ctx context.Context, tx *db.Store, campaign string, a roster.Assignment, by db.Note) error {
	switch a.State {
	case roster.CheckedIn:
		out := a.Span.End
		if by.At.Before(out) {
			out = by.At
		}
		_, err := checkOutTx(ctx, tx, campaign, a, out, roster.ProofStaff, by)
		return err
	case roster.Confirmed:
		return tx.Move(ctx, campaign, a, roster.NoShow, by)
	case roster.Proposed, roster.Offered, roster.Completed, roster.LeftEarly, roster.NoShow, roster.Declined, roster.Expired, roster.Withdrawn, roster.Released:
	}
	return nil
}

// lockRolesOf locks the roles of a shift and names them.
func lockRolesOf(ctx context.Context, tx *db.Store, campaign, shift string) ([]string, error) {
	roles, err := tx.RolesOf(ctx, campaign, []string{shift})
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(roles))
	for i, r := range roles {
		ids[i] = r.ID
	}
	return ids, tx.LockRoles(ctx, campaign, ids...)
}
