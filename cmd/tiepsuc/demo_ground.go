package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/localpg"
)

// ground is what a demo stands on: a folder of its own and a database.
type ground struct {
	dir    string
	url    string
	lock   *os.File
	server *localpg.Server // nil on a database that was there before
}

// openGround takes the folder, and a private database when external is empty. fresh begins
// anew, which only ever deletes what a demo has made in its folder.
func openGround(ctx context.Context, dir, external string, fresh bool) (*ground, error) {
	if dir == "" {
		var err error
		if dir, err = defaultDir(external); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(dir, 0o711); err != nil { //nolint:gosec // the database's user must pass through
		return nil, fmt.Errorf("make the demo's folder: %w", err)
	}
	g := &ground{dir: dir, url: external}
	if err := g.takeLock(ctx); err != nil {
		return nil, err
	}
	if err := g.openDatabase(ctx, fresh); err != nil {
		return nil, errors.Join(err, g.lock.Close())
	}
	return g, nil
}

// defaultDir is where a demo lives unless told: under root a folder that the database's
// own user can reach, else the user's cache. Each external database has a folder of its own.
func defaultDir(external string) (string, error) {
	base := "/var/tmp"
	if os.Geteuid() != 0 {
		var err error
		if base, err = os.UserCacheDir(); err != nil {
			return "", fmt.Errorf("find a folder for the demo (--dir names one): %w", err)
		}
	}
	name := "tiepsuc-demo"
	if external != "" {
		sum := sha256.Sum256([]byte(external))
		name += "-" + hex.EncodeToString(sum[:4])
	}
	return filepath.Join(base, name), nil
}

// takeLock refuses a folder in which another demo runs. The lock goes with the process,
// however it ends; one that is being killed may need a moment for that.
func (g *ground) takeLock(ctx context.Context) error {
	lock, err := os.OpenFile(g.path("lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("open the demo's folder: %w", err)
	}
	const patience, pause = 3 * time.Second, 50 * time.Millisecond
	for waited := time.Duration(0); ; waited += pause {
		err = syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			g.lock = lock
			return nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return errors.Join(fmt.Errorf("lock the demo's folder: %w", err), lock.Close())
		}
		if waited >= patience || ctx.Err() != nil {
			return errors.Join(fmt.Errorf("another demo is running in %s: stop it, or choose another --dir", g.dir), lock.Close())
		}
		time.Sleep(pause)
	}
}

func (g *ground) openDatabase(ctx context.Context, fresh bool) error {
	if g.url != "" {
		return nil
	}
	cluster := g.path("pg")
	if fresh {
		if err := localpg.Remove(ctx, cluster); err != nil {
			return fmt.Errorf("begin anew: %w", err)
		}
	}
	server, err := localpg.Start(ctx, localpg.Options{Dir: cluster})
	if missing, ok := errors.AsType[*localpg.ErrNoBinaries](err); ok {
		return usageError(missing)
	}
	if err != nil {
		return fmt.Errorf("start a private PostgreSQL: %w", err)
	}
	g.server, g.url = server, server.URL("postgres")
	return nil
}

// forget removes what belongs to an earlier campaign: its clock and its phones' texts. It
// is called when the database has none.
func (g *ground) forget() error {
	for _, name := range []string{clockFile, textsFile} {
		if err := os.Remove(g.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("begin anew: %w", err)
		}
	}
	return nil
}

// The files of a demo's folder.
const (
	clockFile   = "clock.json"
	textsFile   = "texts.jsonl"
	secretsFile = "secrets.json"
	spoolDir    = "spool"
	portFile    = "port"
	logFile     = "log"
)

func (g *ground) path(name string) string { return filepath.Join(g.dir, name) }

// close stops the private database and frees the folder.
func (g *ground) close() error {
	const patience = 10 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var err error
	if g.server != nil {
		err = g.server.Stop(ctx)
	}
	return errors.Join(err, g.lock.Close())
}
