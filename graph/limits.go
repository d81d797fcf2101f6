package graph

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// The limits of a query. Tokens bound what is parsed, depth what is nested, complexity what
// is read: every field costs one, and a list costs what its longest page would.
const (
	mostTokens     = 10_000
	deepest        = 15
	mostComplexity = 250_000
	largestBody    = 1 << 20
	largestUpload  = 16 << 20
)

const depthExceeded = "DEPTH_LIMIT_EXCEEDED"

// depthLimit refuses operations that nest too deep.
type depthLimit struct{}

// ExtensionName names the extension.
func (depthLimit) ExtensionName() string { return "DepthLimit" }

// Validate has nothing to check in a schema.
func (depthLimit) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext measures the operation before anything is resolved.
func (depthLimit) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if depth := depthOf(op.Operation.SelectionSet, 0); depth > deepest {
		return &gqlerror.Error{
			Message:    fmt.Sprintf("operation is %d fields deep, the limit is %d", depth, deepest),
			Extensions: map[string]any{"code": depthExceeded},
		}
	}
	return nil
}

func depthOf(set ast.SelectionSet, at int) int {
	deep := at
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			if len(s.Name) < 2 || s.Name[:2] != "__" {
				deep = max(deep, depthOf(s.SelectionSet, at+1))
			}
		case *ast.InlineFragment:
			deep = max(deep, depthOf(s.SelectionSet, at))
		case *ast.FragmentSpread:
			deep = max(deep, depthOf(s.Definition.SelectionSet, at))
		}
		if deep > deepest {
			return deep
		}
	}
	return deep
}
