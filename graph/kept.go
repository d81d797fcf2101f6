package graph

import (
	"context"
	"encoding/json"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// The board is what everybody looks at, and all see the same figures until somebody answers.
// So the response to a query that asks for nothing but figures is shared by everybody of the
// same scope.

// largestKept bounds a response that is kept, in bytes.
const largestKept = 1 << 20

// keptKey is all that a response depends on but the state of the campaign.
type keptKey struct {
	Scope     roster.Scope
	Lang      i18n.Lang
	Name      string
	Query     string
	Variables map[string]any
}

// keepFigures answers operations that read nothing but figures from what is kept.
func keepFigures(config Config) graphql.OperationMiddleware {
	kept := newShared[*graphql.Response](config.Feed, config.Wall)
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		op := graphql.GetOperationContext(ctx)
		if op.Operation.Operation != ast.Query || !figuresOnly(op.Operation.SelectionSet, op.Variables) {
			return next(ctx)
		}
		scope := scopeOf(ctx)
		key, err := json.Marshal(keptKey{scope, langOf(ctx), op.OperationName, op.RawQuery, op.Variables})
		if err != nil {
			return next(ctx)
		}
		return graphql.OneShot(kept.get(ctx, scope.Campaign, string(key), func() (*graphql.Response, bool) {
			response := next(ctx)(ctx)
			return response, response != nil && len(response.Errors) == 0 && len(response.Data) <= largestKept
		}))
	}
}
