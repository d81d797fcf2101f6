package db

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// ErrSchema says that the database's schema is not the one this program was built for.
var ErrSchema = errors.New("the database's schema is not up to date: run tiepsuc migrate up")

// Ready tells whether the database answers and has this program's schema and queue.
func (s *Store) Ready(ctx context.Context) error {
	const query = `
		SELECT
			(SELECT max(version_id) FROM goose_db_version WHERE is_applied),
			(SELECT max(version) FROM ` + JobSchema + `.river_migration)`
	wantSchema, err := newestMigration()
	if err != nil {
		return err
	}
	wantQueue, err := newestQueueMigration()
	if err != nil {
		return err
	}
	if err := s.Ping(ctx); err != nil {
		return err
	}
	var schema, queue int
	if err := s.conn.QueryRow(ctx, query).Scan(&schema, &queue); err != nil {
		return fmt.Errorf("%w (%w)", ErrSchema, err)
	}
	if schema != wantSchema || queue != wantQueue {
		return fmt.Errorf("%w (steps %d and %d of %d and %d)", ErrSchema, schema, queue, wantSchema, wantQueue)
	}
	return nil
}

// Clock is the database's own time, to be compared with the program's.
func (s *Store) Clock(ctx context.Context) (time.Time, error) {
	var now time.Time
	if err := s.conn.QueryRow(ctx, "SELECT clock_timestamp()").Scan(&now); err != nil {
		return time.Time{}, fmt.Errorf("read the database's clock: %w", translate(err))
	}
	return now, nil
}

func newestMigration() (int, error) {
	files, err := Migrations()
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	number, _, _ := strings.Cut(names[len(names)-1], "_")
	version, err := strconv.Atoi(number)
	if err != nil {
		return 0, fmt.Errorf("number of migration %s: %w", names[len(names)-1], err)
	}
	return version, nil
}

func newestQueueMigration() (int, error) {
	migrate, err := rivermigrate.New(riverpgxv5.New(nil), &rivermigrate.Config{Schema: JobSchema})
	if err != nil {
		return 0, fmt.Errorf("read the queue's migrations: %w", err)
	}
	all := migrate.AllVersions()
	return all[len(all)-1].Version, nil
}

// Analyze brings the planner's statistics up to date after a bulk load, which would
// otherwise be slow to read for the first minute.
func (s *Store) Analyze(ctx context.Context) error {
	if _, err := s.conn.Exec(ctx, "ANALYZE"); err != nil {
		return fmt.Errorf("analyze: %w", translate(err))
	}
	return nil
}
