package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// One round takes so many batches of so many rows at most of each rule; what is left over waits
// for the next.
const (
	forgetBatch   = 2000
	forgetBatches = 25
)

// RetentionDue takes away what is kept beyond its time.
func (d *Dispatcher) RetentionDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		counts := Counts{}
		return counts, eachOf(ctx, roster.Retentions(), func(r roster.Retention) error {
			taken, err := d.forget(ctx, campaign, r, now)
			if taken > 0 {
				counts[string(r.Rule)] += taken
			}
			return err
		})
	})
}

func (d *Dispatcher) forget(ctx context.Context, campaign roster.Campaign, r roster.Retention, now time.Time) (int, error) {
	before, due := r.In(campaign).Before(campaign, now)
	if !due {
		return 0, nil
	}
	total := 0
	for range forgetBatches {
		taken, err := d.store.Forget(ctx, campaign.ID, r.Rule, before, now, forgetBatch)
		total += taken
		if err != nil || taken == 0 {
			return total, err
		}
	}
	return total, nil
}

// Retention tells for how long what is kept, and what the last run took away: for whoever is
// signed in, since everybody may know how long their data are kept.
func (d *Dispatcher) Retention(ctx context.Context, v roster.Viewer) ([]roster.Retention, error) {
	if v.Role == "" {
		return nil, &roster.Error{Kind: roster.Unauthenticated, Key: "viewer.unauthenticated"}
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return nil, err
	}
	runs, err := d.store.RetentionRuns(ctx, v.Campaign)
	if err != nil {
		return nil, err
	}
	ran := make(map[roster.RetentionRule]roster.Retention, len(runs))
	for _, r := range runs {
		ran[r.Rule] = r
	}
	rules := roster.Retentions()
	for i, r := range rules {
		run := ran[r.Rule]
		rules[i] = r.In(campaign)
		rules[i].LastRun, rules[i].Rows, rules[i].Total = run.LastRun, run.Rows, run.Total
	}
	return rules, nil
}
