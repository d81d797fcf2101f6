// Package localpg runs a private PostgreSQL server from the binaries that are installed:
// a cluster of its own in a folder of its own, reached over a Unix socket in that folder.
// It never downloads anything and never touches a cluster that it didn't create.
//
// The server dies with the program, also by kill −9 where the system can promise that
// (Linux); elsewhere the next Start stops what the last one left.
package localpg

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Options say where and how. Dir holds the cluster and is created. Fast gives up safety
// against a crash of the machine for speed: for tests only. Log takes the server's log.
type Options struct {
	Dir  string
	Fast bool
	Log  io.Writer
}

// Server is a running PostgreSQL.
type Server struct {
	dir    string
	cmd    *exec.Cmd
	owner  owner
	exited chan struct{} // closed once exit is known
	exit   error
	lock   *os.File
}

// ErrInUse says that another program runs a server in the folder.
var ErrInUse = errors.New("another program is using this folder")

const (
	dataName   = "data"
	markerName = "tiepsuc-cluster"
	port       = "5432" // names the socket; nothing listens on TCP
	startLimit = 60 * time.Second
)

// Start makes the cluster when there is none and starts its server; it returns when the
// server takes connections.
func Start(ctx context.Context, options Options) (*Server, error) {
	bin, err := findBinaries()
	if err != nil {
		return nil, err
	}
	s := &Server{dir: options.Dir, exited: make(chan struct{})}
	if s.owner, err = clusterOwner(); err != nil {
		return nil, err
	}
	if err := s.prepare(); err != nil {
		return nil, err
	}
	if err := s.ready(ctx, bin, options); err != nil {
		return nil, errors.Join(err, s.lock.Close())
	}
	return s, nil
}

func (s *Server) ready(ctx context.Context, bin string, options Options) error {
	if err := s.stopLeftover(ctx); err != nil {
		return err
	}
	if err := s.initialise(ctx, bin, options.Fast); err != nil {
		return err
	}
	if err := s.launch(bin, options); err != nil {
		return err
	}
	return s.await(ctx)
}

// URL is the address of a database of this server.
func (s *Server) URL(database string) string {
	query := url.Values{"host": {s.dir}, "port": {port}, "user": {"postgres"}, "sslmode": {"disable"}}
	return "postgres:///" + database + "?" + query.Encode()
}

// Stop ends the server in order, within what ctx allows, else at once.
func (s *Server) Stop(ctx context.Context) error {
	defer s.lock.Close()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stop postgres: %w", err)
	}
	select {
	case <-s.exited:
		return nil
	case <-ctx.Done():
		return errors.Join(fmt.Errorf("stop postgres: %w", ctx.Err()), s.cmd.Process.Kill())
	}
}

// prepare makes the folder, marks it as ours and locks it.
func (s *Server) prepare() error {
	dir, err := filepath.Abs(s.dir)
	if err != nil {
		return fmt.Errorf("database folder: %w", err)
	}
	s.dir = dir
	const longestSocketPath = 107
	if len(dir)+len("/.s.PGSQL.")+len(port) > longestSocketPath {
		return fmt.Errorf("database folder %s: the path is too long for a socket, choose a shorter one", dir)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // the server's user must reach it
		return fmt.Errorf("database folder: %w", err)
	}
	if err := s.mark(); err != nil {
		return err
	}
	if err := s.owner.own(dir); err != nil {
		return err
	}
	return s.takeLock()
}

// mark refuses a folder that holds things which aren't ours.
func (s *Server) mark() error {
	marker := filepath.Join(s.dir, markerName)
	if _, err := os.Stat(marker); err == nil {
		return nil
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return fmt.Errorf("database folder: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("database folder %s holds files that this program did not make; choose an empty one", s.dir)
	}
	if err := os.WriteFile(marker, []byte("made by tiepsuc; delete the folder to start afresh\n"), 0o600); err != nil {
		return fmt.Errorf("mark the database folder: %w", err)
	}
	return nil
}

func (s *Server) takeLock() error {
	file, err := os.OpenFile(filepath.Join(s.dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("lock the database folder: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return errors.Join(fmt.Errorf("database folder %s: %w", s.dir, ErrInUse), file.Close())
	}
	s.lock = file
	return nil
}

// initialise makes the cluster beside its final place, so that an interrupted attempt can't
// leave half of one there.
func (s *Server) initialise(ctx context.Context, bin string, fast bool) error {
	data := filepath.Join(s.dir, dataName)
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err == nil {
		return nil
	}
	half := data + ".init"
	if err := os.RemoveAll(half); err != nil {
		return fmt.Errorf("clear a half-made cluster: %w", err)
	}
	args := []string{"-D", half, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"}
	if runtime.GOOS == "darwin" {
		args[len(args)-1] = "--locale=C"
	}
	if fast {
		args = append(args, "--no-sync")
	}
	cmd := s.owner.command(ctx, filepath.Join(bin, "initdb"), args...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, strings.TrimSpace(string(out)))
	}
	if err := os.Rename(half, data); err != nil {
		return fmt.Errorf("put the cluster in place: %w", err)
	}
	return nil
}

// launch starts the server from a thread that lives as long as it: the death signal of a
// child is bound to the thread that made it.
func (s *Server) launch(bin string, options Options) error {
	args := []string{"-D", filepath.Join(s.dir, dataName), "-k", s.dir, "-p", port, "-c", "listen_addresses=", "-c", "max_connections=200"}
	if options.Fast {
		args = append(args, "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
	}
	s.cmd = s.owner.command(context.Background(), filepath.Join(bin, "postgres"), args...)
	s.cmd.Stdout, s.cmd.Stderr = options.Log, options.Log
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := s.cmd.Start()
		started <- err
		if err == nil {
			s.exit = s.cmd.Wait()
			close(s.exited)
		}
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start postgres: %w", err)
	}
	return nil
}

// await watches the pid file, whose eighth line says when the server is ready.
func (s *Server) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	for {
		if lines := s.pidFile(); len(lines) >= 8 && lines[0] == strconv.Itoa(s.cmd.Process.Pid) && strings.TrimSpace(lines[7]) == "ready" {
			return nil
		}
		select {
		case <-s.exited:
			return fmt.Errorf("postgres ended at once: %w", s.exit)
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("wait for postgres: %w", ctx.Err()), s.cmd.Process.Kill())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (s *Server) pidFile() []string {
	raw, err := os.ReadFile(filepath.Join(s.dir, dataName, "postmaster.pid"))
	if err != nil {
		return nil
	}
	return strings.Split(string(raw), "\n")
}

// stopLeftover ends a server that a killed program left in our folder: it holds our lock's
// place no more, but may still be shutting down.
func (s *Server) stopLeftover(ctx context.Context) error {
	lines := s.pidFile()
	if len(lines) < 2 || lines[1] != filepath.Join(s.dir, dataName) {
		return nil
	}
	pid, err := strconv.Atoi(lines[0])
	if err != nil || !isPostgres(pid) {
		return nil //nolint:nilerr // a file that names no server leaves none to stop
	}
	if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("stop the server left from last time: %w", err)
	}
	for syscall.Kill(pid, 0) == nil {
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the server left from last time: %w", ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
	return nil
}

// isPostgres guards against a pid that now belongs to somebody else.
func isPostgres(pid int) bool {
	out, err := exec.Command("ps", "-o", "comm=", "-p", strconv.Itoa(pid)).Output() //nolint:noctx // ends at once
	return err == nil && strings.Contains(string(out), "postgres")
}
