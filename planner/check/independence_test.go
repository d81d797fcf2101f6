package check_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// formats are the names of package planner that describe its files. The checker may use
// these and nothing else of it: a rule that both read from one place could be wrong in both.
func formats() []string {
	return []string{"Problem", "Plan", "Commune", "Person", "Shift", "Role", "Window", "Assignment", "Prices"}
}

func TestTheCheckerSharesNoRuleWithThePlanner(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, used := range usedOf(file, "planner") {
			if found++; !slices.Contains(formats(), used) {
				t.Errorf("%s uses planner.%s", name, used)
			}
		}
	}
	if found == 0 {
		t.Error("found no use of package planner at all")
	}
}

// usedOf lists what a file takes from a package.
func usedOf(file *ast.File, pkg string) []string {
	var used []string
	ast.Inspect(file, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			if of, ok := selector.X.(*ast.Ident); ok && of.Name == pkg {
				used = append(used, selector.Sel.Name)
			}
		}
		return true
	})
	return used
}

// Methods come along with the types that have them: none of planner's may be called.
func TestTheCheckerCallsNoMethodOfAFormat(t *testing.T) {
	t.Parallel()
	methods := []string{"Gap", "Hash", "MarshalJSON"}
	for _, name := range []string{"check.go", "score.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if selector, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains(methods, selector.Sel.Name) {
					t.Errorf("%s calls %s", name, selector.Sel.Name)
				}
			}
			return true
		})
	}
}
