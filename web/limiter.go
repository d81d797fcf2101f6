package web

import (
	"sync"
	"time"
)

// limiter bounds how often one answer page is answered: a bucket of tokens per link that
// fills again with time. Buckets that are full again are forgotten.
type limiter struct {
	mu      sync.Mutex
	buckets map[string]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

const (
	burst        = 30.0
	perSecond    = 1.0
	mostBuckets  = 10_000
	bucketRefill = time.Duration(burst/perSecond) * time.Second
)

func newLimiter() *limiter { return &limiter{buckets: map[string]bucket{}} }

// allow takes one token of a key, if there is one at real time now.
func (l *limiter) allow(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, known := l.buckets[key]
	if !known {
		l.forget(now)
		b = bucket{tokens: burst, at: now}
	}
	b.tokens = min(burst, b.tokens+perSecond*now.Sub(b.at).Seconds())
	b.at = now
	allowed := b.tokens >= 1
	if allowed {
		b.tokens--
	}
	l.buckets[key] = b
	return allowed
}

func (l *limiter) forget(now time.Time) {
	if len(l.buckets) < mostBuckets {
		return
	}
	for key, b := range l.buckets {
		if now.Sub(b.at) > bucketRefill {
			delete(l.buckets, key)
		}
	}
}
