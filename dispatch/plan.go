package dispatch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/roster"
)

// How far ahead a plan reaches, in days, how long and how hard it may think, and the hour of
// the night from which the day's plan is due.
const (
	usualHorizon   = 7
	longestHorizon = 14
	planningTime   = 8 * time.Second
	planningEffort = 2
	planningSeed   = 1
	stale          = 10 * time.Minute // since whose beginning a run must have ended
	planningHour   = 2
)

// PlanNow makes a draft for the coming days: who is proposed for which seat, what it is
// worth and a proof of how much better any plan could be. Nobody is asked before it is
// published.
func (d *Dispatcher) PlanNow(ctx context.Context, v roster.Viewer, days int, now time.Time) (roster.PlanRun, error) {
	id, err := db.NewID()
	if err != nil {
		return roster.PlanRun{}, err
	}
	return d.PlanNowAs(ctx, v, id, days, now)
}

// PlanNowAs is PlanNow for a caller who has chosen the run's id, to follow its progress or to
// end it early. Conflict when the id is in use.
func (d *Dispatcher) PlanNowAs(ctx context.Context, v roster.Viewer, id string, days int, now time.Time) (roster.PlanRun, error) {
	if err := v.May(roster.PlanNow); err != nil {
		return roster.PlanRun{}, err
	}
	if !db.IsID(id) {
		return roster.PlanRun{}, roster.Bad("id", "plan.no_id")
	}
	if days < 1 || days > longestHorizon {
		return roster.PlanRun{}, roster.Bad("days", "plan.days_out_of_range", "max", longestHorizon)
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.PlanRun{}, err
	}
	return d.plan(ctx, campaign, id, days, now)
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
		if _, err := d.store.FailStalePlans(ctx, campaign.ID, now.Add(-stale)); err != nil {
			return Counts{}, err
		}
		planned, err := d.store.PlannedSince(ctx, campaign.ID, night)
		if err != nil || planned {
			return Counts{}, err
		}
		id, err := db.NewID()
		if err != nil {
			return Counts{}, err
		}
		if _, err = d.plan(ctx, campaign, id, usualHorizon, now); err != nil {
			return Counts{}, err
		}
		return Counts{"plans": 1}, nil
	})
}

func (d *Dispatcher) plan(ctx context.Context, campaign roster.Campaign, id string, days int, now time.Time) (roster.PlanRun, error) {
	snap, err := d.snapshot(ctx, campaign, days, now)
	if err != nil {
		return roster.PlanRun{}, fmt.Errorf("plan: %w", err)
	}
	run := roster.PlanRun{ID: id, State: roster.PlanRunning, Seed: planningSeed, From: snap.from, To: snap.to, StartedAt: now}
	if err := d.store.BeginPlan(ctx, campaign.ID, run); err != nil {
		return roster.PlanRun{}, fmt.Errorf("plan: %w", err)
	}
	if run, err = d.finishPlan(ctx, campaign.ID, snap, run); err != nil {
		return roster.PlanRun{}, errors.Join(fmt.Errorf("plan: %w", err), d.store.FailPlan(context.WithoutCancel(ctx), campaign.ID, id))
	}
	return run, nil
}

func (d *Dispatcher) finishPlan(ctx context.Context, campaign string, snap *snapshot, run roster.PlanRun) (roster.PlanRun, error) {
	solution, err := d.solve(ctx, campaign, run.ID, snap.problem)
	if err != nil {
		return run, err
	}
	plan := solution.Plan
	run.State, run.ProblemHash, run.Value, run.Bound, run.ElapsedMs = roster.PlanDraft, plan.Problem, plan.Score.Value, plan.Bound, int(plan.ElapsedMs)
	run.LowestPlace = lowestPlace(solution.Lowest)
	proposals := snap.proposals(plan.Assignments)
	return run, d.store.InTx(ctx, func(tx *db.Store) error {
		return tx.FinishPlan(ctx, campaign, run, proposals, snap.changes(proposals), prices(solution.Prices))
	})
}

// lowestPlace reads what the planner says of the lowest commune, nil when nothing is asked for.
func lowestPlace(l *planner.Lowest) roster.LowestPlace {
	if l == nil {
		return roster.LowestPlace{LowestRatio: 1, LowestAtMost: 1}
	}
	place := roster.LowestPlace{Lowest: l.Commune, LowestRatio: min(1, l.Share), LowestAtMost: l.AtMost}
	for _, s := range l.Why {
		place.LowestWhy = append(place.LowestWhy, roster.Shortage{Key: "plan.short." + string(s.Cause), Seats: s.Seats})
	}
	return place
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
		switch {
		case run.State == roster.PlanRunning || run.State == roster.PlanFailed:
			return roster.Clash("plan.not_finished")
		case outdated || run.State == roster.PlanSuperseded:
			return roster.Clash("plan.outdated")
		case run.State == roster.PlanPublished:
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
