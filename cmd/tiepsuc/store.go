package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/db"
)

// openStore opens the database with enough connections for requests, jobs and the feed.
func openStore(ctx context.Context, url string) (*pgxpool.Pool, *db.Store, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, nil, errors.New("DATABASE_URL is not an address of PostgreSQL") // the cause would show the password
	}
	const connections = 24
	config.MaxConns = max(config.MaxConns, connections)
	// Compiling a query, or starting processes for it, takes longer than any of ours runs.
	config.ConnConfig.RuntimeParams["jit"] = "off"
	config.ConnConfig.RuntimeParams["max_parallel_workers_per_gather"] = "0"
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, nil, fmt.Errorf("open database: %w", err)
	}
	store, err := db.New(pool)
	if err != nil {
		pool.Close()
		return nil, nil, err
	}
	return pool, store, nil
}

// withStore runs do on the database of DATABASE_URL.
func withStore(env *Env, do func(store *db.Store) error) error {
	url, err := databaseURL(env.Getenv)
	if err != nil {
		return usageError(err)
	}
	pool, store, err := openStore(env.Ctx, url)
	if err != nil {
		return err
	}
	defer pool.Close()
	return do(store)
}
