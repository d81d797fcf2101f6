package graph

import (
	"context"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

const (
	// mergeFor is how long the notices of a burst are gathered before they are told: the board
	// changes once, and nobody sees the difference.
	mergeFor = 150 * time.Millisecond
	// logPage is how many changes of the log are read at once.
	logPage = 1_000
)

// told is something to tell and the cursor after which a stream goes on when it breaks off.
type told[T any] struct {
	item   T
	cursor string
}

// reading makes of changes what a viewer may be told. They follow each other in the log; after is the
// place before the first.
type reading[T any] func(ctx context.Context, after int64, changes []db.Notice) ([]told[T], error)

// watcher tells one subscriber of the changes of a campaign, each once, in the order of the log. at
// is the place up to which it has told.
type watcher[T any] struct {
	store    *db.Store
	sub      *subscriber
	campaign string
	at       int64
	read     reading[T]
	out      chan T
}

// watch sends what read makes of the changes of one campaign after a place, burst by burst, until
// ctx ends. The place is read after the feed has been joined, so that there is no gap between them.
func watch[T any](ctx context.Context, r *Resolver, campaign string, after *string, read reading[T]) (<-chan T, error) {
	sub := r.feed.subscribe()
	at, err := r.placeAfter(ctx, campaign, after)
	if err != nil {
		r.feed.unsubscribe(sub)
		return nil, err
	}
	if after != nil {
		sub.miss()
	}
	f := &watcher[T]{r.store, sub, campaign, at, read, make(chan T)}
	go func() {
		defer close(f.out)
		defer r.feed.unsubscribe(sub)
		for waitFor(ctx, sub.wake) && sleep(ctx, mergeFor) && f.tell(ctx) {
		}
	}()
	return f.out, nil
}

// tell sends what has happened since it was called last; false when the subscriber has gone. A
// database that doesn't answer is asked again.
func (f *watcher[T]) tell(ctx context.Context) bool {
	notices, missed := f.sub.take()
	for {
		var ok bool
		var err error
		if missed {
			ok, err = f.catchUp(ctx)
		} else {
			ok, err = f.pass(ctx, f.fresh(notices))
		}
		if err == nil {
			return ok
		}
		const pause = 500 * time.Millisecond
		if !sleep(ctx, pause) {
			return false
		}
		missed = true
	}
}

// fresh are the notices of changes that haven't been told.
func (f *watcher[T]) fresh(notices []db.Notice) []db.Notice {
	return slices.DeleteFunc(notices, func(n db.Notice) bool { return n.Campaign != f.campaign || n.Position <= f.at })
}

// catchUp tells of the log from where the watcher stands to its end.
func (f *watcher[T]) catchUp(ctx context.Context) (bool, error) {
	for {
		changes, err := f.store.ChangesAfter(ctx, f.campaign, f.at, logPage)
		if err != nil {
			return false, err
		}
		if ok, err := f.pass(ctx, changes); !ok || err != nil || len(changes) < logPage {
			return ok, err
		}
	}
}

// pass tells of changes that follow where the watcher stands. Whatever fails before anything is
// sent can be done again.
func (f *watcher[T]) pass(ctx context.Context, changes []db.Notice) (bool, error) {
	if len(changes) == 0 {
		return true, nil
	}
	items, err := f.read(ctx, f.at, changes)
	if err != nil {
		return false, err
	}
	f.at = changes[len(changes)-1].Position
	for _, t := range items {
		marksOf(ctx).push(t.cursor)
		if !send(ctx, f.out, t.item) {
			return false, nil
		}
	}
	return true, nil
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

// changedCommunes are the communes of changes that the scope sees, each once, as they are now. All
// but the last carry the cursor of before: who breaks off between them is told of all again.
func (r *Resolver) changedCommunes(scope roster.Scope) reading[roster.Commune] {
	return func(ctx context.Context, after int64, changes []db.Notice) ([]told[roster.Commune], error) {
		codes := keys(pointers(changes), func(n *db.Notice) string { return n.Commune })
		communes, err := r.covered.changed(ctx, scope, codes)
		if err != nil {
			return nil, err
		}
		items := make([]told[roster.Commune], len(communes))
		for i, c := range communes {
			items[i] = told[roster.Commune]{c, cursorAt(after)}
		}
		if n := len(items); n > 0 {
			items[n-1].cursor = cursorAt(changes[len(changes)-1].Position)
		}
		return items, nil
	}
}

// newEvents are the events of changes that the scope sees.
func (r *Resolver) newEvents(scope roster.Scope) reading[roster.Event] {
	return func(ctx context.Context, _ int64, changes []db.Notice) ([]told[roster.Event], error) {
		var ids []int64
		for _, n := range changes {
			if n.Event != 0 {
				ids = append(ids, n.Event)
			}
		}
		if len(ids) == 0 {
			return nil, nil
		}
		events, err := r.store.Events(ctx, scope, ids)
		items := make([]told[roster.Event], len(events))
		for i, e := range events {
			items[i] = told[roster.Event]{e, eventCursor(e)}
		}
		return items, err
	}
}

func pointers[T any](list []T) []*T {
	pointers := make([]*T, len(list))
	for i := range list {
		pointers[i] = &list[i]
	}
	return pointers
}
