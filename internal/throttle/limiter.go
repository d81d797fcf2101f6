// Package throttle bounds how often a key, such as a network address or a token, does
// something.
package throttle

import (
	"sync"
	"time"
)

// Rate is how often something may be done: Burst times at once, then PerSecond.
type Rate struct{ Burst, PerSecond float64 }

// refill is how long an empty bucket takes to be full again.
func (r Rate) refill() time.Duration {
	return time.Duration(r.Burst / r.PerSecond * float64(time.Second))
}

// Limiter holds a bucket of tokens per key that fills again with time. Buckets that are full
// again are forgotten once there are many. It may be used from many goroutines.
type Limiter struct {
	rate    Rate
	mu      sync.Mutex
	buckets map[string]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

const mostBuckets = 10_000

// New makes a limiter on which no key has done anything yet.
func New(rate Rate) *Limiter { return &Limiter{rate: rate, buckets: map[string]bucket{}} }

// Allow takes one token of a key, if there is one at real time now.
func (l *Limiter) Allow(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, known := l.buckets[key]
	if !known {
		l.forget(now)
		b = bucket{tokens: l.rate.Burst, at: now}
	}
	b.tokens = min(l.rate.Burst, b.tokens+l.rate.PerSecond*now.Sub(b.at).Seconds())
	b.at = now
	allowed := b.tokens >= 1
	if allowed {
		b.tokens--
	}
	l.buckets[key] = b
	return allowed
}

func (l *Limiter) forget(now time.Time) {
	if len(l.buckets) < mostBuckets {
		return
	}
	for key, b := range l.buckets {
		if now.Sub(b.at) > l.rate.refill() {
			delete(l.buckets, key)
		}
	}
}
