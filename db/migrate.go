package db

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are the numbered SQL files, for a test database to be named after.
func Migrations() (fs.FS, error) { return fs.Sub(migrations, "migrations") }

// Migrate brings the database at url to the newest schema, the queue's own included. Two
// nodes that start together do it once.
func Migrate(ctx context.Context, url string) error {
	pool, err := pgxpool.New(ctx, url)
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	defer pool.Close()
	conn := stdlib.OpenDBFromPool(pool)
	defer conn.Close()
	provider, err := migrator(conn)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return migrateQueue(ctx, pool)
}

// Migration is one step of the schema and whether the database has it.
type Migration struct {
	Version int64
	Name    string
	Applied bool
}

// MigrationStatus lists the steps of the schema in order.
func MigrationStatus(ctx context.Context, url string) ([]Migration, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	conn := stdlib.OpenDB(*config)
	defer conn.Close()
	provider, err := migrator(conn)
	if err != nil {
		return nil, err
	}
	states, err := provider.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the schema's state: %w", err)
	}
	steps := make([]Migration, len(states))
	for i, s := range states {
		steps[i] = Migration{Version: s.Source.Version, Name: s.Source.Path, Applied: s.State == goose.StateApplied}
	}
	return steps, nil
}

func migrator(conn *sql.DB) (*goose.Provider, error) {
	files, err := Migrations()
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return nil, fmt.Errorf("prepare the migration lock: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, conn, files, goose.WithSessionLocker(locker))
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return provider, nil
}

// migrateQueue lays the queue's tables in a schema of their own, under a lock that makes
// nodes wait for each other. The queue's steps need transactions of their own: one step
// uses what the one before it has committed.
func migrateQueue(ctx context.Context, pool *pgxpool.Pool) error {
	err := pool.AcquireFunc(ctx, func(held *pgxpool.Conn) error {
		const lock = `SELECT pg_advisory_lock(hashtext('tiepsuc-queue-schema'))`
		if _, err := held.Exec(ctx, lock); err != nil {
			return err
		}
		defer unlockQueue(ctx, held)
		if _, err := held.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+JobSchema); err != nil {
			return err
		}
		migrate, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: JobSchema})
		if err != nil {
			return err
		}
		_, err = migrate.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return err
	})
	if err != nil {
		return fmt.Errorf("migrate the queue: %w", err)
	}
	return nil
}

// unlockQueue lets the next node in. Closing the connection would do so too.
func unlockQueue(ctx context.Context, held *pgxpool.Conn) {
	const unlock = `SELECT pg_advisory_unlock(hashtext('tiepsuc-queue-schema'))`
	_, _ = held.Exec(context.WithoutCancel(ctx), unlock)
}
