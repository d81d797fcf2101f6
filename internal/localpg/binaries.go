package localpg

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// ErrNoBinaries says that PostgreSQL's server isn't installed; its text says how to.
type ErrNoBinaries struct{ Install string }

func (e *ErrNoBinaries) Error() string {
	return "PostgreSQL's server is not installed; install it with: " + e.Install
}

func noBinaries() error {
	if runtime.GOOS == "darwin" {
		return &ErrNoBinaries{Install: "brew install postgresql@17"}
	}
	if _, err := exec.LookPath("dnf"); err == nil {
		return &ErrNoBinaries{Install: "sudo dnf install postgresql-server postgresql-contrib"}
	}
	return &ErrNoBinaries{Install: "sudo apt-get install postgresql"}
}

// findBinaries is the folder with initdb and postgres: what PG_BINDIR says, what PATH has,
// else the newest of the usual places.
func findBinaries() (string, error) {
	if dir := os.Getenv("PG_BINDIR"); dir != "" {
		if !complete(dir) {
			return "", errors.New("PG_BINDIR " + dir + " lacks initdb or postgres")
		}
		return dir, nil
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		if target, err := filepath.EvalSymlinks(path); err == nil && complete(filepath.Dir(target)) {
			return filepath.Dir(target), nil
		}
	}
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin",
		"/usr/local/opt/postgresql@*/bin", "/Applications/Postgres.app/Contents/Versions/latest/bin",
	} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			continue
		}
		slices.SortFunc(found, newestFirst)
		for _, dir := range found {
			if complete(dir) {
				return dir, nil
			}
		}
	}
	return "", noBinaries()
}

// newestFirst compares by length before text, so that 15 is newer than 9.
func newestFirst(a, b string) int {
	if len(a) != len(b) {
		return len(b) - len(a)
	}
	return strings.Compare(b, a)
}

func complete(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.IsDir() {
			return false
		}
	}
	return true
}
