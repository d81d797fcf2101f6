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
	store  *db.Store
	mu     sync.Mutex
	subs   map[*subscriber]struct{}
	hears  bool
	epoch  uint64
	counts map[string]uint64
}

// stamp stands for all that a node has been told of a campaign: as long as it is the same,
// nothing has changed.
type stamp struct{ epoch, count uint64 }

// subscriber collects the notices that it hasn't taken yet.
type subscriber struct {
	mu      sync.Mutex
	pending []db.Notice
	wake    chan struct{}
}

// NewFeed returns a Feed; it tells nothing before Run.
func NewFeed(store *db.Store) *Feed {
	return &Feed{store: store, subs: map[*subscriber]struct{}{}, counts: map[string]uint64{}}
}

// Run listens until ctx ends.
func (f *Feed) Run(ctx context.Context) error {
	return f.store.Listen(ctx, db.Listener{Tell: f.tell, Hears: f.listening})
}

// listening notes whether changes are told. What happened while they weren't may have changed
// anything.
func (f *Feed) listening(hears bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.hears = hears
	f.epoch++
}

// now is the stamp of a campaign; ok is false while changes aren't told.
func (f *Feed) now(campaign string) (s stamp, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return stamp{f.epoch, f.counts[campaign]}, f.hears
}

func (f *Feed) tell(n db.Notice) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if n.Import == "" { // which changes nothing before it ends
		f.counts[n.Campaign]++
	}
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
