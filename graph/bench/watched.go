package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/tiepsuc/tiepsuc/roster"
)

// calm is how many ask for the board while others watch it: screens that are opened, not a
// flood.
const calm = 4

// watched takes the board's latency while subscribers are told of every change and people are
// released and proposed again all the time.
func (w *world) watched(ctx context.Context, s settings) error {
	server := w.serve(false)
	defer server.Close()
	watching, stop := context.WithCancel(ctx)
	var told, moves atomic.Int64
	var all errgroup.Group
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: s.subscribers}}
	for range s.subscribers {
		all.Go(func() error { return subscribe(watching, client, server.URL, &told) })
	}
	all.Go(func() error { return w.move(watching, s.changes, &moves) })
	board := w.queries()[0]
	got, err := measure(ctx, settings{clients: calm, each: s.each}, target{done: func() {}, request: post(server.URL, board.text)})
	stop()
	if err := errors.Join(err, all.Wait()); err != nil {
		return err
	}
	const tenth = 100 * time.Microsecond
	fmt.Fprintf(s.out, "\nWith %d subscribers to `coverageChanged` and %.0f changes of assignments a second (%d notices told), %d clients ask for `board`: %.0f requests/s, p50 %v, p99 %v.\n",
		s.subscribers, float64(moves.Load())/s.each.Seconds(), told.Load(), calm, got.perSecond, got.quantile(0.5).Round(tenth), got.quantile(0.99).Round(tenth))
	return nil
}

// subscribe reads a stream of server-sent events until ctx ends.
func subscribe(ctx context.Context, client *http.Client, address string, told *atomic.Int64) error {
	request, err := post(address, `subscription { coverageChanged { code coverage { seats confirmed } } }`)(ctx)
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "text/event-stream")
	response, err := client.Do(request)
	if err != nil {
		return unlessOver(ctx, fmt.Errorf("subscribe: %w", err))
	}
	defer response.Body.Close()
	buffer := make([]byte, 1<<16)
	for {
		_, err := response.Body.Read(buffer)
		if err != nil {
			return unlessOver(ctx, fmt.Errorf("read the stream: %w", err))
		}
		told.Add(1)
	}
}

func unlessOver(ctx context.Context, err error) error {
	if ctx.Err() == nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// move releases people who are proposed and proposes them again, at a pace: so many changes a
// second.
func (w *world) move(ctx context.Context, perSecond int, moves *atomic.Int64) error {
	pace := time.NewTicker(time.Second / time.Duration(perSecond))
	defer pace.Stop()
	ids := make([]string, len(w.seed.Roles))
	for i, r := range w.seed.Roles {
		ids[i] = r.ID
	}
	assignments, err := w.store.AssignmentsInRoles(ctx, w.department.Scope(), ids)
	if err != nil {
		return unlessOver(ctx, err)
	}
	for {
		for i, a := range assignments {
			if a.State != roster.Proposed {
				continue
			}
			<-pace.C
			if _, err := w.dispatcher.Release(ctx, w.department, a.ID, "bench", w.now); err != nil {
				return unlessOver(ctx, err)
			}
			<-pace.C
			again, err := w.dispatcher.Assign(ctx, w.department, a.Role, a.Volunteer, "bench", w.now)
			if err != nil {
				return unlessOver(ctx, err)
			}
			const both = 2
			assignments[i] = again
			moves.Add(both)
		}
	}
}
