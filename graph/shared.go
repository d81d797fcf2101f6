package graph

import (
	"context"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql/handler/lru"
)

const (
	sharedValues = 256
	// A connection may die without a word; nothing is older than this.
	sharedAtMost = 5 * time.Second
)

// shared holds values that are the same for many callers until something of the campaign
// changes, as the database tells it to the feed. Each is made once, by the first who needs it;
// the others wait for it.
type shared[T any] struct {
	feed *Feed
	wall func() time.Time
	mu   sync.Mutex
	all  *lru.LRU[*made[T]]
}

// made is a value, or the place of one: done is closed when it is there, ok says whether it can
// be used again.
type made[T any] struct {
	at    stamp
	born  time.Time
	done  chan struct{}
	value T
	ok    bool
}

func newShared[T any](feed *Feed, wall func() time.Time) *shared[T] {
	return &shared[T]{feed: feed, wall: wall, all: lru.New[*made[T]](sharedValues)}
}

// get is the value of a key, made by work when there is none. work says whether others may use
// what it made; whoever waited for what they may not makes it again.
func (s *shared[T]) get(ctx context.Context, campaign, key string, work func() (T, bool)) T {
	at, told := s.feed.now(campaign)
	if !told {
		value, _ := work()
		return value
	}
	m, mine := s.take(ctx, key, at)
	if mine {
		m.fill(work)
		return m.value
	}
	select {
	case <-m.done:
	case <-ctx.Done():
	}
	select {
	case <-m.done:
		if m.ok {
			return m.value
		}
	default:
	}
	value, _ := work()
	return value
}

// take finds the value of a key, or a place for it that the caller must fill.
func (s *shared[T]) take(ctx context.Context, key string, at stamp) (m *made[T], mine bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.wall()
	if m, found := s.all.Get(ctx, key); found && m.at == at && now.Sub(m.born) < sharedAtMost {
		return m, false
	}
	m = &made[T]{at: at, born: now, done: make(chan struct{})}
	s.all.Add(ctx, key, m)
	return m, true
}

func (m *made[T]) fill(work func() (T, bool)) {
	defer close(m.done)
	m.value, m.ok = work()
}
