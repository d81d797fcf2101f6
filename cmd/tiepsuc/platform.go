package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/graph"
	"github.com/tiepsuc/tiepsuc/internal/spool"
	"github.com/tiepsuc/tiepsuc/notify/hook"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
	"github.com/tiepsuc/tiepsuc/scheduler"
	"github.com/tiepsuc/tiepsuc/web"
)

// parts are what serve and demo decide differently.
type parts struct {
	settings settings
	clock    scheduler.Clock
	patience func() time.Duration // nil: the dispatcher's own
	zone     string               // of the cron specs
	log      *slog.Logger
	demo     *web.Demo // nil outside the demo
}

// platform is the whole program, wired on one database.
type platform struct {
	parts
	pool       *pgxpool.Pool
	store      *db.Store
	links      *auth.Links
	twilio     *twilio.Twilio
	dispatcher *dispatch.Dispatcher
	feed       *graph.Feed
}

func newPlatform(p parts, pool *pgxpool.Pool, store *db.Store) (*platform, error) {
	links, err := auth.NewLinks(p.settings.secrets, p.settings.publicURL)
	if err != nil {
		return nil, err
	}
	sender, err := twilio.New(p.settings.twilio)
	if err != nil {
		return nil, err
	}
	var kept *spool.Spool
	if p.settings.spoolDir != "" {
		if kept, err = spool.Open(p.settings.spoolDir); err != nil {
			return nil, fmt.Errorf("TIEPSUC_SPOOL_DIR: %w", err)
		}
	}
	dispatcher := dispatch.New(dispatch.Config{
		Store: store, Sender: sender, LinkURL: links.URL, Patience: p.patience, PostHook: hook.New(false).Post, Log: p.log,
		Find: sender.Find, Budget: p.settings.budget, Publish: p.settings.publish, HashCode: links.CodeHash, HomeURL: strings.TrimRight(p.settings.publicURL, "/") + "/sign-in", Spool: kept,
	})
	return &platform{
		parts: p, pool: pool, store: store, links: links, twilio: sender,
		dispatcher: dispatcher, feed: graph.NewFeed(store),
	}, nil
}

// handler serves people and providers.
func (p *platform) handler() (http.Handler, error) {
	tokens := &auth.Tokens{Store: p.store, Demo: p.demo != nil, Cookies: auth.CookiesFor(p.settings.publicURL)}
	desk := &auth.Desk{Store: p.store, Links: p.links}
	operations, err := web.Operations()
	if err != nil {
		return nil, err
	}
	api := graph.Handler(graph.Config{
		Store: p.store, Dispatcher: p.dispatcher, Feed: p.feed, Tokens: tokens, Desk: desk, CalendarURL: p.links.CalendarURL,
		Now: p.clock.Now, Wall: time.Now, PerSecond: p.settings.perSecond, Demo: p.demo != nil, Log: p.log,
		Operations: operations, ListedOnly: p.settings.listedOnly,
	})
	return web.Handler(web.Config{
		GraphQL: api, Dispatcher: p.dispatcher, Links: p.links, Tokens: tokens, Desk: desk, Providers: p.providers(), Twilio: p.twilio,
		Ready: p.store.Ready, Now: p.clock.Now, Wall: time.Now, Log: p.log, Demo: p.demo,
	})
}

// providers are where staff may sign in beside the desk.
func (p *platform) providers() *auth.Providers {
	const patience = 10 * time.Second
	return auth.NewProviders(p.settings.issuers, p.links, &http.Client{Timeout: patience})
}

// work runs the jobs until ctx ends.
func (p *platform) work(ctx context.Context) error {
	const sendersAtOnce = 8
	jobs, err := scheduler.New(scheduler.Config{
		Pool: p.pool, Dispatcher: p.dispatcher, Clock: p.clock, Zone: p.zone, Senders: sendersAtOnce, Log: p.log,
	})
	if err != nil {
		return err
	}
	return jobs.Run(ctx)
}

// unspool brings webhooks from the spool to the database whenever it is there, until ctx ends.
func (p *platform) unspool(ctx context.Context) error {
	const pause = time.Second
	ticks := time.NewTicker(pause)
	defer ticks.Stop()
	for {
		taken, err := p.dispatcher.TakeSpooled(ctx)
		if err != nil && ctx.Err() == nil {
			p.log.Warn("webhooks wait in the spool", "error", err)
		}
		for name, n := range taken {
			p.log.Info("spool", name, n)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticks.C:
		}
	}
}

// serve answers on a listener until ctx ends, then lets open requests finish. Streams have
// no end of their own: there is no limit on writing, and they are cut after a moment.
func (p *platform) serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	const headers, idle, grace, drain = 10 * time.Second, 2 * time.Minute, time.Second, 5 * time.Second
	base, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headers, IdleTimeout: idle,
		BaseContext: func(net.Listener) context.Context { return base },
		ErrorLog:    slog.NewLogLogger(p.log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	defer time.AfterFunc(grace, cut).Stop()
	soft, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := server.Shutdown(soft); err != nil {
		p.log.Warn("requests were cut", "error", err)
	}
	err := server.Close()
	if last := <-ended; !errors.Is(last, http.ErrServerClosed) {
		err = errors.Join(err, last)
	}
	if err != nil {
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}

// together runs parts until ctx ends or one fails, and waits for all of them.
func together(ctx context.Context, runs ...func(context.Context) error) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, run := range runs {
		group.Go(func() error { return run(ctx) })
	}
	return group.Wait()
}
