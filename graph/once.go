package graph

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/dispatch"
)

// creation is a change that creates a row: change does it and tells the row's id, again reads
// the row when the request has been answered before.
type creation[T any] struct {
	change func(*dispatch.Dispatcher) (T, string, error)
	again  func(id string) (T, error)
}

// once creates under the caller's key, if there is one: what the same viewer created by the
// same request within a day is read instead.
func once[T any](ctx context.Context, r *Resolver, key *string, c creation[T]) (T, error) {
	if key == nil {
		made, _, err := c.change(r.dispatcher)
		return made, err
	}
	var row, none T
	asked, err := request(ctx)
	if err != nil {
		return none, err
	}
	id, made, err := r.dispatcher.Once(ctx, auth.Viewer(ctx), *key, asked, r.now(), func(d *dispatch.Dispatcher) (string, error) {
		var id string
		var err error
		row, id, err = c.change(d)
		return id, err
	})
	if err != nil {
		return none, err
	}
	if made {
		return row, nil
	}
	return c.again(id)
}

// request is the mutation that is being resolved, with its arguments as they were understood.
func request(ctx context.Context) ([]byte, error) {
	field := graphql.GetFieldContext(ctx)
	asked, err := json.Marshal([]any{field.Field.Name, field.Args})
	if err != nil {
		return nil, fmt.Errorf("note what is asked for: %w", err)
	}
	return asked, nil
}
