package graph

import (
	"context"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/tiepsuc/tiepsuc/roster"
)

// listed knows the operations that the app was built with, by their hash and by what they say. only
// says that those who are signed in by a cookie may ask for nothing else: what a browser was made to
// ask in somebody's name is then what a screen asks.
type listed struct {
	byHash map[string]string
	plain  map[string]bool
	only   bool
}

func newListed(operations map[string]string, only bool, log *slog.Logger) *listed {
	l := &listed{byHash: operations, plain: map[string]bool{}, only: only}
	for hash, text := range operations {
		doc, err := parser.ParseQuery(&ast.Source{Input: text})
		if err != nil {
			log.Error("an operation of the app can't be read", "hash", hash, "error", err)
			continue
		}
		l.plain[plain(doc)] = true
	}
	return l
}

// ExtensionName names the extension.
func (*listed) ExtensionName() string { return "ListedOperations" }

// Validate has nothing to check in a schema.
func (*listed) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationParameters finds the text of an operation that is asked for by its hash.
func (l *listed) MutateOperationParameters(_ context.Context, params *graphql.RawParams) *gqlerror.Error {
	persisted, _ := params.Extensions["persistedQuery"].(map[string]any)
	hash, _ := persisted["sha256Hash"].(string)
	if text, ok := l.byHash[hash]; ok && params.Query == "" {
		params.Query = text
	}
	return nil
}

// MutateOperationContext refuses what isn't listed to those who may ask for nothing else.
func (l *listed) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if l.only && bySession(ctx) && !l.plain[plain(op.Doc)] {
		return shown(ctx, roster.Denied("query.not_listed"))
	}
	return nil
}

type sessionKey struct{}

// withSession notes whether a request is let in by the cookie of a session.
func withSession(ctx context.Context, session bool) context.Context {
	return context.WithValue(ctx, sessionKey{}, session)
}

func bySession(ctx context.Context) bool {
	session, _ := ctx.Value(sessionKey{}).(bool)
	return session
}
