package graph

import (
	"context"
	"reflect"
	"slices"
	"sync"

	"github.com/tiepsuc/tiepsuc/roster"
)

// A query's lists nest: communes, their shifts, their roles. The server hands a resolver the
// rows of one list at a time, so the roles of 126 communes would be read in 126 statements.
// So rows that were read together are remembered as one level of the operation, and the first
// resolver that needs something of one of them reads it for the whole level.

// edge is how rows of type P lead to rows of type C: of names what a parent points at, load
// reads it for many parents at once, to says which parents a child belongs to.
type edge[P, C any] struct {
	name string
	of   func(*P) string
	load func(ctx context.Context, keys []string) ([]C, error)
	to   func(*C) string
}

// levels are the rows that an operation has read together.
type levels struct {
	mu   sync.Mutex
	rows map[rowKey]*level
}

type rowKey struct {
	kind reflect.Type
	id   string
}

// level is rows that were read together, and what has been read for all of them.
type level struct {
	rows  any
	mu    sync.Mutex
	reads map[string]func() (any, error)
}

// remember notes that rows were read together. Only rows with an identity take part.
func remember[T any](ctx context.Context, rows []T) {
	op := operationOf(ctx)
	if op == nil || op.levels == nil || len(rows) < 2 {
		return
	}
	l := &level{rows: rows, reads: map[string]func() (any, error){}}
	op.levels.mu.Lock()
	defer op.levels.mu.Unlock()
	for i := range rows {
		if id := rowID(&rows[i]); id != "" {
			op.levels.rows[rowKey{reflect.TypeFor[T](), id}] = l
		}
	}
}

func levelOf[T any](ctx context.Context, row *T) *level {
	op := operationOf(ctx)
	if op == nil || op.levels == nil {
		return nil
	}
	op.levels.mu.Lock()
	defer op.levels.mu.Unlock()
	return op.levels.rows[rowKey{reflect.TypeFor[T](), rowID(row)}]
}

// follow reads the children of parents by their key, for the whole level of the parents
// where they have one.
func follow[P, C any](ctx context.Context, e edge[P, C], parents []*P) (map[string][]C, error) {
	read := func(from []*P) (map[string][]C, error) {
		children, err := e.load(ctx, keys(from, e.of))
		if err != nil {
			return nil, err
		}
		remember(ctx, children)
		byKey := make(map[string][]C, len(from))
		for i := range children {
			key := e.to(&children[i])
			byKey[key] = append(byKey[key], children[i])
		}
		return byKey, nil
	}
	if len(parents) == 0 {
		return map[string][]C{}, nil
	}
	l := levelOf(ctx, parents[0])
	if l == nil {
		return read(parents)
	}
	l.mu.Lock()
	once, known := l.reads[e.name]
	if !known {
		once = sync.OnceValues(func() (any, error) { return read(pointers(l.rows.([]P))) })
		l.reads[e.name] = once
	}
	l.mu.Unlock()
	found, err := once()
	if err != nil {
		return nil, err
	}
	return found.(map[string][]C), nil
}

// one gives each parent the child that it points at; a child that the viewer may not see is
// not found.
func one[P, C any](ctx context.Context, e edge[P, C], parents []*P, noun string) ([]C, error) {
	found, err := follow(ctx, e, parents)
	if err != nil {
		return nil, err
	}
	list := make([]C, len(parents))
	for i, p := range parents {
		children := found[e.of(p)]
		if len(children) == 0 {
			return nil, roster.Missing(noun)
		}
		list[i] = children[0]
	}
	return list, nil
}

// maybe gives each parent the child that it points at, nil where there is none to see.
func maybe[P, C any](ctx context.Context, e edge[P, C], parents []*P) ([]*C, error) {
	found, err := follow(ctx, e, parents)
	if err != nil {
		return nil, err
	}
	list := make([]*C, len(parents))
	for i, p := range parents {
		if children := found[e.of(p)]; len(children) > 0 {
			list[i] = &children[0]
		}
	}
	return list, nil
}

// many gives each parent its children, in the order in which they were read.
func many[P, C any](ctx context.Context, e edge[P, C], parents []*P) ([][]C, error) {
	found, err := follow(ctx, e, parents)
	if err != nil {
		return nil, err
	}
	lists := make([][]C, len(parents))
	for i, p := range parents {
		if lists[i] = found[e.of(p)]; lists[i] == nil {
			lists[i] = []C{}
		}
	}
	return lists, nil
}

// keys collects what each parent points at, each once.
func keys[P any](parents []*P, of func(*P) string) []string {
	list := make([]string, 0, len(parents))
	for _, p := range parents {
		list = append(list, of(p))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// rowID is the identity of a row that has children; empty for the others.
func rowID(row any) string {
	switch r := row.(type) {
	case *roster.Commune:
		return r.Code
	case *roster.Shift:
		return r.ID
	case *roster.Role:
		return r.ID
	case *roster.Assignment:
		return r.ID
	case *roster.Ask:
		return r.ID
	case *roster.Reply:
		return r.ID
	case *roster.Volunteer:
		return r.ID
	case *roster.HelpRequest:
		return r.ID
	case *roster.PrivacyRequest:
		return r.ID
	case *roster.Duplicate:
		return r.ID
	case *roster.PlanChange:
		return r.Role + r.Volunteer
	}
	return ""
}
