package web

import (
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// recorder remembers the status that was written, 0 while nothing was.
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

// Write remembers that an answer has begun.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

// Flush lets streams send what they have; those who ask for a Flusher don't look behind.
func (r *recorder) Flush() { _ = http.NewResponseController(r.ResponseWriter).Flush() }

// Unwrap lets WebSockets take the connection over.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// watched answers a panic with a page instead of a cut connection, and writes a line per
// request that failed or took long. Tokens and numbers stay out of the log.
func (s *server) watched(next http.Handler) http.Handler {
	const long = time.Second
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := s.Wall()
		seen := &recorder{ResponseWriter: w}
		s.guarded(next, seen, r)
		took := s.Wall().Sub(started)
		if seen.status >= http.StatusInternalServerError || took > long && !isStream(r) {
			s.Log.InfoContext(r.Context(), "request", "method", r.Method, "path", routeOf(r), "status", seen.status, "ms", took.Milliseconds())
		}
	})
}

func isStream(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "event-stream") || r.Header.Get("Upgrade") != ""
}

func (s *server) guarded(next http.Handler, w *recorder, r *http.Request) {
	defer func() {
		err := recover()
		if err == nil {
			return
		}
		if err == http.ErrAbortHandler { //nolint:errorlint // the sentinel itself
			panic(err)
		}
		s.Log.ErrorContext(r.Context(), "panic", "path", routeOf(r), "panic", err, "stack", string(debug.Stack()))
		if w.status == 0 {
			s.showError(w, r, &roster.Error{Kind: roster.Internal, Key: "internal"})
		}
	}()
	next.ServeHTTP(w, r)
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
