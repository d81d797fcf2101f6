package graph_test

import (
	"encoding/json"
	"slices"
	"strings"
)

// typeRef is a type of the schema as introspection wraps it.
type typeRef struct {
	Kind, Name string
	OfType     *typeRef
}

func (t typeRef) named() typeRef {
	if t.OfType != nil {
		return t.OfType.named()
	}
	return t
}

type schemaField struct {
	Name string
	Args []struct {
		Name         string
		DefaultValue *string
		Type         typeRef
	}
	Type typeRef
}

// schemaTree is what introspection tells: the fields of each type.
type schemaTree map[string][]schemaField

type rootField struct {
	root, path string
	takesFile  bool
	schemaField
}

// walkDepth is how many levels of objects a generated query reads.
const walkDepth = 4

func (w *world) introspect() schemaTree {
	w.Helper()
	const query = `{ __schema { types { name fields { name args { name defaultValue type { ...R } } type { ...R } } } } }
		fragment R on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`
	raw, err := json.Marshal(w.ask("department", query, nil).Data["__schema"])
	w.check(err)
	var told struct {
		Types []struct {
			Name   string
			Fields []schemaField
		}
	}
	w.check(json.Unmarshal(raw, &told))
	tree := schemaTree{}
	for _, t := range told.Types {
		tree[t.Name] = t.Fields
	}
	return tree
}

func (s schemaTree) rootFields() []rootField {
	var list []rootField
	for _, root := range []string{"Query", "Mutation", "Subscription"} {
		for _, f := range s[root] {
			r := rootField{root: root, path: root + "." + f.Name, schemaField: f}
			for _, a := range f.Args {
				r.takesFile = r.takesFile || a.Type.named().Name == "Upload"
			}
			list = append(list, r)
		}
	}
	return list
}

// call is the operation that reads everything below a field; of an interface what a row of the
// type on has.
func (s schemaTree) call(f rootField, args, on string) string {
	below := s.selection(f.Type, walkDepth, nil)
	if on != "" {
		below = " { ... on " + on + s.selection(typeRef{Kind: "OBJECT", Name: on}, walkDepth, nil) + " }"
	}
	return strings.ToLower(f.root) + " { " + f.Name + args + below + " }"
}

// selection reads all fields of a type, objects to a depth, none of them inside itself.
func (s schemaTree) selection(t typeRef, depth int, above []string) string {
	t = t.named()
	if t.Kind != "OBJECT" {
		return ""
	}
	above = append(slices.Clone(above), t.Name)
	parts := []string{"__typename"}
	for _, f := range s[t.Name] {
		child := f.Type.named()
		if child.Kind == "OBJECT" && (depth == 0 || slices.Contains(above, child.Name)) {
			continue
		}
		parts = append(parts, f.Name+arguments(f)+s.selection(f.Type, depth-1, above))
	}
	return " { " + strings.Join(parts, " ") + " }"
}

// arguments fills in what a field can't do without.
func arguments(f schemaField) string {
	var given []string
	for _, a := range f.Args {
		if a.Type.Kind == "NON_NULL" && a.DefaultValue == nil {
			given = append(given, a.Name+": "+map[string]string{"from": `"2026-11-27"`, "to": `"2026-11-27"`}[a.Name])
		}
	}
	if given == nil {
		return ""
	}
	return "(" + strings.Join(given, ", ") + ")"
}
