package dispatch

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// SceneKeptAndAnew shows what the dispatcher has kept in mind of a campaign and caught up with, and
// what reading all of it gives, a line for each person, seat and assignment.
func (d *Dispatcher) SceneKeptAndAnew(ctx context.Context, campaign roster.Campaign, now time.Time) (kept, anew []string, err error) {
	var until time.Time
	err = d.look(ctx, campaign, now, func(s *scene) error {
		until = s.span.End
		kept, err = s.lines()
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	fresh, err := newScene(ctx, d.store, campaign, until, now)
	if err != nil {
		return nil, nil, err
	}
	news, _, err := d.store.NewsSince(ctx, campaign.ID, fresh.seen, 1)
	if err != nil {
		return nil, nil, err
	}
	if err := fresh.takeWhole(ctx, d.store, news); err != nil {
		return nil, nil, err
	}
	fresh.recall(now)
	anew, err = fresh.lines()
	return kept, anew, err
}

func (s *scene) lines() ([]string, error) {
	var all []any
	for _, p := range s.people {
		one := *s.renewed(p)
		one.TextsToday = 0 // a reminder is no change of the campaign: the next question reads it
		one.Duties = slices.Clone(one.Duties)
		slices.SortFunc(one.Duties, func(a, b match.Duty) int {
			return cmp.Or(a.Span.Start.Compare(b.Span.Start), cmp.Compare(a.Shift, b.Shift))
		})
		one.Record.YesWeight, one.Record.AskedWeight = rounded(one.Record.YesWeight), rounded(one.Record.AskedWeight)
		one.Record.Expected = rounded(one.Record.Expected)
		all = append(all, one)
	}
	for _, p := range s.order {
		held := slices.Clone(p.held)
		slices.SortFunc(held, func(a, b *db.Engagement) int { return cmp.Compare(a.ID, b.ID) })
		suited := []string{}
		for _, one := range s.suited(p) {
			suited = append(suited, one.ID)
		}
		slices.Sort(suited)
		all = append(all, p.Seat, held, []int{p.waiting, p.asked}, suited)
	}
	lines := make([]string, len(all))
	for i, one := range all {
		text, err := json.Marshal(one)
		if err != nil {
			return nil, err
		}
		lines[i] = string(text)
	}
	return lines, nil
}

func rounded(x float64) float64 { return math.Round(x*1e6) / 1e6 }
