package dispatch

import (
	"context"
	"slices"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// lateYes is a yes after the offer has ended: by its deadline, by an earlier no, or because
// others took the seats. While a seat is free and nothing stands in the way the person gets
// it, until the lock time, after which a coordinator still changes what they have said; else a place on
// the waiting list. Whoever a coordinator released stays released.
func (d *Dispatcher) lateYes(ctx context.Context, tx *db.Store, campaign roster.Campaign, h db.Held, by db.Note) (roster.Told, error) {
	told, done, err := d.alreadyTold(ctx, tx, campaign, h, by)
	if err != nil || done {
		return told, err
	}
	if anew, ask, found, err := askedAnew(ctx, tx, campaign, h); err != nil || found {
		if err != nil {
			return "", err
		}
		return d.accept(ctx, tx, campaign, ask, anew, by)
	}
	h.Span = h.Seat.Shift.Span
	if !d.stillFree(campaign, h) {
		return roster.ToldClosed, nil
	}
	gets := h.Seat.Role.Free() > 0
	if gets {
		if gets, err = firstInLine(ctx, tx, campaign.ID, h.Assignment); err != nil {
			return "", err
		}
	}
	if !gets {
		return roster.ToldWaiting, d.wait(ctx, tx, campaign, h.Assignment, by)
	}
	// The person may hold another role of the shift: the savepoint keeps the refusal from
	// ending the whole transaction.
	err = tx.InTx(ctx, func(tx *db.Store) error { return d.takeLate(ctx, tx, campaign, h.Assignment, by) })
	if roster.KindOf(err) == roster.Conflict {
		return roster.ToldClosed, nil
	}
	return roster.ToldConfirmed, err
}

// firstInLine tells whether nobody waits for a role before the person of an assignment.
func firstInLine(ctx context.Context, tx *db.Store, campaign string, a roster.Assignment) (bool, error) {
	waiting, err := tx.Waiting(ctx, campaign, []string{a.Role})
	if err != nil || len(waiting[a.Role]) == 0 {
		return true, err
	}
	return waiting[a.Role][0] == a.Volunteer, nil
}

// askedAnew finds the open question about the same role that somebody got after an earlier one ended: a yes
// to the earlier one is one to it.
func askedAnew(ctx context.Context, tx *db.Store, campaign roster.Campaign, h db.Held) (anew db.Held, ask roster.Ask, found bool, err error) {
	live, err := tx.AssignmentsOfRoles(ctx, campaign.ID, []string{h.Role})
	if err != nil {
		return anew, ask, false, err
	}
	i := slices.IndexFunc(live, func(a roster.Assignment) bool { return a.Volunteer == h.Volunteer && a.State == roster.Offered })
	if i < 0 {
		return anew, ask, false, nil
	}
	if ask, found, err = tx.LatestAsk(ctx, campaign.ID, live[i].ID); err != nil || !found || !ask.State.Open() {
		return anew, ask, false, err
	}
	anew, err = hold(ctx, tx, campaign, live[i])
	return anew, ask, err == nil, err
}

// alreadyTold answers the late yeses that change nothing.
func (d *Dispatcher) alreadyTold(ctx context.Context, tx *db.Store, campaign roster.Campaign, h db.Held, by db.Note) (roster.Told, bool, error) {
	since, err := tx.Aftermath(ctx, campaign.ID, h.Assignment)
	if err != nil {
		return "", false, err
	}
	changed := by.Actor == roster.ByVolunteer && (h.State == roster.Declined || h.State == roster.Withdrawn)
	switch {
	case since.MovedBy == roster.ByCoordinator && h.State == roster.Released:
		return roster.ToldClosed, true, nil
	case since.Confirmed:
		return roster.ToldConfirmed, true, nil
	case changed && !by.At.Before(h.Seat.Shift.Span.Start.Add(-d.rules.LockBeforeStart)):
		return roster.ToldLocked, true, nil
	}
	return "", false, nil
}

// takeLate gives a free seat to somebody whose offer has ended.
func (d *Dispatcher) takeLate(ctx context.Context, tx *db.Store, campaign roster.Campaign, old roster.Assignment, by db.Note) error {
	fresh, err := confirmAnew(ctx, tx, campaign.ID, old, by)
	if err != nil {
		return err
	}
	seat, err := tx.Seat(ctx, campaign.ID, fresh.Role)
	if err != nil {
		return err
	}
	return d.confirmed(ctx, tx, campaign, fresh, seat.Role.Free(), by)
}

// confirmAnew seats the person of an assignment that has ended once more: a new assignment
// that goes through every state at once. A full role is a conflict.
func confirmAnew(ctx context.Context, tx *db.Store, campaign string, old roster.Assignment, by db.Note) (roster.Assignment, error) {
	id, err := db.NewID()
	if err != nil {
		return roster.Assignment{}, err
	}
	fresh := roster.Assignment{ID: id, Role: old.Role, Volunteer: old.Volunteer, Source: roster.FromRefill}
	if err := tx.AddAssignment(ctx, campaign, fresh, by); err != nil {
		return roster.Assignment{}, err
	}
	for _, to := range []roster.AssignmentState{roster.Offered, roster.Confirmed} {
		a, err := tx.LockAssignment(ctx, campaign, id)
		if err != nil {
			return roster.Assignment{}, err
		}
		got, err := tx.Claim(ctx, campaign, a, to, by)
		if err != nil {
			return roster.Assignment{}, err
		}
		if !got {
			return roster.Assignment{}, roster.Clash("role.full")
		}
	}
	return tx.LockAssignment(ctx, campaign, id)
}

// stillFree tells whether nothing that has happened since the offer stands in the way:
// another duty at the time, no time to travel, no rest, a limit. What a coordinator passed
// over when assigning doesn't count.
func (d *Dispatcher) stillFree(campaign roster.Campaign, h db.Held) bool {
	person := match.Person{Volunteer: roster.Volunteer{ID: h.Volunteer, Limits: h.Limits}}
	for _, duty := range h.Duties {
		person.Duties = append(person.Duties, match.Duty{
			Shift: duty.Shift, Span: roster.Span{Start: duty.StartsAt, End: duty.EndsAt}, At: match.Place{Code: duty.Commune, Lat: duty.Lat, Lon: duty.Lon},
		})
	}
	seat := match.Seat{Role: h.Seat.Role, Shift: h.Seat.Shift, At: seatPlace(h.Seat), Location: campaign.Location()}
	for _, r := range match.AgainstDuties(person, seat, d.rules) {
		if r.Key == match.Overlaps || r.Key == match.NoTravel || h.Source != roster.FromCoordinator {
			return false
		}
	}
	return true
}
