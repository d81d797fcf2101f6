package graph

import (
	"cmp"
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/tiepsuc/tiepsuc/roster"
)

// The limits of a query. Tokens bound what is parsed, fields what it grows to when its
// fragments are written out, depth what is nested, complexity what is read: every field costs
// one, and a list costs what its longest page would.
const (
	mostTokens     = 10_000
	mostFields     = 2_000
	mostAliases    = 100
	deepest        = 15
	schemaLists    = 3 // of the library's own rule on introspection
	mostComplexity = 250_000
	largestBody    = 1 << 20
	largestUpload  = 16 << 20
)

// The limits of a caller: of one token, and of one network address.
const (
	patienceWithBody    = 15 * time.Second
	patienceWithFile    = 2 * time.Minute
	tokensPerAddress    = 5
	burstSeconds        = 10
	rememberedQueries   = 1_000
	rememberedPersisted = 1_000
)

// Limits are the limits of a caller that tests set lower than they are; 0 stands for the usual one.
// Operation is how long a query or a mutation may take, Streams how many subscriptions one token may
// have at once. KeepAlive is how often a silent stream shows that it lives, and a WebSocket is asked
// whether anybody is there.
type Limits struct {
	Operation time.Duration
	Streams   int
	KeepAlive time.Duration
}

func (l Limits) orUsual() Limits {
	const (
		operation = 30 * time.Second
		streams   = 500
		keepAlive = 10 * time.Second
	)
	return Limits{cmp.Or(l.Operation, operation), cmp.Or(l.Streams, streams), cmp.Or(l.KeepAlive, keepAlive)}
}

// limited is the error of a limit: its key names it, its figure says how much is allowed.
func limited(key string, most, asked int) *roster.Error {
	return &roster.Error{Kind: roster.Limited, Key: key, Args: []any{"max", most, "asked", asked}}
}

// shapeLimit refuses operations by their shape alone, before their cost is computed: the cost
// of fragments that spread each other doubles with every one of them.
type shapeLimit struct{}

// ExtensionName names the extension.
func (shapeLimit) ExtensionName() string { return "ShapeLimit" }

// Validate has nothing to check in a schema.
func (shapeLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext measures the operation before anything is resolved.
func (shapeLimit) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	s := measure(op.Operation.SelectionSet, map[string]shape{})
	for _, l := range []struct {
		key         string
		most, asked int
	}{
		{"query.too_deep", deepest, s.depth},
		{"query.too_many_aliases", mostAliases, s.aliases},
		{"query.too_many_fields", mostFields, s.fields},
	} {
		if l.asked > l.most {
			return shown(ctx, limited(l.key, l.most, l.asked))
		}
	}
	return nil
}

// shape is how large a selection is: fields and aliases with fragments written out, and levels
// of fields.
type shape struct{ fields, aliases, depth int }

// countedUpTo keeps sums of sums from running over.
const countedUpTo = 1 << 30

// measure adds up a selection; each fragment is measured once.
func measure(set ast.SelectionSet, fragments map[string]shape) shape {
	var sum shape
	for _, selection := range set {
		var s shape
		switch selection := selection.(type) {
		case *ast.Field:
			s = measureField(selection, fragments)
		case *ast.InlineFragment:
			s = measure(selection.SelectionSet, fragments)
		case *ast.FragmentSpread:
			known, ok := fragments[selection.Name]
			if !ok {
				known = measure(selection.Definition.SelectionSet, fragments)
				fragments[selection.Name] = known
			}
			s = known
		}
		sum = shape{
			fields: min(sum.fields+s.fields, countedUpTo), aliases: min(sum.aliases+s.aliases, countedUpTo),
			depth: max(sum.depth, s.depth),
		}
	}
	return sum
}

func measureField(f *ast.Field, fragments map[string]shape) shape {
	s := measure(f.SelectionSet, fragments)
	s.fields++
	s.depth++
	if f.Alias != f.Name {
		s.aliases++
	}
	if f.Name == "__schema" || f.Name == "__type" {
		// Tools read the schema's tree deep; validation bounds its lists.
		s.depth = 1
	}
	return s
}
