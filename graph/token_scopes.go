package graph

import (
	"context"
	"maps"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/roster"
)

// changing is the use that a token must be for to call a mutation; what isn't listed no token
// may call.
func changing() map[string]roster.TokenScope {
	scopes := map[string]roster.TokenScope{}
	for scope, names := range map[roster.TokenScope][]string{
		roster.TokenRegister: {
			"registerVolunteers", "importVolunteers", "importTimetable", "importTimetables", "mergeVolunteers", "setAvailability", "setStandby",
			"withdrawConsent", "giveConsent", "openPrivacyRequest", "closePrivacyRequest", "carryOutErasure", "setHold", "liftHold",
		},
		roster.TokenRequest: {"requestHelp", "importRequests", "approveRequest", "rejectRequest", "changeShift", "cancelShift", "declareUrgent"},
		roster.TokenDispatch: {
			"planNow", "publishPlan", "cancelPlan", "assign", "ask", "recordAnswer", "decideReply", "release", "offerSwap",
			"checkIn", "checkOut", "closeShift",
		},
		roster.TokenConnect: {"addWebhook", "rotateWebhook", "enableWebhook", "removeWebhook"},
		roster.TokenAdmin: {
			"inviteStaff", "revokeStaff", "revokeSession", "createToken", "revokeToken",
			"addProcessor", "changeProcessor", "endProcessor", "recordBreach", "changeBreach", "reportBreach",
		},
	} {
		for _, name := range names {
			scopes[name] = scope
		}
	}
	return scopes
}

// personal are the types that say who people are, and the fields of other types that do.
func personal() (types, fields []string) {
	return []string{
			"Volunteer", "Message", "Reply", "StaffMember", "Candidate", "CallEntry", "VolunteerDuplicate", "Consent", "PrivacyRequest", "Hold",
			"PrivacyEvent", "DataAccess",
		},
		[]string{"Query.volunteerExport", "Query.calendarUrl"}
}

// purposes are what operations need a token to be for.
type purposes struct {
	changing      map[string]roster.TokenScope
	types, fields []string
}

func newPurposes() purposes {
	types, fields := personal()
	return purposes{changing: changing(), types: types, fields: fields}
}

// hold refuses the operations that the viewer's token isn't for.
func (p purposes) hold(present graphql.ErrorPresenterFunc) graphql.OperationMiddleware {
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		if viewer := auth.Viewer(ctx); viewer.Grant != 0 {
			if err := p.grants(viewer, graphql.GetOperationContext(ctx)); err != nil {
				return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{present(ctx, err)}})
			}
		}
		return next(ctx)
	}
}

func (p purposes) grants(viewer roster.Viewer, op *graphql.OperationContext) error {
	uses := &uses{purposes: p, fragments: map[string]bool{}, found: map[roster.TokenScope]bool{}}
	uses.read(op.Operation.SelectionSet)
	for _, scope := range slices.Sorted(maps.Keys(uses.found)) {
		if err := viewer.Use(scope); err != nil {
			return err
		}
	}
	return nil
}

// uses are the scopes that an operation needs; each fragment is read once.
type uses struct {
	purposes
	fragments map[string]bool
	found     map[roster.TokenScope]bool
}

func (u *uses) read(set ast.SelectionSet) {
	for _, selection := range set {
		switch selection := selection.(type) {
		case *ast.Field:
			u.field(selection)
			u.read(selection.SelectionSet)
		case *ast.InlineFragment:
			u.read(selection.SelectionSet)
		case *ast.FragmentSpread:
			if !u.fragments[selection.Name] {
				u.fragments[selection.Name] = true
				u.read(selection.Definition.SelectionSet)
			}
		}
	}
}

func (u *uses) field(f *ast.Field) {
	parent := f.ObjectDefinition.Name
	switch {
	case f.Name == "__typename":
		return
	case parent == "Mutation":
		u.found[u.changing[f.Name]] = true
	case parent == "Query" || parent == "Subscription":
		u.found[roster.TokenRead] = true
	}
	if slices.Contains(u.types, parent) && f.Name != "id" || slices.Contains(u.fields, parent+"."+f.Name) {
		u.found[roster.TokenPeople] = true
	}
}
