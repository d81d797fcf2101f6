// Command testpg runs a command with a throw-away PostgreSQL, named by TEST_DATABASE_URL:
//
//	go run ./internal/localpg/testpg go test ./...
//
// The server and its folder are gone when the command ends.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/localpg"
)

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: testpg COMMAND [ARGUMENT]…")
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code, err := with(ctx, args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testpg:", err)
		return 1
	}
	return code
}

func with(ctx context.Context, args []string) (int, error) {
	root := "/var/tmp"
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		root = "/dev/shm"
	}
	dir, err := os.MkdirTemp(root, "tiepsuc-testpg")
	if err != nil {
		return 1, fmt.Errorf("make a folder: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // the server's user must reach it
		return 1, fmt.Errorf("open the folder: %w", err)
	}
	server, err := localpg.Start(ctx, localpg.Options{Dir: filepath.Join(dir, "pg"), Fast: true})
	if err != nil {
		return 1, err
	}
	defer stopServer(server)
	cmd := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // that is what it is for
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), "TEST_DATABASE_URL="+server.URL("postgres"))
	err = cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return max(1, exit.ExitCode()), nil
	}
	return 0, err
}

func stopServer(server *localpg.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := server.Stop(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "testpg:", err)
	}
}
