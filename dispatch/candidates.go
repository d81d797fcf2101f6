package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Candidates ranks who could take a seat of a role, with reasons; those who can't come last,
// with why not. A university or telecom sees its own people only. Whom the viewer is shown is noted.
func (d *Dispatcher) Candidates(ctx context.Context, v roster.Viewer, role string, first int, now time.Time) ([]match.Candidate, error) {
	ranked, err := d.candidates(ctx, v, role, now)
	if err != nil {
		return nil, err
	}
	shown := ranked[:min(first, len(ranked))]
	return shown, d.noteCandidates(ctx, v, shown, now)
}

func (d *Dispatcher) noteCandidates(ctx context.Context, v roster.Viewer, shown []match.Candidate, now time.Time) error {
	ids := make([]string, len(shown))
	for i, c := range shown {
		ids[i] = c.ID
	}
	return d.NoteAccess(ctx, v, roster.SawCandidates, ids, now)
}

func (d *Dispatcher) candidates(ctx context.Context, v roster.Viewer, role string, now time.Time) ([]match.Candidate, error) {
	if err := v.May(roster.SeeCandidates); err != nil {
		return nil, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return nil, err
	}
	seat, err := d.store.Seat(ctx, v.Campaign, role)
	if err != nil {
		return nil, err
	}
	ids, err := d.store.Skilled(ctx, v.Campaign, seat.Role.Skill, v.Scope().Organisation)
	if err != nil {
		return nil, err
	}
	people, err := loadPool(ctx, d.store, campaign, ids, seat.Shift.Span, now)
	if err != nil {
		return nil, fmt.Errorf("candidates for role %s: %w", role, err)
	}
	known, err := d.records(ctx, campaign, ids, now)
	if err != nil {
		return nil, err
	}
	for i := range people.people {
		people.people[i].Record.Expected = known[people.people[i].ID].Expected
	}
	if err := people.addPrices(ctx, d.store, v.Campaign); err != nil {
		return nil, err
	}
	if err := people.addShowUps(ctx, d.store, v.Campaign, ids, now); err != nil {
		return nil, err
	}
	return match.Rank(people.people, people.seat(seat), d.rules), nil
}

// WhyEmpty says for each of the roles that has free seats why they are empty. It loads the
// people once for all.
func (d *Dispatcher) WhyEmpty(ctx context.Context, campaignID string, roles []string, now time.Time) (map[string][]match.Reason, error) {
	campaign, err := d.store.Campaign(ctx, campaignID)
	if err != nil {
		return nil, err
	}
	seats, err := d.store.Seats(ctx, campaignID, roles)
	if err != nil {
		return nil, err
	}
	free := seats[:0]
	for _, s := range seats {
		if s.Role.Free() > 0 && s.Shift.Span.Start.After(now) {
			free = append(free, s)
		}
	}
	if len(free) == 0 {
		return map[string][]match.Reason{}, nil
	}
	return d.explain(ctx, campaign, free, now)
}

func (d *Dispatcher) explain(ctx context.Context, campaign roster.Campaign, seats []db.Seat, now time.Time) (map[string][]match.Reason, error) {
	span := seats[0].Shift.Span
	for _, s := range seats {
		if s.Shift.Span.End.After(span.End) {
			span.End = s.Shift.Span.End
		}
	}
	people, err := loadPool(ctx, d.store, campaign, nil, span, now)
	if err != nil {
		return nil, fmt.Errorf("explain empty seats: %w", err)
	}
	if err := people.addPrices(ctx, d.store, campaign.ID); err != nil {
		return nil, err
	}
	why := make(map[string][]match.Reason, len(seats))
	for _, s := range seats {
		why[s.Role.ID] = match.WhyEmpty(people.people, people.seat(s), d.rules)
	}
	return why, nil
}
