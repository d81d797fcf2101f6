// Command bench measures the board: the same JSON by this API, by a bare net/http handler on
// the same SQL, and by PostGraphile when one is listening, all in one run on one database. It
// prints a table in Markdown.
//
//	go run ./internal/localpg/testpg go run ./graph/bench
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

type settings struct {
	clients     int
	each        time.Duration
	people      int
	subscribers int
	changes     int
	rival       string
	out         io.Writer
}

func main() {
	s := settings{out: os.Stdout}
	flag.IntVar(&s.clients, "clients", 16, "how many ask at once")
	flag.DurationVar(&s.each, "each", 3*time.Second, "how long each is asked")
	flag.IntVar(&s.people, "people", 1500, "volunteers of the campaign")
	flag.IntVar(&s.subscribers, "subscribers", 200, "who watch while the latency is taken")
	flag.IntVar(&s.changes, "changes", 10, "how many assignments move in a second meanwhile")
	flag.StringVar(&s.rival, "postgraphile", "", "folder in which npm has installed postgraphile")
	flag.Parse()
	if err := run(context.Background(), s); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings) (err error) {
	w, err := newWorld(ctx, s.people)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	fmt.Fprintf(s.out, "%d communes, 7 days, %d shifts; %d clients on %d cores; clients and database on the same machine.\n\n", len(w.seed.Communes), w.shifts, s.clients, runtime.NumCPU())
	fmt.Fprintln(s.out, "| query | answered by | GOGC | requests/s | of bare | p50 | p99 | bytes |")
	fmt.Fprintln(s.out, "|---|---|---|---|---|---|---|---|")
	const usual, generous = 100, 400
	for _, percent := range []int{usual, generous} {
		debug.SetGCPercent(percent)
		if err := w.compare(ctx, s, percent); err != nil {
			return err
		}
	}
	if s.rival != "" {
		if err := w.postgraphile(ctx, s); err != nil {
			return err
		}
	}
	return w.watched(ctx, s)
}

// compare measures each query by each handler, one after the other.
func (w *world) compare(ctx context.Context, s settings, percent int) error {
	for _, q := range w.queries() {
		floor, err := measure(ctx, s, w.bare(q))
		if err != nil {
			return err
		}
		floor.row(s.out, q.name, "bare net/http and pgx", percent, floor)
		for _, by := range []struct {
			name  string
			fresh bool
		}{{"resolved each time", true}, {"kept until something changes", false}} {
			got, err := measure(ctx, s, w.graphql(q, by.fresh))
			if err != nil {
				return err
			}
			if err := sameJSON(floor.body, got.body); err != nil {
				return fmt.Errorf("%s, %s: %w", q.name, by.name, err)
			}
			got.row(s.out, q.name, by.name, percent, floor)
		}
	}
	return nil
}
