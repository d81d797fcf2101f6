package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/roster"
)

// ExportProblem gives the planner's problem of now over the coming days, as PlanNow would
// solve it.
func (d *Dispatcher) ExportProblem(ctx context.Context, v roster.Viewer, days int, now time.Time) (*planner.Problem, error) {
	if err := v.May(roster.PlanNow); err != nil {
		return nil, err
	}
	if days < 1 || days > longestHorizon {
		return nil, roster.Bad("days", "plan.days_out_of_range", "max", longestHorizon)
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return nil, err
	}
	of, err := d.snapshot(ctx, campaign, days, now)
	if err != nil {
		return nil, err
	}
	return of.problem, nil
}
