package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Refill asks the next people for the empty seats of a role: those on its waiting list
// first, then the best ranked of those who haven't been asked for it. In quiet hours it
// waits for the morning, unless the shift is urgent.
func (d *Dispatcher) Refill(ctx context.Context, campaignID, role string, now time.Time) (Counts, error) {
	campaign, err := d.store.Campaign(ctx, campaignID)
	if err != nil {
		return nil, err
	}
	var counts Counts
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		counts = Counts{}
		if err := tx.LockRoles(ctx, campaignID, role); err != nil {
			return err
		}
		seat, err := tx.Seat(ctx, campaignID, role)
		if err != nil {
			return err
		}
		mode := match.ModeFor(now, seat.Shift.Span.Start, seat.Shift.Urgent)
		quiet := mode != roster.Urgent && d.quiet.In(now, campaign.Location())
		if quiet || !seat.Shift.Span.Start.After(now) {
			return nil
		}
		return d.refill(ctx, tx, campaign, seat, mode, counts, now)
	})
	if err != nil {
		return nil, fmt.Errorf("refill role %s: %w", role, err)
	}
	return counts, nil
}

func (d *Dispatcher) refill(ctx context.Context, tx *db.Store, campaign roster.Campaign, seat db.Seat, mode roster.Mode, counts Counts, now time.Time) error {
	live, err := tx.AssignmentsOfRoles(ctx, campaign.ID, []string{seat.Role.ID})
	if err != nil {
		return err
	}
	asked := 0
	for _, a := range live {
		if a.State == roster.Proposed || a.State == roster.Offered && !a.HoldsSeat {
			asked++
		}
	}
	if mode == roster.Normal && seat.Role.Free() <= asked {
		return nil
	}
	next, err := d.nextPeople(ctx, tx, campaign, seat, now)
	if err != nil {
		return err
	}
	n := wave(mode, seat.Role.Free(), asked, len(next))
	counts["left_empty"] += max(0, seat.Role.Free()-asked-len(next))
	for _, volunteer := range next {
		if counts["asked"] == n {
			break
		}
		// Somebody who has been taken since we looked is passed over; the next one isn't.
		err := tx.InTx(ctx, func(tx *db.Store) error { return d.askNext(ctx, tx, campaign, seat, volunteer, now) })
		if roster.KindOf(err) == roster.Conflict {
			counts["passed_over"]++
			continue
		}
		if err != nil {
			return err
		}
		counts["asked"]++
	}
	return nil
}

// wave is how many more people to ask, those who have been asked and may still say yes
// counted in.
func wave(mode roster.Mode, free, asked, candidates int) int {
	yes := make([]float64, asked+candidates)
	for i := range yes {
		yes[i] = match.AssumedYes
	}
	return min(candidates, max(0, match.HowMany(mode, free, yes)-asked))
}

// nextPeople are the volunteers to ask next, best first.
func (d *Dispatcher) nextPeople(ctx context.Context, tx *db.Store, campaign roster.Campaign, seat db.Seat, now time.Time) ([]string, error) {
	waiting, err := tx.Waiting(ctx, campaign.ID, seat.Role.ID)
	if err != nil {
		return nil, err
	}
	day := roster.DateOf(seat.Shift.Span.Start, campaign.Location())
	fresh, err := tx.Reachable(ctx, campaign.ID, seat.Role.ID, day)
	if err != nil {
		return nil, err
	}
	people, err := loadPool(ctx, tx, campaign, append(waiting, fresh...), seat.Shift.Span, now)
	if err != nil {
		return nil, err
	}
	var next []string
	for _, id := range waiting {
		p, found := people.person(id)
		if found && len(match.Against(p, people.seat(seat), d.rules)) == 0 {
			next = append(next, id)
		}
	}
	waits := make(map[string]bool, len(waiting))
	for _, id := range waiting {
		waits[id] = true
	}
	for _, c := range match.Rank(people.people, people.seat(seat), d.rules) {
		if c.Eligible && !waits[c.ID] {
			next = append(next, c.ID)
		}
	}
	return next, nil
}

func (d *Dispatcher) askNext(ctx context.Context, tx *db.Store, campaign roster.Campaign, seat db.Seat, volunteer string, now time.Time) error {
	id, err := db.NewID()
	if err != nil {
		return err
	}
	by := note(roster.BySystem, roster.SMS, "", now)
	a := roster.Assignment{ID: id, Role: seat.Role.ID, Volunteer: volunteer, Source: roster.FromRefill, State: roster.Proposed}
	if err := tx.AddAssignment(ctx, campaign.ID, a, by); err != nil {
		return err
	}
	_, err = d.askOne(ctx, tx, campaign, a, by)
	return err
}
