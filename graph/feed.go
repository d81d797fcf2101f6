package graph

import (
	"context"
	"sync"

	"github.com/tiepsuc/tiepsuc/db"
)

// Feed passes what the database tells one node on to its subscribers. A subscriber that
// doesn't keep up, and all of them when the database wasn't heard, are sent to the log of
// changes instead: nothing is lost, queued without end, or waited for by others.
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

// subscriber collects the notices that it hasn't taken yet. missed says that there were others.
type subscriber struct {
	mu      sync.Mutex
	pending []db.Notice
	missed  bool
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
	if hears {
		for s := range f.subs {
			s.miss()
		}
	}
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

// mostPending bounds what a subscriber may fall behind before it must read the log.
const mostPending = 20_000

func (s *subscriber) add(n db.Notice) {
	s.mu.Lock()
	if len(s.pending) < mostPending {
		s.pending = append(s.pending, n)
	} else {
		s.pending, s.missed = nil, true
	}
	s.mu.Unlock()
	s.rouse()
}

// miss notes that something may have happened that wasn't told.
func (s *subscriber) miss() {
	s.mu.Lock()
	s.missed = true
	s.mu.Unlock()
	s.rouse()
}

func (s *subscriber) rouse() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

func (s *subscriber) take() (notices []db.Notice, missed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	notices, missed = s.pending, s.missed
	s.pending, s.missed = nil, false
	return notices, missed
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
