package web

import (
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// recorder remembers the status that was written.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader remembers the status.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap lets streams flush and WebSockets take the connection over.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// logged writes a line per request that failed or took long. Tokens and numbers stay out of
// the log.
func (s *server) logged(next http.Handler) http.Handler {
	const long = time.Second
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		seen := &recorder{ResponseWriter: w}
		next.ServeHTTP(seen, r)
		took := time.Since(started)
		stream := strings.Contains(r.Header.Get("Accept"), "event-stream") || r.Header.Get("Upgrade") != ""
		if seen.status >= http.StatusInternalServerError || took > long && !stream {
			s.Log.InfoContext(r.Context(), "request", "method", r.Method, "path", routeOf(r), "status", seen.status, "ms", took.Milliseconds())
		}
	})
}

// routeOf is a path without what it carries.
func routeOf(r *http.Request) string {
	for _, secret := range []string{"/a/", "/demo/phones/", "/hooks/twilio/status/"} {
		if strings.HasPrefix(r.URL.Path, secret) {
			return secret + "…"
		}
	}
	return r.URL.Path
}

// recovered answers a panic with a page instead of a cut connection.
func (s *server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if err := recover(); err != nil {
				if err == http.ErrAbortHandler { //nolint:errorlint // the sentinel itself
					panic(err)
				}
				s.Log.ErrorContext(r.Context(), "panic", "path", routeOf(r), "panic", err, "stack", string(debug.Stack()))
				w.WriteHeader(http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}
