package dispatch

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Refill asks the next people for the empty seats of a role: those on its waiting list
// first, then the best ranked of those who haven't been asked for it. In quiet hours it
// waits for the morning, unless the shift is urgent.
//
// Looking for people takes a while and locks nothing. Each of them is asked in a transaction
// of its own, which counts again how many are wanted: a refill never holds two volunteers,
// so that two of them can't wait for each other.
func (d *Dispatcher) Refill(ctx context.Context, campaignID, role string, now time.Time) (Counts, error) {
	campaign, err := d.store.Campaign(ctx, campaignID)
	if err != nil {
		return nil, err
	}
	counts := Counts{}
	return counts, d.refillAll(ctx, campaign, []string{role}, d.searchOne(campaign, now), counts, now)
}

// refillAll asks the next people for each of some roles. What became of the first ones in the
// meantime is seen when somebody is asked.
func (d *Dispatcher) refillAll(ctx context.Context, campaign roster.Campaign, roles []string, find search, counts Counts, now time.Time) error {
	seats, err := d.store.Seats(ctx, campaign.ID, roles)
	if err != nil {
		return err
	}
	asked, err := askedFor(ctx, d.store, campaign.ID, roles)
	if err != nil {
		return err
	}
	return eachOf(ctx, seats, func(seat db.Seat) error {
		if err := d.refill(ctx, campaign, seat, asked[seat.Role.ID], find, counts, now); err != nil {
			return fmt.Errorf("refill role %s: %w", seat.Role.ID, err)
		}
		return nil
	})
}

func (d *Dispatcher) refill(ctx context.Context, campaign roster.Campaign, seat db.Seat, asked []string, find search, counts Counts, now time.Time) error {
	mode := match.ModeFor(now, seat.Shift.Span.Start, seat.Shift.Urgent)
	quiet := mode != roster.Urgent && d.quiet.In(now, campaign.Location())
	if quiet || !seat.Shift.Ahead(now) {
		return nil
	}
	// The search takes long: most of what rings has been filled by another ring meanwhile.
	yes, err := d.chances(ctx, d.store, campaign.ID, asked, now)
	call := Call{Mode: mode, Free: seat.Role.Free(), Asked: len(asked), Candidates: match.LargestWave * seat.Role.Seats, Yes: yes}
	if err != nil || d.policy.Wave(call) == 0 {
		return err
	}
	next, err := d.nextPeople(ctx, campaign, seat, find, now)
	if err != nil {
		return err
	}
	counts["left_empty"] += max(0, seat.Role.Free()-len(asked)-len(next))
	return d.askInTurn(ctx, campaign, seat.Role.ID, next[:d.policy.Circle(next)], counts, now)
}

// askedFor names who has been proposed or asked for roles without holding a seat of them, by
// role.
func askedFor(ctx context.Context, store *db.Store, campaign string, roles []string) (map[string][]string, error) {
	live, err := store.AssignmentsOfRoles(ctx, campaign, roles)
	if err != nil {
		return nil, err
	}
	return waitedFor(live), nil
}

func waitedFor(live []roster.Assignment) map[string][]string {
	asked := map[string][]string{}
	for _, a := range live {
		if a.State == roster.Proposed || a.State == roster.Offered && !a.HoldsSeat {
			asked[a.Role] = append(asked[a.Role], a.Volunteer)
		}
	}
	return asked
}

// askInTurn asks people, best first, until enough are asked. Somebody who has been taken
// since we looked is passed over; the next one isn't.
func (d *Dispatcher) askInTurn(ctx context.Context, campaign roster.Campaign, role string, next []match.Candidate, counts Counts, now time.Time) error {
	done := 0
	for i, candidate := range next {
		wanted := true
		err := d.store.InTx(ctx, func(tx *db.Store) error {
			seat, live, err := lockRole(ctx, tx, campaign.ID, role)
			if err != nil {
				return err
			}
			if wanted, err = d.stillWanted(ctx, tx, campaign.ID, seat, live, next[i:], done, now); err != nil || !wanted {
				return err
			}
			return d.askNext(ctx, tx, campaign, seat, live, candidate.ID, now)
		})
		switch {
		case roster.KindOf(err) == roster.Conflict:
			counts["passed_over"]++
		case err != nil || !wanted:
			return err
		default:
			done++
			counts["asked"]++
		}
	}
	return nil
}

// lockRole locks a role and reads it with its live assignments.
func lockRole(ctx context.Context, tx *db.Store, campaign, role string) (db.Seat, []roster.Assignment, error) {
	if err := tx.LockRoles(ctx, campaign, role); err != nil {
		return db.Seat{}, nil, err
	}
	seat, err := tx.Seat(ctx, campaign, role)
	if err != nil {
		return db.Seat{}, nil, err
	}
	live, err := tx.AssignmentsOfRoles(ctx, campaign, []string{role})
	return seat, live, err
}

// stillWanted tells of a locked role whether one more of next should be asked, after the done
// ones of this round.
func (d *Dispatcher) stillWanted(ctx context.Context, tx *db.Store, campaign string, seat db.Seat, live []roster.Assignment, next []match.Candidate, done int, now time.Time) (bool, error) {
	asked := waitedFor(live)[seat.Role.ID]
	yes, err := d.chances(ctx, tx, campaign, asked, now)
	if err != nil {
		return false, err
	}
	for _, c := range next[:min(len(next), match.LargestWave*seat.Role.Seats)] {
		yes = append(yes, c.Record.Chance())
	}
	mode := match.ModeFor(now, seat.Shift.Span.Start, seat.Shift.Urgent)
	return d.policy.Wave(Call{Mode: mode, Free: seat.Role.Free(), Asked: len(asked), ThisRound: done, Candidates: len(next), Yes: yes}) > 0, nil
}

// wave is how many more people to ask, those who have been asked and may still say yes
// counted in.
func wave(c Call) int {
	yes := slices.Repeat([]float64{match.AssumedYes}, c.Asked+c.Candidates)
	copy(yes, c.Yes)
	return min(c.Candidates, max(0, match.HowMany(c.Mode, c.Free, yes)-c.Asked))
}

// nextPeople are the volunteers to ask next: who waits first, then the reserve when it is
// urgent, then those by whom the plan gains the most, or the best ranked where the policy
// doesn't ask the planner.
func (d *Dispatcher) nextPeople(ctx context.Context, campaign roster.Campaign, seat db.Seat, find search, now time.Time) ([]match.Candidate, error) {
	found, err := find(ctx, seat)
	if err != nil {
		return nil, err
	}
	eligible := match.Eligible(found.people, found.seat, d.rules)
	if d.policy.Repairs && len(eligible) > 1 {
		worth, err := d.worths(ctx, campaign, seat, eligible, now)
		if err != nil {
			return nil, err
		}
		match.ByWorth(eligible, worth)
	}
	if err := d.reserveFirst(ctx, campaign.ID, seat, eligible, now); err != nil {
		return nil, err
	}
	place := make(map[string]int, len(found.waiting))
	for i, id := range found.waiting {
		place[id] = i - len(found.waiting)
	}
	slices.SortStableFunc(eligible, func(a, b match.Candidate) int { return place[a.ID] - place[b.ID] })
	return eligible, nil
}

// askNext asks somebody for a locked role, with its live assignments read.
func (d *Dispatcher) askNext(ctx context.Context, tx *db.Store, campaign roster.Campaign, seat db.Seat, live []roster.Assignment, volunteer string, now time.Time) error {
	open, err := openFor(ctx, tx, campaign.ID, seat, live, now)
	if err != nil {
		return err
	}
	id, err := db.NewID()
	if err != nil {
		return err
	}
	by := note(roster.BySystem, roster.SMS, "", now)
	a := roster.Assignment{ID: id, Role: seat.Role.ID, Volunteer: volunteer, Source: roster.FromRefill, State: roster.Proposed}
	if err := tx.AddAssignment(ctx, campaign.ID, a, by); err != nil {
		return err
	}
	_, err = d.askFor(ctx, tx, campaign, open, a, by)
	return err
}
