package localpg_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/internal/localpg"
)

// childDir makes this test binary run a server and wait to be killed.
const childDir = "LOCALPG_TEST_CHILD_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		s, err := localpg.Start(context.Background(), localpg.Options{Dir: dir})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(s.URL("postgres"))
		select {}
	}
	os.Exit(m.Run())
}

// folder is a short path that the server's user can reach, also for root.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/var/tmp", "localpg")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // the server's user must reach it
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "pg")
}

func start(t *testing.T, dir string) *localpg.Server {
	t.Helper()
	s, err := localpg.Start(t.Context(), localpg.Options{Dir: dir, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func stop(t *testing.T, s *localpg.Server) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := s.Stop(ctx); err != nil {
		t.Fatal(err)
	}
}

func exec1(t *testing.T, url, sql string) error {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		return err
	}
	defer conn.Close(context.Background())
	_, err = conn.Exec(t.Context(), sql)
	return err
}

func TestDataOutlivesARestart(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	first := start(t, dir)
	if err := exec1(t, first.URL("postgres"), "CREATE TABLE kept ()"); err != nil {
		t.Fatal(err)
	}
	stop(t, first)
	second := start(t, dir)
	defer stop(t, second)
	if err := exec1(t, second.URL("postgres"), "SELECT FROM kept"); err != nil {
		t.Error(err)
	}
}

func TestAFolderInUseIsRefused(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s := start(t, dir)
	defer stop(t, s)
	if _, err := localpg.Start(t.Context(), localpg.Options{Dir: dir, Fast: true}); !errors.Is(err, localpg.ErrInUse) {
		t.Errorf("got %v, want %v", err, localpg.ErrInUse)
	}
}

func TestAFolderWithOthersFilesIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	if err := os.MkdirAll(filepath.Join(dir, "data"), 0o755); err != nil { //nolint:gosec // as above
		t.Fatal(err)
	}
	if s, err := localpg.Start(t.Context(), localpg.Options{Dir: dir, Fast: true}); err == nil {
		stop(t, s)
		t.Error("a folder with somebody else's files was taken")
	}
}

func TestAnInterruptedInitIsDoneAgain(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	stop(t, start(t, dir))
	data := filepath.Join(dir, "data")
	if err := os.Rename(data, data+".init"); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(data+".init", "global", "pg_control")); err != nil {
		t.Fatal(err)
	}
	s := start(t, dir)
	defer stop(t, s)
	if err := exec1(t, s.URL("postgres"), "SELECT 1"); err != nil {
		t.Error(err)
	}
}

func TestAKilledProgramLeavesNothingInTheWay(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	child := exec.Command(os.Args[0]) //nolint:gosec,noctx // ourselves, killed below
	child.Env = append(os.Environ(), childDir+"="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	if err := exec1(t, line[:len(line)-1], "CREATE TABLE kept ()"); err != nil {
		t.Fatal(err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	s := start(t, dir)
	defer stop(t, s)
	if err := exec1(t, s.URL("postgres"), "SELECT FROM kept"); err != nil {
		t.Errorf("after kill -9: %v", err)
	}
}
