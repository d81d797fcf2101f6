package web

import (
	"context"
	"net/http"
	"time"
)

// health says that the process lives.
func (s *server) health(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNoContent)
}

// ready says whether database, schema and queue are fit.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	const limit = 2 * time.Second
	ctx, cancel := context.WithTimeout(r.Context(), limit)
	defer cancel()
	if err := s.Ready(ctx); err != nil {
		s.Log.ErrorContext(r.Context(), "not ready", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
