package sim_test

import (
	"go/build"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The twin proves nothing when it has rules of its own: it may neither reach into the tables
// nor decide whom to ask, by which text, or with which plan.
func TestTheSimulatorHoldsNoSQLAndDecidesNothing(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	forbidden := regexp.MustCompile(`(?s)\bSELECT\b|\bINSERT INTO\b|\bUPDATE \w+\s+SET\b|\bDELETE FROM\b|match\.(Against|Rank|Eligible|HowMany|ModeFor|Deadline|DefaultRules)\b|planner\.|dispatcher\.(Ask|Assign|Release)\(`)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file) //nolint:gosec // our own sources
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.Find(text); found != nil {
			t.Errorf("%s: %q belongs below", file, found)
		}
	}
}

func TestTheSimulatorReachesTheDatabaseThroughTheStoreAlone(t *testing.T) {
	t.Parallel()
	pkg, err := build.ImportDir(".", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range pkg.Imports {
		if strings.Contains(path, "pgx") || slices.Contains([]string{"database/sql", "github.com/tiepsuc/tiepsuc/planner"}, path) {
			t.Errorf("imports %s", path)
		}
	}
}
