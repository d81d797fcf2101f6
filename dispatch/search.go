package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// search gives who may be asked for a seat, as far as can be told without the rules.
type search func(ctx context.Context, seat db.Seat) (found, error)

// found are the people of a search, those who wait for the seat in their order, and the seat
// as the rules see it.
type found struct {
	people  []match.Person
	waiting []string
	seat    match.Seat
}

// searchOne lets the database narrow down whom one seat needs, and loads those.
func (d *Dispatcher) searchOne(campaign roster.Campaign, now time.Time) search {
	return func(ctx context.Context, seat db.Seat) (found, error) {
		waiting, err := d.store.Waiting(ctx, campaign.ID, []string{seat.Role.ID})
		if err != nil {
			return found{}, err
		}
		ids, err := d.store.Reachable(ctx, campaign.ID, seat.Role.ID, roster.DateOf(seat.Shift.Span.Start, campaign.Location()))
		if err != nil {
			return found{}, err
		}
		first := waiting[seat.Role.ID]
		people, err := loadPool(ctx, d.store, campaign, append(ids, first...), seat.Shift.Span, now)
		if err != nil {
			return found{}, err
		}
		if err := d.expect(ctx, d.store, campaign.ID, people.people, now); err != nil {
			return found{}, err
		}
		return found{people: people.people, waiting: first, seat: people.seat(seat)}, nil
	}
}

// searchAll loads everybody once, when the first seat needs them, for the seats of all these
// roles within a span: what has changed since is seen when somebody is asked.
func (d *Dispatcher) searchAll(campaign roster.Campaign, roles []string, span roster.Span, now time.Time) search {
	var all *crowd
	return func(ctx context.Context, seat db.Seat) (found, error) {
		var err error
		if all == nil {
			all, err = d.loadCrowd(ctx, campaign, roles, span, now)
		}
		if err != nil {
			return found{}, err
		}
		return all.around(seat), nil
	}
}

// crowd is everybody, who waits for each of some roles, and whom not to ask for them.
type crowd struct {
	pool    *pool
	waiting map[string][]string
	barred  map[string][]string
}

func (d *Dispatcher) loadCrowd(ctx context.Context, campaign roster.Campaign, roles []string, span roster.Span, now time.Time) (*crowd, error) {
	var c crowd
	var err error
	if c.waiting, err = d.store.Waiting(ctx, campaign.ID, roles); err != nil {
		return nil, err
	}
	if c.barred, err = d.store.Barred(ctx, campaign.ID, roles); err != nil {
		return nil, err
	}
	if c.pool, err = loadPool(ctx, d.store, campaign, nil, span, now); err != nil {
		return nil, err
	}
	if err := d.expect(ctx, d.store, campaign.ID, c.pool.people, now); err != nil {
		return nil, err
	}
	return &c, nil
}

// around is everybody but the barred; who waits has been asked before and may be again.
func (c *crowd) around(seat db.Seat) found {
	role := seat.Role.ID
	out := make(map[string]bool, len(c.barred[role]))
	for _, id := range c.barred[role] {
		out[id] = true
	}
	for _, id := range c.waiting[role] {
		delete(out, id)
	}
	people := make([]match.Person, 0, len(c.pool.people))
	for _, p := range c.pool.people {
		if !out[p.ID] {
			people = append(people, p)
		}
	}
	return found{people: people, waiting: c.waiting[role], seat: c.pool.seat(seat)}
}
