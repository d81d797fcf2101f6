package web

import (
	"context"
	"encoding/json"
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

// signIns lists the demo's ways in, for the app's sign-in page.
func (s *server) signIns(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	_ = json.NewEncoder(w).Encode(s.Demo.SignIns)
}
