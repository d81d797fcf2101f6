package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Shown is what somebody shows who checks in: the code that the point shows, or where their
// phone is. A coordinator's word needs neither.
type Shown struct {
	Code string
	At   *match.Place
}

// CheckIn records that the person of a confirmed assignment is there. Somebody who came after
// being counted absent gets the seat back while it is free, as a new assignment. The same
// again changes nothing. A commune does so for its own shifts, a volunteer for oneself.
func (d *Dispatcher) CheckIn(ctx context.Context, v roster.Viewer, assignment string, shown Shown, now time.Time) (roster.Assignment, error) {
	a, err := d.presentOf(ctx, v, roster.CheckIn, assignment)
	if err != nil {
		return roster.Assignment{}, err
	}
	by, proof := note(roster.ByCoordinator, roster.StaffEntry, "", now), roster.ProofStaff
	if v.Role == roster.AsVolunteer {
		by.Actor, by.Channel = roster.ByVolunteer, roster.Link
		if proof, err = d.prove(ctx, v.Campaign, a, shown, now); err != nil {
			return roster.Assignment{}, err
		}
	}
	return d.checkIn(ctx, v.Campaign, a, proof, by)
}

// presentOf returns an assignment whose presence the viewer may record.
func (d *Dispatcher) presentOf(ctx context.Context, v roster.Viewer, action roster.Action, assignment string) (roster.Assignment, error) {
	if err := v.May(action); err != nil {
		return roster.Assignment{}, err
	}
	a, err := d.store.Assignment(ctx, v.Campaign, assignment)
	if err != nil {
		return roster.Assignment{}, err
	}
	foreign := v.Role == roster.AsCommune && a.Commune != v.Commune || v.Role == roster.AsVolunteer && a.Volunteer != v.Volunteer
	if foreign {
		return roster.Assignment{}, roster.Missing("assignment")
	}
	return a, nil
}

// prove holds what somebody shows against the point of their shift.
func (d *Dispatcher) prove(ctx context.Context, campaign string, a roster.Assignment, shown Shown, now time.Time) (roster.Proof, error) {
	seat, err := d.store.Seat(ctx, campaign, a.Role)
	if err != nil {
		return "", err
	}
	if shown.Code == "" {
		switch {
		case shown.At == nil:
			return "", roster.Bad("proof", "check_in.no_proof")
		case !match.AtPlace(*shown.At, match.Place{Lat: seat.Lat, Lon: seat.Lon}):
			return "", roster.Bad("proof", "check_in.not_there")
		}
		return roster.ProofPlace, nil
	}
	secret, err := d.store.PointSecret(ctx, campaign, seat.Shift.Point)
	if err != nil {
		return "", err
	}
	if !match.RightCode(secret, shown.Code, now) {
		return "", roster.Bad("proof.code", "check_in.wrong_code")
	}
	return roster.ProofCode, nil
}

func (d *Dispatcher) checkIn(ctx context.Context, campaign string, a roster.Assignment, proof roster.Proof, by db.Note) (roster.Assignment, error) {
	switch {
	case match.TooEarly(by.At, a.Span):
		return roster.Assignment{}, roster.Clash("check_in.too_early", "minutes", int(match.CheckInBefore.Minutes()))
	case !by.At.Before(a.Span.End):
		return roster.Assignment{}, roster.Clash("check_in.over")
	}
	var there roster.Assignment
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		var err error
		there, err = checkInTx(ctx, tx, campaign, a, proof, by)
		return err
	})
	if err != nil {
		return roster.Assignment{}, fmt.Errorf("check in assignment %s: %w", a.ID, err)
	}
	return there, nil
}

// checkInTx is the change of a check-in; it returns the assignment that is checked in now.
func checkInTx(ctx context.Context, tx *db.Store, campaign string, a roster.Assignment, proof roster.Proof, by db.Note) (roster.Assignment, error) {
	a, err := lockAll(ctx, tx, campaign, a)
	if err != nil {
		return a, err
	}
	switch a.State {
	case roster.Confirmed:
	case roster.CheckedIn:
		return a, nil
	case roster.NoShow:
		if a, err = confirmAnew(ctx, tx, campaign, a, by); err != nil {
			return a, err
		}
	case roster.Proposed, roster.Offered, roster.Completed, roster.LeftEarly, roster.Declined, roster.Expired, roster.Withdrawn, roster.Released:
		return a, roster.Clash("check_in.not_confirmed")
	}
	if err := tx.CheckIn(ctx, campaign, a, proof, by); err != nil {
		return a, err
	}
	a.State = roster.CheckedIn
	return a, tx.ClearAlerts(ctx, campaign, a.Role, nil, by.At)
}
