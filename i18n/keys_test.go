package i18n_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/i18n"
)

// raised finds the keys of errors where they are made, and those of texts where they are
// asked for by their whole name.
var raised = []struct {
	pattern *regexp.Regexp
	key     string // with %s for what was found
}{
	{regexp.MustCompile(`roster\.Bad\([^"]*(?:"[^"]*"[^",]*)?, "([a-z_]+\.[a-z_.]+)"`), "error.%s"},
	{regexp.MustCompile(`roster\.Clash\("([a-z_]+\.[a-z_]+)"[,)]`), "error.%s"},
	{regexp.MustCompile(`roster\.Missing\("([a-z_]+)"\)`), "error.%s.not_found"},
	{regexp.MustCompile(`roster\.Denied\("([a-z_.]+)"\)`), "error.%s"},
	{regexp.MustCompile(`Key: "([a-z_.]+)", ?(?:Field|Args|Err)`), "error.%s"},
	{regexp.MustCompile(`fault\([^"]*"[^"]*"[^",]*, "([a-z_]+\.[a-z_]+)"`), "error.%s"},
	{regexp.MustCompile(`i18n\.Text\([a-zA-Z.()]+, "([a-z_.]+)"[,)]`), "%s"},
	{regexp.MustCompile(`"(match\.[a-z_.]+)"`), "%s"},
	{regexp.MustCompile(`{{t [$.a-zA-Z]+ "([a-z_.]+)"`), "%s"},
}

func TestEveryKeyInTheProgramHasItsWords(t *testing.T) {
	t.Parallel()
	found := 0
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git" || entry.Name() == "planner") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".html") && (!strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go")) {
			return nil
		}
		source, err := os.ReadFile(path) //nolint:gosec // our own sources
		if err != nil {
			return err
		}
		for _, r := range raised {
			for _, match := range r.pattern.FindAllStringSubmatch(string(source), -1) {
				found++
				if key := strings.Replace(r.key, "%s", match[1], 1); !i18n.Has(i18n.VI, key) {
					t.Errorf("%s: no text for %s", path, key)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	const atLeast = 100
	if found < atLeast {
		t.Errorf("only %d keys found: do the patterns still fit the sources?", found)
	}
}
