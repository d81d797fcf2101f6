package sim

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/scheduler"
)

// The ranks of what happens at the same moment: people and weather first, then the clock's
// jobs in the order of their list, then the staff.
const (
	rankJobs  = 10
	rankStaff = 100
)

// planTicks plans the first tick of each job, and the staff's mornings.
func (w *world) planTicks() error {
	for i, job := range scheduler.Jobs(w.dispatcher) {
		next, err := job.Next(w.campaign.TimeZone)
		if err != nil {
			return err
		}
		w.planTick(job, next, rankJobs+i, w.now)
	}
	w.queue.plan(w.now, rankStaff, w.act(w.firstPlan))
	w.planMorning(roster.DateOf(w.now, w.zone).AddDays(1))
	return nil
}

func (w *world) planTick(job scheduler.Job, next func(time.Time) time.Time, rank int, after time.Time) {
	w.queue.plan(next(after), rank, func(ctx context.Context, now time.Time) error {
		w.planTick(job, next, rank, now)
		return w.tick(ctx, job, now)
	})
}

// tick runs a job. One that the tables have nothing for is passed over: it would look, find
// nothing and change nothing.
func (w *world) tick(ctx context.Context, job scheduler.Job, now time.Time) error {
	idle, err := w.idle(ctx, job, now)
	if err != nil || idle {
		return err
	}
	counts, err := job.Run(ctx, now)
	if err != nil {
		return err
	}
	if job.Name == "refill" {
		w.vain = counts["asked"]+counts["passed_over"]+counts["stepped_up"] == 0
	}
	if len(counts) == 0 || job.Name == "refill" && w.vain {
		return nil
	}
	w.change()
	return w.ring(ctx, now)
}

func eachMinute(job scheduler.Job) bool {
	return job.Name == "expire" || job.Name == "sweep" || job.Name == "ask"
}

// idle tells whether a job has nothing to do: nothing is due, or the last refill found nobody
// to ask and no row has changed since. A full look every so often keeps that honest.
func (w *world) idle(ctx context.Context, job scheduler.Job, now time.Time) (bool, error) {
	const look, quarter = 30, 15
	if job.Name == "risk" || job.Name == "hooks" {
		// They tell coordinators and other systems, and move nobody; here nobody looks.
		return true, nil
	}
	if job.Name == "presence" || job.Name == "remind" {
		// Shifts begin and end on the quarter hour, and so does what hangs on that.
		return now.Minute()%quarter != 0, nil
	}
	if now.Minute()%look == 0 {
		return false, nil
	}
	if job.Name == "refill" {
		return w.vain, nil
	}
	if !eachMinute(job) {
		return false, nil
	}
	if w.changed {
		due, err := w.store.NextDue(ctx, w.campaign.ID)
		if err != nil {
			return false, err
		}
		w.due, w.changed = due, false
	}
	return w.due == nil || w.due.After(now), nil
}

// planMorning plans one day's publication of the night's plan, which a person of the
// department reads and lets go.
func (w *world) planMorning(day roster.Date) {
	const atDesk = 7 * time.Hour
	w.queue.plan(day.Time(w.zone).Add(atDesk), rankStaff, func(ctx context.Context, now time.Time) error {
		w.planMorning(day.AddDays(1))
		if w.config.Progress != nil {
			w.config.Progress(w.config.StartsOn.AddDays(-leadDays).DaysUntil(day), leadDays+w.config.Days)
		}
		return w.act(w.publish)(ctx, now)
	})
}

// firstPlan plans what the campaign begins with.
func (w *world) firstPlan(ctx context.Context, now time.Time) error {
	const week = 7
	if !w.config.Policy.Plans {
		return nil
	}
	if _, err := w.dispatcher.PlanNow(ctx, w.department, week, now); err != nil {
		return err
	}
	return w.publish(ctx, now)
}

// publish publishes the newest plan when it is a draft.
func (w *world) publish(ctx context.Context, now time.Time) error {
	runs, err := w.store.Plans(ctx, w.department.Scope(), 1)
	if err != nil || len(runs) == 0 || runs[0].State != roster.PlanDraft {
		return err
	}
	_, err = w.dispatcher.PublishPlan(ctx, w.department, runs[0].ID, now)
	return err
}
