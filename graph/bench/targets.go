package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/graph"
)

// bare is the handler that is made for one query alone.
func (w *world) bare(q query) target {
	server := httptest.NewServer(q)
	return target{done: server.Close, request: func(ctx context.Context) (*http.Request, error) {
		return http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	}}
}

// serve serves the API; fresh keeps no response.
func (w *world) serve(fresh bool) *httptest.Server {
	return httptest.NewServer(graph.Handler(graph.Config{
		Store: w.store, Dispatcher: w.dispatcher, Tokens: &auth.Tokens{Store: w.store}, Feed: w.feed, KeepNothing: fresh,
		Now: func() time.Time { return w.now }, Wall: time.Now, Log: slog.New(slog.DiscardHandler),
	}))
}

// graphql is this API with all that stands before it: the token, the limits.
func (w *world) graphql(q query, fresh bool) target {
	server := w.serve(fresh)
	return target{done: server.Close, request: post(server.URL, q.text)}
}

func post(address, text string) func(context.Context) (*http.Request, error) {
	return func(ctx context.Context) (*http.Request, error) {
		body, err := json.Marshal(map[string]string{"query": text})
		if err != nil {
			return nil, fmt.Errorf("write the query: %w", err)
		}
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("make the request: %w", err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", "Bearer "+token)
		return request, nil
	}
}
