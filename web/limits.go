package web

import (
	"net"
	"net/http"

	"github.com/tiepsuc/tiepsuc/internal/throttle"
)

// linkLimiter bounds answers by page: far more than a person taps, far less than a loop does.
func linkLimiter() *throttle.Limiter {
	return throttle.New(throttle.Rate{Burst: 60, PerSecond: 1})
}

// addressLimiter bounds pages by network address. An operator puts thousands of phones
// behind one.
func addressLimiter() *throttle.Limiter {
	return throttle.New(throttle.Rate{Burst: 500, PerSecond: 200})
}

// address is the network address of the other side.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
