package graph_test

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/tiepsuc/tiepsuc/graph/gen"
)

func TestEverythingInTheSchemaIsDescribed(t *testing.T) {
	t.Parallel()
	for name, d := range gen.NewExecutableSchema(gen.Config{}).Schema().Types {
		if d.BuiltIn || strings.HasPrefix(name, "__") {
			continue
		}
		for path, description := range described(d) {
			if strings.TrimSpace(description) == "" {
				t.Errorf("%s has no description", path)
			}
		}
	}
}

// described are the descriptions of a type and of all that it holds, by their path.
func described(d *ast.Definition) map[string]string {
	all := map[string]string{d.Name: d.Description}
	for _, f := range d.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		path := d.Name + "." + f.Name
		all[path] = f.Description
		for _, a := range f.Arguments {
			all[path+"("+a.Name+")"] = a.Description
		}
	}
	for _, v := range d.EnumValues {
		all[d.Name+"."+v.Name] = v.Description
	}
	return all
}
