package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// waitedFor names who of the live ones of a role has been proposed or asked without holding a seat.
func waitedFor(live []roster.Assignment) []string {
	var asked []string
	for _, a := range live {
		if a.Awaited() {
			asked = append(asked, a.Volunteer)
		}
	}
	return asked
}

// askInTurn asks people, best first, until enough are asked. Somebody who has been taken, or is
// gone, since we looked is passed over; the next one isn't.
func (d *Dispatcher) askInTurn(ctx context.Context, campaign roster.Campaign, found search, counts Counts, now time.Time) error {
	done := 0
	for i, candidate := range found.next {
		wanted := true
		err := d.store.InTx(ctx, func(tx *db.Store) error {
			query := poolQuery(campaign, []string{candidate.ID}, found.seat.Shift.Span, now)
			to, err := tx.LockToAsk(ctx, found.seat.Role.ID, query)
			if err != nil {
				return err
			}
			if wanted = d.stillWanted(to, found, i, done, now); !wanted {
				return nil
			}
			return d.askNext(ctx, tx, campaign, to, newPool(to.Pool, query, campaign.Location()), now)
		})
		switch {
		case err == nil && !wanted:
			return nil
		case err == nil:
			done++
			counts["asked"]++
		case cameBetween(err):
			counts["passed_over"]++
		default:
			return err
		}
	}
	return nil
}

// cameBetween tells that somebody has been taken, or is gone, since we looked.
func cameBetween(err error) bool {
	kind := roster.KindOf(err)
	return kind == roster.Conflict || kind == roster.NotFound
}

// stillWanted tells of a locked role whether one more of those found should be asked, from the i-th on,
// after the done ones of this round.
func (d *Dispatcher) stillWanted(to db.ToAsk, found search, i, done int, now time.Time) bool {
	call := found.call(to.Seat, waitedFor(to.Live), now)
	next := found.next[i:]
	call.ThisRound, call.Candidates = done, len(next)
	for _, c := range next[:min(len(next), match.LargestWave*to.Seat.Role.Seats)] {
		call.Yes = append(call.Yes, c.Record.Chance()*found.inTime)
	}
	return d.policy.Wave(call) > 0
}

// askNext asks the one person of a pool for a role; both are locked.
func (d *Dispatcher) askNext(ctx context.Context, tx *db.Store, campaign roster.Campaign, to db.ToAsk, people *pool, now time.Time) error {
	open, err := openFor(ctx, tx, campaign.ID, to.Seat, to.Live, now)
	if err != nil {
		return err
	}
	if against := match.Against(people.people[0], people.seat(to.Seat), d.rules); len(against) > 0 {
		return roster.Clash("assignment.not_eligible", "reason", against[0].Key)
	}
	id, err := db.NewID()
	if err != nil {
		return err
	}
	by := note(roster.BySystem, roster.SMS, "", now)
	a := roster.Assignment{
		ID: id, Role: to.Seat.Role.ID, Shift: to.Seat.Shift.ID, Span: to.Seat.Shift.Span, Volunteer: people.people[0].ID,
		Source: roster.FromRefill, State: roster.Proposed,
	}
	if err := tx.AddAssignment(ctx, campaign.ID, a, by); err != nil {
		return err
	}
	_, err = d.offer(ctx, tx, campaign, open, a, people, to.Codes, by)
	return err
}
