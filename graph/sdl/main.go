// Command sdl prints the schema of the API as it is published: what clients may use, without
// the directives that only say how the server resolves it.
package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"

	"github.com/tiepsuc/tiepsuc/graph/gen"
)

// ours is the directive by which the schema tells the generator how a field is resolved.
const ours = "goField"

func main() {
	schema := gen.NewExecutableSchema(gen.Config{}).Schema()
	delete(schema.Directives, ours)
	for _, t := range schema.Types {
		for _, f := range t.Fields {
			f.Directives = published(f.Directives)
		}
	}
	var text bytes.Buffer
	formatter.NewFormatter(&text, formatter.WithIndent("  ")).FormatSchema(schema)
	if _, err := os.Stdout.Write(text.Bytes()); err != nil {
		fmt.Fprintln(os.Stderr, "sdl:", err)
		os.Exit(1)
	}
}

func published(all ast.DirectiveList) ast.DirectiveList {
	var kept ast.DirectiveList
	for _, d := range all {
		if d.Name != ours {
			kept = append(kept, d)
		}
	}
	return kept
}
