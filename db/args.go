package db

import (
	"context"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5"
)

// namedArgs are the values of a statement by the names that it has for them, as @campaign. They are
// pgx.NamedArgs that read a statement once and not each time: the verbs send the same few hundred.
type namedArgs map[string]any

// positional is a statement with its names as $1, $2 and so on, and the names in that order.
type positional struct {
	query string
	names []string
}

// positionals are the statements that were sent, by their text with names.
var positionals sync.Map

// RewriteQuery implements pgx.QueryRewriter.
func (a namedArgs) RewriteQuery(ctx context.Context, conn *pgx.Conn, query string, _ []any) (string, []any, error) {
	known, there := positionals.Load(query)
	if !there {
		p, err := positionalOf(ctx, conn, query, a)
		if err != nil {
			return "", nil, err
		}
		known, _ = positionals.LoadOrStore(query, p)
	}
	p := known.(*positional)
	values := make([]any, len(p.names))
	for i, name := range p.names {
		value, given := a[name]
		if !given {
			return "", nil, fmt.Errorf("no value for @%s", name)
		}
		values[i] = value
	}
	return p.query, values, nil
}

// positionalOf lets pgx read a statement, with the names themselves for values.
func positionalOf(ctx context.Context, conn *pgx.Conn, query string, a namedArgs) (*positional, error) {
	own := make(pgx.NamedArgs, len(a))
	for name := range a {
		own[name] = name
	}
	rewritten, names, err := own.RewriteQuery(ctx, conn, query, nil)
	if err != nil {
		return nil, err
	}
	p := &positional{query: rewritten, names: make([]string, len(names))}
	for i, name := range names {
		var given bool
		if p.names[i], given = name.(string); !given {
			return nil, fmt.Errorf("no value for $%d of %s", i+1, rewritten)
		}
	}
	return p, nil
}
