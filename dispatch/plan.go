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
	made, err := d.plan(ctx, campaign, id, days, now)
	return made.PlanRun, err
}

// draft is a plan that was made, and the share of all seats that it changes.
type draft struct {
	roster.PlanRun
	change float64
}

// PlanDue makes each campaign's draft of the night, over the usual horizon, from the hour of
// the night on, and publishes it where the limits for that allow it. When a plan has been made
// since, by whomever, it makes none: a tick that comes twice does nothing, and one that was
// lost is made good by a later one.
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
		return d.planNight(ctx, campaign, now)
	})
}

func (d *Dispatcher) planNight(ctx context.Context, campaign roster.Campaign, now time.Time) (Counts, error) {
	id, err := db.NewID()
	if err != nil {
		return Counts{}, err
	}
	made, err := d.plan(ctx, campaign, id, usualHorizon, now)
	if err != nil {
		return Counts{}, err
	}
	counts := Counts{"plans": 1}
	published, err := d.publishUnseen(ctx, campaign.ID, made, now)
	if published {
		counts["published"] = 1
	}
	return counts, err
}

func (d *Dispatcher) plan(ctx context.Context, campaign roster.Campaign, id string, days int, now time.Time) (draft, error) {
	snap, err := d.snapshot(ctx, campaign, days, now)
	if err != nil {
		return draft{}, fmt.Errorf("plan: %w", err)
	}
	run := roster.PlanRun{ID: id, State: roster.PlanRunning, Seed: planningSeed, From: snap.from, To: snap.to, StartedAt: now}
	if err := d.store.BeginPlan(ctx, campaign.ID, run); err != nil {
		return draft{}, fmt.Errorf("plan: %w", err)
	}
	made, err := d.finishPlan(ctx, campaign.ID, snap, run)
	if err != nil {
		return draft{}, errors.Join(fmt.Errorf("plan: %w", err), d.store.FailPlan(context.WithoutCancel(ctx), campaign.ID, id))
	}
	return made, nil
}

func (d *Dispatcher) finishPlan(ctx context.Context, campaign string, snap *snapshot, run roster.PlanRun) (draft, error) {
	solution, err := d.solve(ctx, campaign, run.ID, snap.problem)
	if err != nil {
		return draft{}, err
	}
	plan := solution.Plan
	run.State, run.ProblemHash, run.Value, run.Bound, run.ElapsedMs = roster.PlanDraft, plan.Problem, plan.Score.Value, plan.Bound, int(plan.ElapsedMs)
	run.LowestPlace = lowestPlace(solution.Lowest)
	proposals := snap.proposals(plan.Assignments)
	changes := snap.changes(proposals)
	return draft{run, snap.share(proposals, changes)}, d.store.InTx(ctx, func(tx *db.Store) error {
		return tx.FinishPlan(ctx, campaign, run, proposals, changes, prices(solution.Prices))
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
