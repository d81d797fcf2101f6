package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/internal/localpg"
)

// yard is where simulations run: a private PostgreSQL in a folder that is deleted with it,
// and a migrated database in it of which each run gets a copy.
type yard struct {
	dir    string
	server *localpg.Server

	mu   sync.Mutex // copies are made one after the other
	made int
}

// field is one run's own database.
type field struct {
	name  string
	pool  *pgxpool.Pool
	store *db.Store
}

const yardTemplate = "simulation"

func openYard(ctx context.Context) (*yard, error) {
	root := "/var/tmp"
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		root = "/dev/shm"
	}
	dir, err := os.MkdirTemp(root, "tiepsuc-sim")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the simulation: %w", err)
	}
	if err := os.Chmod(dir, 0o711); err != nil { //nolint:gosec // the database's user must pass through
		return nil, errors.Join(fmt.Errorf("open the simulation's folder: %w", err), os.RemoveAll(dir))
	}
	y := &yard{dir: dir}
	if y.server, err = localpg.Start(ctx, localpg.Options{Dir: filepath.Join(dir, "pg"), Fast: true}); err != nil {
		if missing, ok := errors.AsType[*localpg.ErrNoBinaries](err); ok {
			err = usageError(missing)
		}
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	err = db.Create(ctx, y.server.URL("postgres"), yardTemplate)
	if err == nil {
		err = db.Migrate(ctx, y.server.URL(yardTemplate))
	}
	if err != nil {
		return nil, errors.Join(err, y.close())
	}
	return y, nil
}

// with does something on a database of its own, and deletes it.
func (y *yard) with(ctx context.Context, do func(field) error) error {
	f, err := y.open(ctx)
	if err != nil {
		return err
	}
	err = do(f)
	f.pool.Close()
	return errors.Join(err, db.Drop(context.WithoutCancel(ctx), y.server.URL("postgres"), f.name))
}

func (y *yard) open(ctx context.Context) (field, error) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.made++
	f := field{name: fmt.Sprintf("run%d", y.made)}
	if err := db.CreateFrom(ctx, y.server.URL("postgres"), yardTemplate, f.name); err != nil {
		return f, err
	}
	var err error
	f.pool, f.store, err = openStore(ctx, y.server.URL(f.name)+"&synchronous_commit=off&plan_cache_mode=force_generic_plan")
	return f, err
}

// close stops the server and deletes its folder.
func (y *yard) close() error {
	const patience = 10 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return errors.Join(y.server.Stop(ctx), os.RemoveAll(y.dir))
}
