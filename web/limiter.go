package web

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// rate is how often something may be done: burst times at once, then perSecond.
type rate struct{ burst, perSecond float64 }

// refill is how long an empty bucket takes to be full again.
func (r rate) refill() time.Duration {
	return time.Duration(r.burst / r.perSecond * float64(time.Second))
}

// limiter bounds how often a key does something: a bucket of tokens per key that fills again
// with time. Buckets that are full again are forgotten once there are many.
type limiter struct {
	rate
	mu      sync.Mutex
	buckets map[string]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

const mostBuckets = 10_000

// linkLimiter bounds answers by page: far more than a person taps, far less than a loop does.
func linkLimiter() *limiter {
	return &limiter{rate: rate{burst: 60, perSecond: 1}, buckets: map[string]bucket{}}
}

// addressLimiter bounds pages by network address. An operator puts thousands of phones
// behind one.
func addressLimiter() *limiter {
	return &limiter{rate: rate{burst: 500, perSecond: 200}, buckets: map[string]bucket{}}
}

// allow takes one token of a key, if there is one at real time now.
func (l *limiter) allow(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	b, known := l.buckets[key]
	if !known {
		l.forget(now)
		b = bucket{tokens: l.burst, at: now}
	}
	b.tokens = min(l.burst, b.tokens+l.perSecond*now.Sub(b.at).Seconds())
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
		if now.Sub(b.at) > l.refill() {
			delete(l.buckets, key)
		}
	}
}

// address is the network address of the other side.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
