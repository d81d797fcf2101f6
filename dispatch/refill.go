package dispatch

import (
	"context"
	"fmt"
	"slices"
	"sync"
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
	waiting := sync.OnceValues(func() (map[string][]string, error) { return d.store.Waiting(ctx, campaign.ID, roles) })
	look := d.look
	return eachOf(ctx, roles, func(role string) error {
		var found search
		err := look(ctx, campaign, now, func(s *scene) error {
			var err error
			found, err = d.wanted(ctx, s, role, waiting, counts, now)
			return err
		})
		look = d.lookOn
		if err == nil && found.guide != nil {
			look = d.look
			err = d.letStepUp(ctx, campaign, found, counts, now)
		}
		if err == nil && len(found.next) > 0 {
			look = d.look
			err = d.askInTurn(ctx, campaign, found, counts, now)
		}
		if err != nil {
			return fmt.Errorf("refill role %s: %w", role, err)
		}
		return nil
	})
}

// inTurn puts roles, which come by their start, in the order in which people are asked for them.
func (d *Dispatcher) inTurn(ctx context.Context, campaign roster.Campaign, roles []string, now time.Time) ([]string, error) {
	if !d.policy.Shares || len(roles) == 0 {
		return roles, nil
	}
	var order []match.Opening
	err := d.glance(ctx, campaign, now, func(s *scene) error {
		for _, role := range roles {
			if p := s.posts[role]; p != nil {
				mode := match.ModeFor(now, p.Shift.Span.Start, p.Shift.Urgent)
				order = append(order, match.Opening{Role: role, Commune: p.Shift.Commune, Mode: mode, Floor: p.Role.Floor, Start: p.Shift.Span.Start})
			}
		}
		order = match.InTurn(order, s.patience(now))
		return nil
	})
	inTurn := make([]string, len(order))
	for i, o := range order {
		inTurn[i] = o.Role
	}
	return inTurn, err
}

// search is who to ask next for a seat, best first, how probable the yes is of each of them and of
// those who are asked already, and how probable it is that an answer comes in time.
//
// With a guide, somebody who comes anyway can have the seat, and nobody is asked.
type search struct {
	seat   db.Seat
	next   []match.Candidate
	yes    map[string]float64
	inTime float64
	guide  *roster.Assignment
}

// wanted looks for the people to ask next for a role, if any are wanted. waiting are those on waiting lists,
// by role.
func (d *Dispatcher) wanted(ctx context.Context, s *scene, role string, waiting func() (map[string][]string, error), counts Counts, now time.Time) (search, error) {
	p, err := d.post(ctx, s, role, now)
	if err != nil || p == nil || !d.mayFill(s.campaign, p.Seat, now) {
		return search{}, err
	}
	asked := p.awaited()
	found := search{seat: p.Seat, yes: s.chances(asked), inTime: s.inTime(p.Seat, now)}
	if p.Shift.Span.Start.Sub(now) < stepUpWithin {
		if found.guide = d.guideFor(s, p, now); found.guide != nil {
			return found, nil
		}
	}
	call := found.call(p.Seat, asked, now)
	call.Candidates = match.LargestWave * p.Role.Seats
	// Most of what rings has been filled by another ring meanwhile.
	if d.policy.Wave(call) == 0 || call.Mode == roster.Normal && d.policy.Shares && !s.withinShare(p.Shift.Commune, now) {
		return search{}, nil
	}
	lists, err := waiting()
	if err != nil {
		return search{}, err
	}
	next, err := d.nextPeople(ctx, s, p, lists[role], false, now)
	if err == nil && len(asked)+len(next) == 0 {
		if found.guide = d.guideFor(s, p, now); found.guide == nil && d.policy.AsksAgain {
			next, err = d.nextPeople(ctx, s, p, lists[role], true, now)
		}
	}
	if found.guide == nil {
		counts["left_empty"] += max(0, p.Role.Free()-len(asked)-len(next))
	}
	found.next = next[:d.policy.Circle(next)]
	for _, c := range found.next {
		found.yes[c.ID] = c.Record.Chance()
	}
	return found, err
}

// call is what a policy counts with when these people are asked for the seat as it is now.
func (f search) call(seat db.Seat, asked []string, now time.Time) Call {
	yes := make([]float64, len(asked))
	for i, id := range asked {
		chance, known := f.yes[id]
		if !known {
			chance = match.AssumedYes // somebody else has asked them meanwhile
		}
		yes[i] = chance * f.inTime
	}
	return Call{Mode: match.ModeFor(now, seat.Shift.Span.Start, seat.Shift.Urgent), Free: seat.Role.Free(), Asked: len(asked), Yes: yes}
}

// mayFill tells whether people may be asked for a seat now. Once its shift has begun, a floor seat is
// filled again for whom nobody came.
func (d *Dispatcher) mayFill(campaign roster.Campaign, seat db.Seat, now time.Time) bool {
	if start := seat.Shift.Span.Start; !start.After(now) {
		return d.policy.StandIns && seat.Role.Floor && seat.Shift.Joinable(now) && !now.Before(start.Add(match.StandInAfter))
	}
	urgent := match.ModeFor(now, seat.Shift.Span.Start, seat.Shift.Urgent) == roster.Urgent
	return seat.Shift.Ahead(now) && (urgent || !d.quiet.In(now, campaign.Location()))
}

// wave is how many more people to ask, those who have been asked and may still say yes
// counted in.
func wave(c Call) int {
	yes := slices.Repeat([]float64{match.AssumedYes}, c.Asked+c.Candidates)
	copy(yes, c.Yes)
	return min(c.Candidates, max(0, match.HowMany(c.Mode, c.Free, yes)-c.Asked))
}

// mostWeighed is for how many of those who rank first the planner says what it would gain: several times
// as many as are asked at once.
const mostWeighed = 60

// nextPeople are the volunteers to ask next: who waits first, then the reserve when it is
// urgent, then those by whom the plan gains the most, or the best ranked where the policy
// doesn't ask the planner; whom an open floor seat of that week could
// have comes after the others. With again they are those who were silent, once nobody else is left.
func (d *Dispatcher) nextPeople(ctx context.Context, s *scene, p *post, waiting []string, again bool, now time.Time) ([]match.Candidate, error) {
	eligible := s.eligible(p, waiting, again, d.rules)
	ahead := p.Shift.Ahead(now) // a plan has nothing to gain from what has begun
	if first := eligible[:min(mostWeighed, len(eligible))]; d.policy.Repairs && ahead && len(first) > 1 {
		worth, err := d.worths(ctx, s, p, first, now)
		if err != nil {
			return nil, err
		}
		match.ByWorth(first, worth)
	}
	if d.policy.Shares && !p.Role.Floor {
		match.Spare(eligible, s.openFloors(p.Shift.Span.Start, now), d.rules)
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
