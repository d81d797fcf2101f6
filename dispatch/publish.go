package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// PublishLimits are within what the plan of the night is published without a person, both as
// shares from 0 to 1: how much better any plan could be (PlanRun.Gap), and how much it adds and
// takes away of all seats to come that are given before or after it.
type PublishLimits struct{ Gap, Change float64 }

// exceeded names the limit that a plan doesn't keep, "" when it keeps both.
func (l PublishLimits) exceeded(made draft) string {
	switch {
	case made.Gap() > l.Gap:
		return "gap"
	case made.change > l.Change:
		return "change"
	}
	return ""
}

// PublishPlan makes a draft's proposals binding for asking. A draft that is older than the
// published plan is refused.
func (d *Dispatcher) PublishPlan(ctx context.Context, v roster.Viewer, id string, now time.Time) (roster.PlanRun, error) {
	if err := v.May(roster.PublishPlan); err != nil {
		return roster.PlanRun{}, err
	}
	if err := d.publish(ctx, v.Campaign, id, now); err != nil {
		return roster.PlanRun{}, err
	}
	return d.store.Plan(ctx, v.Campaign, id)
}

// publishUnseen publishes a plan that nobody has looked at, when the limits for that allow it,
// and tells whether it did. Any other stays a draft, for a person to publish.
func (d *Dispatcher) publishUnseen(ctx context.Context, campaign string, made draft, now time.Time) (bool, error) {
	if d.publishWithin == nil {
		return false, nil
	}
	why, err := d.publishWithinLimits(ctx, campaign, made, now)
	if err != nil {
		return false, err
	}
	log := d.log.With("campaign", campaign, "plan", made.ID, "gap", made.Gap(), "change", made.change)
	if why != "" {
		log.Info("the plan of the night is left for a person to publish", "because", why)
		return false, nil
	}
	log.Info("the plan of the night is published by the system")
	return true, nil
}

// publishWithinLimits publishes a plan, or says why it is left for a person.
func (d *Dispatcher) publishWithinLimits(ctx context.Context, campaign string, made draft, now time.Time) (why string, err error) {
	if why, err := d.whyLeft(ctx, campaign, made); err != nil || why != "" {
		return why, err
	}
	err = d.publish(ctx, campaign, made.ID, now)
	if roster.KindOf(err) == roster.Conflict { // somebody has published a younger one since it began
		return "outdated", nil
	}
	return "", err
}

// whyLeft says why a plan is left for a person to publish, "" when it isn't. The first one of a
// campaign is: nothing stands that its change could be held against, and with it texts begin.
func (d *Dispatcher) whyLeft(ctx context.Context, campaign string, made draft) (string, error) {
	if why := d.publishWithin.exceeded(made); why != "" {
		return why, nil
	}
	published, err := d.store.HasPublished(ctx, campaign)
	if err != nil || published {
		return "", err
	}
	return "first", nil
}

func (d *Dispatcher) publish(ctx context.Context, campaign, id string, now time.Time) error {
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		run, outdated, err := tx.LockPlans(ctx, campaign, id)
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
		if err := tx.Publish(ctx, campaign, id, now); err != nil {
			return err
		}
		return tx.Enqueue(ctx, db.AskPlanned{Campaign: campaign})
	})
	if err != nil {
		return fmt.Errorf("publish plan: %w", err)
	}
	return nil
}
