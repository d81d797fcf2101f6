package floors_test

import (
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/internal/floors"
)

const (
	root   = "../.."
	module = "github.com/tiepsuc/tiepsuc/"
)

func TestEveryPackageHasAFloorAndImportsLowerOnesOnly(t *testing.T) {
	t.Parallel()
	known := map[string]floors.Package{}
	for _, p := range floors.Packages() {
		known[p.Path] = p
	}
	seen := map[string]bool{}
	for path, imports := range tree(t) {
		here, listed := known[path]
		if !listed {
			t.Errorf("%s has no floor: give it one in floors.go", path)
			continue
		}
		seen[path] = true
		for _, imported := range imports {
			below, ours := strings.CutPrefix(imported, module)
			if !ours || slices.Contains(here.Siblings, below) {
				continue
			}
			if there := known[below]; here.Floor == floors.Off || there.Floor == floors.Off || there.Floor >= here.Floor {
				t.Errorf("%s (floor %d) imports %s (floor %d): imports go down only", path, here.Floor, below, there.Floor)
			}
		}
	}
	for path := range known {
		if !seen[path] {
			t.Errorf("%s has a floor but isn't there any more", path)
		}
	}
}

func TestThirdPartiesStayWithinTheirFences(t *testing.T) {
	t.Parallel()
	packages := tree(t)
	for _, fence := range floors.Fences() {
		used := false
		for path, imports := range packages {
			for _, imported := range imports {
				if imported != strings.TrimSuffix(fence.Module, "/") && !strings.HasPrefix(imported, strings.TrimSuffix(fence.Module, "/")+"/") {
					continue
				}
				used = true
				if !slices.Contains(fence.Only, path) {
					t.Errorf("%s imports %s: %s", path, imported, fence.Why)
				}
			}
		}
		if !used {
			t.Errorf("nobody uses %s any more: take its fence down", fence.Module)
		}
	}
}

// tree reads the imports of every package of the module, tests left out.
func tree(t *testing.T) map[string][]string {
	t.Helper()
	packages := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if name := entry.Name(); path != root && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata" || name == "tools") {
			return filepath.SkipDir
		}
		found, err := build.ImportDir(path, 0)
		if err != nil || len(found.GoFiles) == 0 {
			return nil //nolint:nilerr // a folder without Go in it
		}
		rel, err := filepath.Rel(root, path)
		packages[filepath.ToSlash(rel)] = found.Imports
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const atLeast = 15
	if len(packages) < atLeast {
		t.Fatalf("only %d packages found", len(packages))
	}
	return packages
}
