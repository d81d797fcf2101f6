package graph

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// plain is what a document says, however it is written: without spaces and comments, and with what
// has no order sorted. The list of the app's operations has its fields sorted, what the app sends
// hasn't.
func plain(doc *ast.QueryDocument) string {
	var parts []string
	for _, op := range doc.Operations {
		parts = append(parts, string(op.Operation)+" "+op.Name+plainVariables(op.VariableDefinitions)+plainDirectives(op.Directives)+plainSet(op.SelectionSet))
	}
	for _, f := range doc.Fragments {
		parts = append(parts, "fragment "+f.Name+" on "+f.TypeCondition+plainVariables(f.VariableDefinition)+plainDirectives(f.Directives)+plainSet(f.SelectionSet))
	}
	return sorted(parts, "\n")
}

func plainSet(set ast.SelectionSet) string {
	parts := make([]string, len(set))
	for i, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			parts[i] = s.Alias + ":" + s.Name + plainArguments(s.Arguments) + plainDirectives(s.Directives) + plainSet(s.SelectionSet)
		case *ast.InlineFragment:
			parts[i] = "...on " + s.TypeCondition + plainDirectives(s.Directives) + plainSet(s.SelectionSet)
		case *ast.FragmentSpread:
			parts[i] = "..." + s.Name + plainDirectives(s.Directives)
		}
	}
	return "{" + sorted(parts, " ") + "}"
}

func plainArguments(list ast.ArgumentList) string {
	parts := make([]string, len(list))
	for i, a := range list {
		parts[i] = a.Name + ":" + a.Value.String()
	}
	return "(" + sorted(parts, ",") + ")"
}

func plainVariables(list ast.VariableDefinitionList) string {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = v.Variable + ":" + v.Type.String() + plainDirectives(v.Directives)
		if v.DefaultValue != nil {
			parts[i] += "=" + v.DefaultValue.String()
		}
	}
	return "(" + sorted(parts, ",") + ")"
}

// plainDirectives keeps the order, which may have a meaning.
func plainDirectives(list ast.DirectiveList) string {
	var b strings.Builder
	for _, d := range list {
		b.WriteString("@" + d.Name + plainArguments(d.Arguments))
	}
	return b.String()
}

func sorted(parts []string, between string) string {
	slices.Sort(parts)
	return strings.Join(parts, between)
}
