package graph

import (
	"context"
	"slices"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// progress sends a run of the planner each time it has come further, from where it is now on
// until it ends. A run that hasn't begun is waited for.
func (r *Resolver) progress(ctx context.Context, campaign, run string) <-chan roster.PlanRun {
	out := make(chan roster.PlanRun)
	sub := r.feed.subscribe()
	go func() {
		defer close(out)
		defer r.feed.unsubscribe(sub)
		for {
			now, err := r.store.Plan(ctx, campaign, run)
			switch {
			case roster.KindOf(err) == roster.NotFound:
			case err != nil:
				return
			default:
				if !send(ctx, out, now) || now.State != roster.PlanRunning {
					return
				}
			}
			if !waitForRun(ctx, sub, campaign, run) {
				return
			}
		}
	}()
	return out
}

func send[T any](ctx context.Context, out chan<- T, item T) bool {
	select {
	case out <- item:
		return true
	case <-ctx.Done():
		return false
	}
}

// waitForRun waits until the database tells of a run, or may have; false when ctx ends before.
func waitForRun(ctx context.Context, sub *subscriber, campaign, run string) bool {
	for waitFor(ctx, sub.wake) {
		notices, missed := sub.take()
		if missed || slices.ContainsFunc(notices, func(n db.Notice) bool { return n.Campaign == campaign && n.Plan == run }) {
			return sleep(ctx, mergeFor)
		}
	}
	return false
}

// importSteps sends how far an import has come, the newest step of each burst, until it ends.
func (r *Resolver) importSteps(ctx context.Context, campaign, id string) <-chan roster.ImportStep {
	out := make(chan roster.ImportStep)
	sub := r.feed.subscribe()
	go func() {
		defer close(out)
		defer r.feed.unsubscribe(sub)
		for waitFor(ctx, sub.wake) {
			notices, _ := sub.take() // a step that was missed is followed by another, or by the end of the request
			steps := slices.DeleteFunc(notices, func(n db.Notice) bool { return n.Campaign != campaign || n.Import != id })
			if len(steps) == 0 {
				continue
			}
			newest := steps[len(steps)-1].Step
			if !send(ctx, out, newest) || newest.Phase == roster.ImportEnded || !sleep(ctx, mergeFor) {
				return
			}
		}
	}()
	return out
}
