package graph

import (
	"context"
	"sync"

	"github.com/tiepsuc/tiepsuc/db"
)

// Feed passes what the database tells one node on to its subscribers. A subscriber that
// doesn't keep up loses nothing it can't read again: its notices are merged, never queued
// without end, and nobody else waits for it.
type Feed struct {
	store *db.Store
	mu    sync.Mutex
	subs  map[*subscriber]struct{}
}

// subscriber collects the notices that it hasn't taken yet.
type subscriber struct {
	mu      sync.Mutex
	pending []db.Notice
	wake    chan struct{}
}

// NewFeed returns a Feed; it tells nothing before Run.
func NewFeed(store *db.Store) *Feed {
	return &Feed{store: store, subs: map[*subscriber]struct{}{}}
}

// Run listens until ctx ends.
func (f *Feed) Run(ctx context.Context) error { return f.store.Listen(ctx, f.tell) }

func (f *Feed) tell(n db.Notice) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for s := range f.subs {
		s.add(n)
	}
}

// mostPending bounds what a subscriber may fall behind; beyond it the oldest notices go.
const mostPending = 20_000

func (s *subscriber) add(n db.Notice) {
	s.mu.Lock()
	if len(s.pending) < mostPending {
		s.pending = append(s.pending, n)
	} else {
		s.pending = append(s.pending[1:], n)
	}
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *subscriber) take() []db.Notice {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := s.pending
	s.pending = nil
	return taken
}

func (f *Feed) subscribe() *subscriber {
	s := &subscriber{wake: make(chan struct{}, 1)}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.subs[s] = struct{}{}
	return s
}

func (f *Feed) unsubscribe(s *subscriber) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.subs, s)
}
