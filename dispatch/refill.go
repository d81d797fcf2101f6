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
// Looking for people locks nothing. Each of them is asked in a transaction of its own, which
// counts again how many are wanted: a refill never holds two volunteers, so that two of them
// can't wait for each other.
func (d *Dispatcher) Refill(ctx context.Context, campaignID, role string, now time.Time) (Counts, error) {
	campaign, err := d.store.Campaign(ctx, campaignID)
	if err != nil {
		return nil, err
	}
	counts := Counts{}
	return counts, d.refillAll(ctx, campaign, []string{role}, counts, now)
}

// refillAll asks the next people for each of some roles. It looks at the campaign once, and again
// when somebody has been asked.
func (d *Dispatcher) refillAll(ctx context.Context, campaign roster.Campaign, roles []string, counts Counts, now time.Time) error {
	waiting, err := d.store.Waiting(ctx, campaign.ID, roles)
	if err != nil {
		return err
	}
	look := d.look
	return eachOf(ctx, roles, func(role string) error {
		var next []match.Candidate
		err := look(ctx, campaign, now, func(s *scene) error {
			var err error
			next, err = d.wanted(ctx, s, role, waiting[role], counts, now)
			return err
		})
		look = d.lookOn
		if err == nil && len(next) > 0 {
			look = d.look
			err = d.askInTurn(ctx, campaign, role, next[:d.policy.Circle(next)], counts, now)
		}
		if err != nil {
			return fmt.Errorf("refill role %s: %w", role, err)
		}
		return nil
	})
}

// wanted are the people to ask next for a role, if any are wanted.
func (d *Dispatcher) wanted(ctx context.Context, s *scene, role string, waiting []string, counts Counts, now time.Time) ([]match.Candidate, error) {
	p, err := d.post(ctx, s, role, now)
	if err != nil || p == nil || !d.mayFill(s.campaign, p.Seat, now) {
		return nil, err
	}
	asked := p.asked()
	call := Call{
		Mode: match.ModeFor(now, p.Shift.Span.Start, p.Shift.Urgent), Free: p.Role.Free(), Asked: len(asked),
		Candidates: match.LargestWave * p.Role.Seats, Yes: s.chances(asked),
	}
	// Most of what rings has been filled by another ring meanwhile.
	if d.policy.Wave(call) == 0 {
		return nil, nil
	}
	next, err := d.nextPeople(ctx, s, p, waiting, now)
	counts["left_empty"] += max(0, p.Role.Free()-len(asked)-len(next))
	return next, err
}

// mayFill tells whether people may be asked for a seat now.
func (d *Dispatcher) mayFill(campaign roster.Campaign, seat db.Seat, now time.Time) bool {
	urgent := match.ModeFor(now, seat.Shift.Span.Start, seat.Shift.Urgent) == roster.Urgent
	return seat.Shift.Ahead(now) && (urgent || !d.quiet.In(now, campaign.Location()))
}

// waitedFor names who has been proposed or asked for roles without holding a seat of them, by role.
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
	yes, err := chances(ctx, tx, campaign, asked, now)
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
func (d *Dispatcher) nextPeople(ctx context.Context, s *scene, p *post, waiting []string, now time.Time) ([]match.Candidate, error) {
	eligible := s.eligible(p, waiting, d.rules)
	if d.policy.Repairs && len(eligible) > 1 {
		worth, err := d.worths(ctx, s, p.Seat, eligible, now)
		if err != nil {
			return nil, err
		}
		match.ByWorth(eligible, worth)
	}
	if err := d.reserveFirst(ctx, s.campaign.ID, p.Seat, eligible, now); err != nil {
		return nil, err
	}
	place := make(map[string]int, len(waiting))
	for i, id := range waiting {
		place[id] = i - len(waiting)
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
