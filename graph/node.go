package graph

import (
	"context"
	"errors"

	"github.com/tiepsuc/tiepsuc/graph/scalar"
	"github.com/tiepsuc/tiepsuc/roster"
)

// communeCode is how long the id of a commune is, its official code; every other id is a UUID
// and longer.
const communeCode = 5

// node reads the row of an id as far as the viewer sees it.
func (r *Resolver) node(ctx context.Context, id string) (scalar.Node, error) {
	row, err := r.nodeOfAnyKind(ctx, id)
	if known, ok := errors.AsType[*roster.Error](err); ok && known.Kind == roster.NotFound {
		// Which sort of row it would have been is told to nobody who may not see it.
		return nil, roster.Missing("row")
	}
	return row, err
}

func (r *Resolver) nodeOfAnyKind(ctx context.Context, id string) (scalar.Node, error) {
	if len(id) == communeCode {
		return seen(ctx, r.store.Communes, id)
	}
	kinds, err := r.store.NodeKind(ctx, scopeOf(ctx).Campaign, id)
	kind, err := single(kinds, err, "row")
	if err != nil {
		return nil, err
	}
	switch kind {
	case "campaign":
		return operationOf(ctx).campaign()
	case "organisation":
		return seen(ctx, r.store.Organisations, id)
	case "point":
		return r.point(ctx, id)
	case "shift":
		return seen(ctx, r.store.Shifts, id)
	case "role":
		return r.role(ctx, id)
	case "volunteer":
		return seen(ctx, r.recordsOf, id)
	case "assignment":
		return seen(ctx, r.store.AssignmentsSeen, id)
	case "ask":
		return seen(ctx, r.store.Asks, id)
	case "request":
		return seen(ctx, r.store.RequestsByID, id)
	case "plan":
		return r.planRun(ctx, id)
	default:
		return seen(ctx, r.store.Hooks, id)
	}
}

// reader reads the rows of some ids as far as a scope sees them.
type reader[T any] func(context.Context, roster.Scope, []string) ([]T, error)

// reread reads one row by its id; one that the viewer may not see is not found.
func reread[T any](ctx context.Context, read reader[T], id string) (T, error) {
	found, err := read(ctx, scopeOf(ctx), []string{id})
	return single(found, err, "row")
}

// seen is reread of a row of any type.
func seen[T any](ctx context.Context, read reader[T], id string) (scalar.Node, error) {
	return reread(ctx, read, id)
}

// role is a role of a shift that the viewer sees.
func (r *Resolver) role(ctx context.Context, id string) (scalar.Node, error) {
	found, err := r.store.Roles(ctx, scopeOf(ctx).Campaign, []string{id})
	role, err := single(found, err, "row")
	if err != nil {
		return nil, err
	}
	_, err = seen(ctx, r.store.Shifts, role.Shift)
	return role, err
}

// point is a point of a commune that the viewer sees.
func (r *Resolver) point(ctx context.Context, id string) (scalar.Node, error) {
	found, err := r.store.Points(ctx, scopeOf(ctx).Campaign, []string{id})
	point, err := single(found, err, "row")
	if err != nil {
		return nil, err
	}
	_, err = seen(ctx, r.store.Communes, point.Commune)
	return point, err
}

// planRun is a run of the planner, which the department alone sees.
func (r *Resolver) planRun(ctx context.Context, id string) (roster.PlanRun, error) {
	if !scopeOf(ctx).All {
		return roster.PlanRun{}, roster.Missing("plan")
	}
	return r.store.Plan(ctx, scopeOf(ctx).Campaign, id)
}
