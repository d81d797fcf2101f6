package graph

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/roster"
)

// noted notes whose data are about to be shown, and gives the rows on; what can't be noted isn't
// shown.
func noted[T any](ctx context.Context, r *Resolver, purpose roster.AccessPurpose, rows []T, err error, whose func(*T) string) ([]T, error) {
	if err != nil {
		return nil, err
	}
	return rows, r.dispatcher.NoteAccess(ctx, auth.Viewer(ctx), purpose, keys(pointers(rows), whose), r.now())
}

// recordsOf reads people for their own pages.
func (r *Resolver) recordsOf(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Volunteer, error) {
	found, err := r.store.Volunteers(ctx, scope, ids)
	return noted(ctx, r, roster.SawRecord, found, err, volunteerSelf)
}

// asksFor tells whether the operation wants a field of what is being resolved.
func asksFor(ctx context.Context, field string) bool {
	return slices.Contains(graphql.CollectAllFields(ctx), field)
}
