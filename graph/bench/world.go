package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/graph"
	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/roster"
)

const (
	database    = "board_bench"
	token       = "bench"
	days        = 7
	connections = 16
)

// world is an invented campaign at the start of its first week, planned, with three quarters
// of the proposed people confirmed.
type world struct {
	address    string
	pool       *pgxpool.Pool
	store      *db.Store
	seed       *invent.Seed
	dispatcher *dispatch.Dispatcher
	feed       *graph.Feed
	department roster.Viewer
	now        time.Time
	shifts     int
	close      func() error
}

func newWorld(ctx context.Context, people int) (*world, error) {
	server := os.Getenv("TEST_DATABASE_URL")
	address, err := url.Parse(server)
	if err != nil || address.Scheme == "" {
		return nil, errors.New("TEST_DATABASE_URL must name a PostgreSQL server")
	}
	if err := errors.Join(db.Drop(ctx, server, database), db.Create(ctx, server, database)); err != nil {
		return nil, err
	}
	address.Path = "/" + database
	w := &world{address: address.String()}
	if err := db.Migrate(ctx, w.address); err != nil {
		return nil, err
	}
	if err := w.open(ctx); err != nil {
		return nil, err
	}
	return w, w.fill(ctx, people)
}

func (w *world) open(ctx context.Context) error {
	config, err := pgxpool.ParseConfig(w.address)
	if err != nil {
		return fmt.Errorf("read the database's address: %w", err)
	}
	config.MaxConns = connections
	if w.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	if w.store, err = db.New(w.pool); err != nil {
		return err
	}
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, LinkURL: func(l string) string { return "https://bench.example/a/" + l }, Log: slog.New(slog.DiscardHandler),
	})
	w.feed = graph.NewFeed(w.store)
	listening, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- w.feed.Run(listening) }()
	w.close = func() error {
		stop()
		err := <-ended
		w.pool.Close()
		return err
	}
	return nil
}

func (w *world) fill(ctx context.Context, people int) error {
	start := roster.Date{Year: 2026, Month: 11, Day: 23}
	seed, err := invent.Build(invent.Options{People: people, Days: days, Seed: 1, StartsOn: start})
	if err != nil {
		return err
	}
	w.seed, w.shifts = seed, len(seed.Shifts)
	w.now = start.Time(seed.Campaign.Location())
	w.department = roster.Viewer{Role: roster.AsDepartment, Campaign: seed.Campaign.ID}
	err = seed.Load(ctx, w.store, w.now, func(tx *db.Store) error {
		return tx.AddToken(ctx, auth.Hash(token), w.department, roster.AccessToken{Label: token, Scopes: roster.TokenScopes(), CreatedAt: w.now, ExpiresAt: w.now.AddDate(1, 0, 0)}, false)
	})
	if err != nil {
		return err
	}
	run, err := w.dispatcher.PlanNow(ctx, w.department, days, w.now)
	if err != nil {
		return err
	}
	if _, err := w.dispatcher.PublishPlan(ctx, w.department, run.ID, w.now); err != nil {
		return err
	}
	return w.confirm(ctx)
}

// confirm has three of four proposed people say yes, without a text for each.
func (w *world) confirm(ctx context.Context) error {
	const query = `
		WITH said_yes AS (
			UPDATE assignments
			SET state = 'confirmed', holds_seat = true
			WHERE campaign_id = $1 AND state = 'proposed' AND hashtext(id::text) % 4 <> 0
			RETURNING role_id)
		UPDATE roles r
		SET taken = s.people
		FROM (SELECT role_id, count(*) AS people FROM said_yes GROUP BY role_id) s
		WHERE r.campaign_id = $1 AND r.id = s.role_id`
	for _, statement := range []string{query, `ANALYZE`} {
		var args []any
		if statement == query {
			args = []any{w.seed.Campaign.ID}
		}
		if _, err := w.pool.Exec(ctx, statement, args...); err != nil {
			return fmt.Errorf("confirm people: %w", err)
		}
	}
	return nil
}
