package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/roster"
)

// How far ahead a plan reaches, in days, how long it may think, and the hour of the night
// from which the day's plan is due.
const (
	usualHorizon   = 7
	longestHorizon = 14
	planningTime   = 8 * time.Second
	planningHour   = 2
)

// PlanNow makes a draft for the coming days: who is proposed for which seat, what it is
// worth and a proof of how much better any plan could be. Nobody is asked before it is
// published.
func (d *Dispatcher) PlanNow(ctx context.Context, v roster.Viewer, days int, now time.Time) (roster.PlanRun, error) {
	if err := v.May(roster.PlanNow); err != nil {
		return roster.PlanRun{}, err
	}
	if days < 1 || days > longestHorizon {
		return roster.PlanRun{}, roster.Bad("days", "plan.days_out_of_range", "max", longestHorizon)
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.PlanRun{}, err
	}
	return d.plan(ctx, campaign, days, now)
}

// PlanDue makes each campaign's draft of the night, over the usual horizon, from the hour of
// the night on. When a plan has been made since, by whomever, it makes none: a tick that
// comes twice does nothing, and one that was lost is made good by a later one.
func (d *Dispatcher) PlanDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		loc := campaign.Location()
		if !d.policy.Plans {
			return Counts{}, nil
		}
		today := roster.DateOf(now, loc)
		night := today.Time(loc).Add(planningHour * time.Hour)
		reaches := !campaign.EndsOn.Before(today) && campaign.StartsOn.Before(today.AddDays(usualHorizon))
		if now.Before(night) || !reaches {
			return Counts{}, nil
		}
		planned, err := d.store.PlannedSince(ctx, campaign.ID, night)
		if err != nil || planned {
			return Counts{}, err
		}
		if _, err = d.plan(ctx, campaign, usualHorizon, now); err != nil {
			return Counts{}, err
		}
		return Counts{"plans": 1}, nil
	})
}

func (d *Dispatcher) plan(ctx context.Context, campaign roster.Campaign, days int, now time.Time) (roster.PlanRun, error) {
	snap, err := d.snapshot(ctx, campaign, days, now)
	if err != nil {
		return roster.PlanRun{}, fmt.Errorf("plan: %w", err)
	}
	thinking, cancel := d.hurry(ctx, planningTime)
	defer cancel()
	const effort, seed = 2, 1
	solution, err := planner.Solve(thinking, snap.problem, planner.Options{Effort: effort, Seed: seed})
	if err != nil {
		return roster.PlanRun{}, fmt.Errorf("plan: %w", err)
	}
	id, err := db.NewID()
	if err != nil {
		return roster.PlanRun{}, err
	}
	plan := solution.Plan
	run := roster.PlanRun{
		ID: id, State: roster.PlanDraft, ProblemHash: plan.Problem, Value: plan.Score.Value, Bound: plan.Bound,
		ElapsedMs: int(plan.ElapsedMs), Seed: seed, From: snap.from, To: snap.to, StartedAt: now,
	}
	proposals := snap.proposals(plan.Assignments)
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		return tx.AddPlan(ctx, campaign.ID, run, proposals, snap.changes(proposals), prices(solution.Prices))
	})
	if err != nil {
		return roster.PlanRun{}, fmt.Errorf("plan: %w", err)
	}
	return run, nil
}

func prices(byCommune map[string]float64) []roster.CommunePrice {
	list := make([]roster.CommunePrice, 0, len(byCommune))
	for commune, price := range byCommune {
		list = append(list, roster.CommunePrice{Commune: commune, Price: price})
	}
	return list
}

// PublishPlan makes a draft's proposals binding for asking. A draft that is older than the
// published plan is refused.
func (d *Dispatcher) PublishPlan(ctx context.Context, v roster.Viewer, id string, now time.Time) (roster.PlanRun, error) {
	if err := v.May(roster.PublishPlan); err != nil {
		return roster.PlanRun{}, err
	}
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		run, outdated, err := tx.LockPlans(ctx, v.Campaign, id)
		if err != nil {
			return err
		}
		if outdated || run.State == roster.PlanSuperseded {
			return roster.Clash("plan.outdated")
		}
		if run.State == roster.PlanPublished {
			return nil
		}
		if err := tx.Publish(ctx, v.Campaign, id, now); err != nil {
			return err
		}
		return tx.Enqueue(ctx, db.AskPlanned{Campaign: v.Campaign})
	})
	if err != nil {
		return roster.PlanRun{}, fmt.Errorf("publish plan: %w", err)
	}
	return d.store.Plan(ctx, v.Campaign, id)
}
