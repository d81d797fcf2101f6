package graph

import (
	"context"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// mergeFor is how long the notices of a burst are gathered before they are told: the board
// changes once, and nobody sees the difference.
const mergeFor = 150 * time.Millisecond

// stream sends what read makes of the notices of one campaign, burst by burst, until ctx
// ends.
func stream[T any](ctx context.Context, feed *Feed, campaign string, read func(context.Context, []db.Notice) ([]T, error)) <-chan T {
	out := make(chan T)
	sub := feed.subscribe()
	go func() {
		defer close(out)
		defer feed.unsubscribe(sub)
		for waitFor(ctx, sub.wake) {
			if !sleep(ctx, mergeFor) {
				return
			}
			items, err := read(ctx, only(campaign, sub.take()))
			if err != nil {
				return
			}
			for _, item := range items {
				if !send(ctx, out, item) {
					return
				}
			}
		}
	}()
	return out
}

func waitFor(ctx context.Context, wake <-chan struct{}) bool {
	select {
	case <-wake:
		return true
	case <-ctx.Done():
		return false
	}
}

func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func only(campaign string, notices []db.Notice) []db.Notice {
	var mine []db.Notice
	for _, n := range notices {
		if n.Campaign == campaign {
			mine = append(mine, n)
		}
	}
	return mine
}

// changedCommunes are the communes of notices that the scope sees, each once.
func (r *Resolver) changedCommunes(scope roster.Scope) func(context.Context, []db.Notice) ([]roster.Commune, error) {
	return func(ctx context.Context, notices []db.Notice) ([]roster.Commune, error) {
		notices = slices.DeleteFunc(notices, func(n db.Notice) bool { return n.Commune == "" })
		if len(notices) == 0 {
			return nil, nil
		}
		return r.covered.changed(ctx, scope, keys(pointers(notices), func(n *db.Notice) string { return n.Commune }))
	}
}

// newEvents are the events of notices that the scope sees.
func (r *Resolver) newEvents(scope roster.Scope) func(context.Context, []db.Notice) ([]roster.Event, error) {
	return func(ctx context.Context, notices []db.Notice) ([]roster.Event, error) {
		notices = slices.DeleteFunc(notices, func(n db.Notice) bool { return n.Event == 0 })
		if len(notices) == 0 {
			return nil, nil
		}
		list := make([]int64, len(notices))
		for i, n := range notices {
			list[i] = n.Event
		}
		return r.store.Events(ctx, scope, list)
	}
}

func pointers[T any](list []T) []*T {
	pointers := make([]*T, len(list))
	for i := range list {
		pointers[i] = &list[i]
	}
	return pointers
}
