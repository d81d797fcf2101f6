package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/roster"
)

// solve plans a problem, notes how far it has come for whoever follows the run, and ends with
// the best plan so far when somebody has cancelled it.
func (d *Dispatcher) solve(ctx context.Context, campaign, run string, problem *planner.Problem) (*planner.Solution, error) {
	thinking, cancel := d.hurry(ctx, planningTime)
	defer cancel()
	latest := make(chan planner.Progress, 1)
	noted := make(chan struct{})
	go func() {
		defer close(noted)
		for p := range latest {
			// What can't be noted is no reason to stop planning.
			if goesOn, err := d.store.PlanProgress(ctx, campaign, run, p.Value, p.Bound, p.Elapsed); err == nil && !goesOn {
				cancel()
			}
		}
	}()
	solution, err := planner.Solve(thinking, problem, planner.Options{Effort: planningEffort, Seed: planningSeed, Progress: func(p planner.Progress) {
		select {
		case <-latest: // nobody has come to see it
		default:
		}
		latest <- p
	}})
	close(latest)
	<-noted
	return solution, err
}

// CancelPlan ends a run that is under way with the best plan so far; it becomes a draft as
// any other.
func (d *Dispatcher) CancelPlan(ctx context.Context, v roster.Viewer, id string, now time.Time) (roster.PlanRun, error) {
	if err := v.May(roster.PlanNow); err != nil {
		return roster.PlanRun{}, err
	}
	if err := d.store.CancelPlan(ctx, v.Campaign, id, now); err != nil {
		return roster.PlanRun{}, err
	}
	return d.store.Plan(ctx, v.Campaign, id)
}
