package graph

import (
	"context"
	"slices"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// The edges that several resolvers follow: from rows that point at something to what they
// point at, as far as the viewer sees it.

func toCommune[P any](r *Resolver, of func(*P) string) edge[P, roster.Commune] {
	return edge[P, roster.Commune]{
		name: "commune", of: of, to: func(c *roster.Commune) string { return c.Code },
		// The names of communes are public: a commune's office sees where its people live.
		load: func(ctx context.Context, codes []string) ([]roster.Commune, error) {
			return r.store.Communes(ctx, roster.Scope{Campaign: scopeOf(ctx).Campaign}, codes)
		},
	}
}

func toVolunteer[P any](r *Resolver, of func(*P) string) edge[P, roster.Volunteer] {
	return edge[P, roster.Volunteer]{
		name: "volunteer", of: of, to: func(v *roster.Volunteer) string { return v.ID },
		load: func(ctx context.Context, ids []string) ([]roster.Volunteer, error) {
			return r.store.Volunteers(ctx, scopeOf(ctx), ids)
		},
	}
}

// personOf leads from a duplicate to one of the rows that it may be; an organisation sees its own.
func (r *Resolver) personOf(name string, of func(*roster.Duplicate) string) edge[roster.Duplicate, roster.Volunteer] {
	e := toVolunteer(r, of)
	e.name, e.load = name, func(ctx context.Context, ids []string) ([]roster.Volunteer, error) {
		return r.store.Volunteers(ctx, scopeOf(ctx), slices.DeleteFunc(ids, func(id string) bool { return id == "" }))
	}
	return e
}

func toRole[P any](r *Resolver, of func(*P) string) edge[P, roster.Role] {
	return edge[P, roster.Role]{
		name: "role", of: of, to: func(role *roster.Role) string { return role.ID },
		load: func(ctx context.Context, ids []string) ([]roster.Role, error) {
			return r.store.Roles(ctx, scopeOf(ctx).Campaign, ids)
		},
	}
}

func toOrganisation[P any](r *Resolver, of func(*P) string) edge[P, roster.Organisation] {
	return edge[P, roster.Organisation]{
		name: "organisation", of: of, to: func(o *roster.Organisation) string { return o.ID },
		load: func(ctx context.Context, ids []string) ([]roster.Organisation, error) {
			return r.store.Organisations(ctx, scopeOf(ctx), ids)
		},
	}
}

func roleSelf(role *roster.Role) string               { return role.ID }
func assignmentSelf(a *roster.Assignment) string      { return a.ID }
func shiftSelf(s *roster.Shift) string                { return s.ID }
func volunteerSelf(v *roster.Volunteer) string        { return v.ID }
func communeSelf(c *roster.Commune) string            { return c.Code }
func assignmentVolunteer(a *roster.Assignment) string { return a.Volunteer }

func toShift[P any](r *Resolver, of func(*P) string) edge[P, roster.Shift] {
	return edge[P, roster.Shift]{
		name: "shift", of: of, to: shiftSelf,
		load: func(ctx context.Context, ids []string) ([]roster.Shift, error) {
			return r.store.Shifts(ctx, scopeOf(ctx), ids)
		},
	}
}

// countsOf reads how many people of each role have said yes and are asked.
func (r *Resolver) countsOf(ctx context.Context, roles []*roster.Role, of func(db.RoleCount) int) ([]int, error) {
	counts, err := maybe(ctx, edge[roster.Role, db.RoleCount]{
		name: "counts", of: roleSelf, to: func(c *db.RoleCount) string { return c.Role },
		load: func(ctx context.Context, ids []string) ([]db.RoleCount, error) {
			return r.store.RoleCounts(ctx, scopeOf(ctx).Campaign, ids)
		},
	}, roles)
	if err != nil {
		return nil, err
	}
	list := make([]int, len(roles))
	for i, c := range counts {
		if c != nil {
			list[i] = of(*c)
		}
	}
	return list, nil
}

// because is a cause why a role has empty seats.
type because struct {
	role   string
	reason match.Reason
}

// whyEmpty explains the empty seats of roles; the people are read once for all of them.
func (r *Resolver) whyEmpty(ctx context.Context, roles []*roster.Role) ([][]match.Reason, error) {
	found, err := many(ctx, edge[roster.Role, because]{
		name: "whyEmpty", of: roleSelf, to: func(b *because) string { return b.role },
		load: func(ctx context.Context, ids []string) ([]because, error) {
			why, err := r.dispatcher.WhyEmpty(ctx, scopeOf(ctx).Campaign, ids, r.now())
			var list []because
			for _, role := range ids {
				for _, reason := range why[role] {
					list = append(list, because{role, reason})
				}
			}
			return list, err
		},
	}, roles)
	if err != nil {
		return nil, err
	}
	lists := make([][]match.Reason, len(found))
	for i, causes := range found {
		lists[i] = make([]match.Reason, len(causes))
		for j, b := range causes {
			lists[i][j] = b.reason
		}
	}
	return lists, nil
}
