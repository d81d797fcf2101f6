package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"
)

// target is where a query is asked for. done ends what was begun for it.
type target struct {
	request func(ctx context.Context) (*http.Request, error)
	done    func()
}

// result is what came of measuring: how many answers a second, how long each took, and one of
// them.
type result struct {
	perSecond float64
	took      []time.Duration
	body      []byte
}

func (r result) quantile(q float64) time.Duration {
	return r.took[min(len(r.took)-1, int(q*float64(len(r.took))))]
}

func (r result) row(out io.Writer, query, by string, percent int, bare result) {
	const tenth = 100 * time.Microsecond
	fmt.Fprintf(out, "| %s | %s | %d | %.0f | %.2f | %v | %v | %d |\n", query, by, percent, r.perSecond, r.perSecond/bare.perSecond,
		r.quantile(0.5).Round(tenth), r.quantile(0.99).Round(tenth), len(r.body))
}

// measure asks a target from all clients for a while, after a warm-up.
func measure(ctx context.Context, s settings, t target) (result, error) {
	defer t.done()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: s.clients}}
	defer client.CloseIdleConnections()
	const warmUp = 300 * time.Millisecond
	if _, err := t.ask(ctx, client, s.clients, warmUp); err != nil {
		return result{}, err
	}
	return t.ask(ctx, client, s.clients, s.each)
}

func (t target) ask(ctx context.Context, client *http.Client, clients int, while time.Duration) (result, error) {
	begun := time.Now()
	until := begun.Add(while)
	took := make([][]time.Duration, clients)
	bodies := make([][]byte, clients)
	var all errgroup.Group
	for i := range clients {
		all.Go(func() error {
			for time.Now().Before(until) {
				start := time.Now()
				body, err := t.once(ctx, client)
				if err != nil {
					return err
				}
				took[i], bodies[i] = append(took[i], time.Since(start)), body
			}
			return nil
		})
	}
	if err := all.Wait(); err != nil {
		return result{}, err
	}
	r := result{took: slices.Concat(took...), body: bodies[0]}
	r.perSecond = float64(len(r.took)) / time.Since(begun).Seconds()
	slices.Sort(r.took)
	return r, nil
}

func (t target) once(ctx context.Context, client *http.Client) ([]byte, error) {
	request, err := t.request(ctx)
	if err != nil {
		return nil, err
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	if response.StatusCode != http.StatusOK || bytes.Contains(body, []byte(`"errors"`)) {
		return nil, fmt.Errorf("answered %s: %.300s", response.Status, body)
	}
	return body, nil
}

// sameJSON makes sure that what is compared is the same.
func sameJSON(a, b []byte) error {
	var x, y any
	if err := errors.Join(json.Unmarshal(a, &x), json.Unmarshal(b, &y)); err != nil {
		return fmt.Errorf("compare answers: %w", err)
	}
	if !reflect.DeepEqual(x, y) {
		return fmt.Errorf("another answer than the bare handler's: %.300s, not %.300s", b, a)
	}
	return nil
}
