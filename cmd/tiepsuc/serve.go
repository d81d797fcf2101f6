package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// ServeCmd runs the platform.
type ServeCmd struct {
	Role string `default:"all" enum:"all,web,worker" help:"all, web (people and providers only) or worker (jobs and health only)."`
}

// Help shows how it is called.
func (*ServeCmd) Help() string {
	return `Settings come from the environment; tiepsuc doctor checks them. Start as many as you like on one
database. /healthz says that it lives, /readyz that database, schema and queue are fit.

Example:

  tiepsuc migrate up && tiepsuc serve`
}

// campaignZone is the zone of the cron specs: the platform serves Vietnam.
const campaignZone = "Asia/Ho_Chi_Minh"

// wallClock is the clock of a real campaign.
type wallClock struct{ now func() time.Time }

// Now is the time.
func (c wallClock) Now() time.Time { return c.now() }

// Real is t itself.
func (wallClock) Real(t time.Time) time.Time { return t }

// Run serves until it is told to stop.
func (c *ServeCmd) Run(env *Env) error {
	s, err := readSettings(env.Getenv)
	if err != nil {
		return usageError(err)
	}
	if c.Role == "worker" { // takes no webhooks
		s.spoolDir = ""
	}
	pool, store, err := openStore(env.Ctx, s.databaseURL)
	if err != nil {
		return err
	}
	defer pool.Close()
	if err := store.Ready(env.Ctx); err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(env.Stderr, nil))
	p, err := newPlatform(parts{settings: s, clock: wallClock{env.Now}, zone: campaignZone, log: log}, pool, store)
	if err != nil {
		return err
	}
	var config net.ListenConfig
	listener, err := config.Listen(env.Ctx, "tcp", s.addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", s.addr, err)
	}
	log.Info("serving", "address", listener.Addr().String(), "role", c.Role)
	return c.run(env.Ctx, p, listener)
}

func (c *ServeCmd) run(ctx context.Context, p *platform, listener net.Listener) error {
	handler, err := c.handler(p)
	if err != nil {
		return err
	}
	runs := []func(context.Context) error{
		func(ctx context.Context) error { return p.serve(ctx, listener, handler) },
	}
	if c.Role != "worker" {
		runs = append(runs, p.feed.Run, p.unspool)
	}
	if c.Role != "web" {
		runs = append(runs, p.work)
	}
	return together(ctx, runs...)
}

// handler serves everything, or on a worker its health alone.
func (c *ServeCmd) handler(p *platform) (http.Handler, error) {
	all, err := p.handler()
	if err != nil || c.Role != "worker" {
		return all, err
	}
	health := http.NewServeMux()
	health.Handle("GET /healthz", all)
	health.Handle("GET /readyz", all)
	return health, nil
}
