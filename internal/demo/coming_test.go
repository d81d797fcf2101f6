package demo_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/demo"
)

// promisedPage is an answer page of somebody who has said yes, and the check-in page beside it.
func promisedPage(start time.Time, at *atomic.Value) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /a/{token}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<html><body><h2><time datetime="%s">Mai</time></h2><form method=post><input type=hidden name=ask value=ask-1>
			<button name=answer value=no>Không đến được</button></form></body></html>`, start.Format(time.RFC3339))
	})
	mux.HandleFunc("GET /c/{token}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<html><body><a href="https://www.openstreetmap.org/?mlat=21.0385&amp;mlon=105.8381">x</a>
			<form method=post data-place hidden><input type=hidden name=assignment value=a-1><input type=hidden name=answer value=in>
			<input type=hidden name=lat value=""><input type=hidden name=lon value=""><button>Tôi đã đến</button></form></body></html>`)
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		at.Store(r.URL.Path + " " + r.FormValue("assignment") + " " + r.FormValue("answer") + " " + r.FormValue("lat") + " " + r.FormValue("lon"))
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}

func TestWhoHasPromisedComesAndChecksIn(t *testing.T) {
	t.Parallel()
	morning := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	var got atomic.Value
	var clock atomic.Pointer[time.Time]
	evening := morning.Add(12 * time.Hour)
	clock.Store(&evening)
	server := httptest.NewServer(promisedPage(morning.AddDate(0, 0, 1), &got))
	t.Cleanup(server.Close)
	phones := demo.NewPhones(demo.PhonesConfig{
		Seed: 1, Site: server.URL, Client: server.Client(), Now: func() time.Time { return *clock.Load() }, Log: slog.New(slog.DiscardHandler),
	})
	for i := range 20 {
		phones.Hear(text(i, morning))
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- phones.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	deadline := time.Now().Add(20 * time.Second)
	for got.Load() == nil && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
		later := clock.Load().Add(time.Hour)
		clock.Store(&later)
	}
	want := "/c/token"
	if said, ok := got.Load().(string); !ok || said[:len(want)] != want || said[len(said)-len(" a-1 in 21.0385 105.8381"):] != " a-1 in 21.0385 105.8381" {
		t.Errorf("got %v", got.Load())
	}
}
