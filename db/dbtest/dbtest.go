// Package dbtest gives tests a PostgreSQL with the newest schema: a transaction that is
// rolled back, or a database of their own, cloned from a template in some tens of
// milliseconds.
//
// The cluster is the one at TEST_DATABASE_URL, which `make test` starts once for all
// packages; without it each test binary starts its own. The template's name carries a hash
// of the migrations: it is made under another name, by one process at a time, and renamed
// when it is whole, so that a killed run can't leave half a template.
package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/internal/localpg"
)

// cluster is what all tests of one binary share.
type cluster struct {
	url      string
	template string
	shared   *pgxpool.Pool
}

var (
	theCluster = sync.OnceValues(open) //nolint:gochecknoglobals // one server for all tests of a binary
	clones     atomic.Int64            //nolint:gochecknoglobals // numbers the clones
)

// Store is a Store in a transaction that is rolled back when the test ends.
func Store(t *testing.T) *db.Store {
	t.Helper()
	tx, err := must(t).shared.Begin(context.Background())
	if err != nil {
		t.Fatalf("begin: %v", err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.Background()) })
	store, err := db.WithTx(tx)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// Pool is a pool on a database of the test's own, dropped when the test ends: for races,
// several connections, LISTEN and whole programs.
func Pool(tb testing.TB) *pgxpool.Pool {
	tb.Helper()
	pool, err := pgxpool.New(context.Background(), URL(tb))
	if err != nil {
		tb.Fatalf("open clone: %v", err)
	}
	tb.Cleanup(pool.Close)
	return pool
}

// Content stands for all rows of all tables of a database: it is the same as long as nothing has
// changed.
func Content(t *testing.T, pool *pgxpool.Pool) string {
	t.Helper()
	const query = `
		SELECT string_agg(t.tablename || md5(query_to_xml(format('SELECT * FROM %I.%I ORDER BY 1', t.schemaname, t.tablename), true, false, '')::text), ' '
		                  ORDER BY t.schemaname, t.tablename)
		FROM pg_tables t
		WHERE t.schemaname = 'public'`
	var content string
	if err := pool.QueryRow(t.Context(), query).Scan(&content); err != nil {
		t.Fatalf("read the content of the database: %v", err)
	}
	return content
}

// CloneStore is a Store on a database of the test's own.
func CloneStore(t *testing.T) *db.Store {
	t.Helper()
	store, err := db.New(Pool(t))
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// URL is the address of a database of the test's own.
func URL(tb testing.TB) string {
	tb.Helper()
	c := must(tb)
	name := fmt.Sprintf("%s_%d_%d", c.template, os.Getpid(), clones.Add(1))
	create := fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY", name, c.template)
	if err := admin(c.url, create); err != nil {
		tb.Fatalf("clone the template: %v", err)
	}
	tb.Cleanup(func() {
		if err := admin(c.url, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			tb.Errorf("drop clone: %v", err)
		}
	})
	return withDatabase(c.url, name)
}

func must(tb testing.TB) *cluster {
	tb.Helper()
	c, err := theCluster()
	if err != nil {
		tb.Fatalf("test database: %v", err)
	}
	return c
}

func open() (*cluster, error) {
	address := os.Getenv("TEST_DATABASE_URL")
	if address == "" {
		var err error
		if address, err = ownServer(); err != nil {
			return nil, err
		}
	}
	name, err := templateName()
	if err != nil {
		return nil, err
	}
	c := &cluster{url: address, template: name}
	if err := c.ensureTemplate(); err != nil {
		return nil, err
	}
	shared := fmt.Sprintf("%s_%d_shared", name, os.Getpid())
	if err := admin(address, fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY", shared, name)); err != nil {
		return nil, err
	}
	c.shared, err = pgxpool.New(context.Background(), withDatabase(address, shared))
	return c, err
}

// ownServer starts a server that lives as long as this process: it gets its death signal.
func ownServer() (string, error) {
	root := "/var/tmp"
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		root = "/dev/shm"
	}
	dir, err := os.MkdirTemp(root, "tiepsuc-test")
	if err != nil {
		return "", fmt.Errorf("folder of the test database: %w", err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // the server's user must reach it
		return "", fmt.Errorf("folder of the test database: %w", err)
	}
	removeOld(root)
	server, err := localpg.Start(context.Background(), localpg.Options{Dir: filepath.Join(dir, "pg"), Fast: true})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, "pid"), []byte(strconv.Itoa(os.Getpid())), 0o600); err != nil {
		return "", fmt.Errorf("folder of the test database: %w", err)
	}
	return server.URL("postgres"), nil
}

// removeOld takes away the folders of test binaries that have ended: their servers died with them.
func removeOld(root string) {
	pids, err := filepath.Glob(filepath.Join(root, "tiepsuc-test*", "pid"))
	if err != nil {
		return
	}
	for _, path := range pids {
		raw, err := os.ReadFile(path) //nolint:gosec // our own folders
		if err != nil {
			continue
		}
		if _, err := os.Stat(filepath.Join("/proc", string(raw))); os.IsNotExist(err) {
			_ = os.RemoveAll(filepath.Dir(path))
		}
	}
}

func templateName() (string, error) {
	files, err := db.Migrations()
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	err = fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(files, path)
		hash.Write(raw)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("hash the migrations: %w", err)
	}
	return "tpl_" + hex.EncodeToString(hash.Sum(nil)[:6]), nil
}

func (c *cluster) ensureTemplate() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.url)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer conn.Close(context.Background())
	// Sessions of other test binaries wait here until the first has made the template.
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(hashtext('tiepsuc-template'))"); err != nil {
		return fmt.Errorf("lock the template: %w", err)
	}
	var there bool
	if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", c.template).Scan(&there); err != nil || there {
		return err
	}
	half := c.template + "_wip"
	if _, err := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+half+" WITH (FORCE)"); err != nil {
		return fmt.Errorf("clear a half-made template: %w", err)
	}
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+half); err != nil {
		return fmt.Errorf("make the template: %w", err)
	}
	if err := db.Migrate(ctx, withDatabase(c.url, half)); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "ALTER DATABASE "+half+" RENAME TO "+c.template); err != nil {
		return fmt.Errorf("name the template: %w", err)
	}
	return nil
}

func admin(address, sql string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(context.Background())
	_, err = conn.Exec(ctx, sql)
	return err
}

func withDatabase(address, name string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.Path = "/" + name
	return u.String()
}
