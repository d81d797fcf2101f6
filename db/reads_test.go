package db_test

import (
	"context"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Every list that people read runs here for every role on a campaign that has nothing, so
// that PostgreSQL has checked each query; what they return is tested where it matters.
func TestEveryReadRunsForEveryRole(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	id, err := db.NewID()
	if err != nil {
		t.Fatal(err)
	}
	span := roster.Span{Start: now, End: now.AddDate(0, 0, 7)}
	one := []string{id}
	after := db.Position{Time: now, ID: id}
	viewers := map[string]roster.Viewer{
		"department": {Role: roster.AsDepartment, Campaign: id},
		"university": {Role: roster.AsUniversity, Campaign: id, Organisation: id},
		"commune":    {Role: roster.AsCommune, Campaign: id, Commune: "00004"},
		"volunteer":  {Role: roster.AsVolunteer, Campaign: id, Volunteer: id},
	}
	for name, viewer := range viewers {
		scope := viewer.Scope()
		for read, run := range map[string]func(ctx context.Context) (int, error){
			"Communes":      func(ctx context.Context) (int, error) { return size(store.Communes(ctx, scope, nil)) },
			"Organisations": func(ctx context.Context) (int, error) { return size(store.Organisations(ctx, scope, nil)) },
			"Skills":        func(ctx context.Context) (int, error) { return size(store.Skills(ctx, id)) },
			"PointsOf":      func(ctx context.Context) (int, error) { return size(store.PointsOf(ctx, id, one)) },
			"Points":        func(ctx context.Context) (int, error) { return size(store.Points(ctx, id, one)) },
			"ShiftsOf":      func(ctx context.Context) (int, error) { return size(store.ShiftsOf(ctx, scope, one, span)) },
			"Shifts":        func(ctx context.Context) (int, error) { return size(store.Shifts(ctx, scope, one)) },
			"RequestShifts": func(ctx context.Context) (int, error) { return size(store.ShiftsOfRequests(ctx, scope, one)) },
			"ShiftPage": func(ctx context.Context) (int, error) {
				return size(store.ShiftPage(ctx, scope, db.ShiftQuery{Span: span, EmptyOnly: true, First: 5, After: after}))
			},
			"RolesOf":    func(ctx context.Context) (int, error) { return size(store.RolesOf(ctx, id, one)) },
			"Roles":      func(ctx context.Context) (int, error) { return size(store.Roles(ctx, id, one)) },
			"RoleCounts": func(ctx context.Context) (int, error) { return size(store.RoleCounts(ctx, id, one)) },
			"Seen":       func(ctx context.Context) (int, error) { return size(store.AssignmentsSeen(ctx, scope, one)) },
			"InRoles":    func(ctx context.Context) (int, error) { return size(store.AssignmentsInRoles(ctx, scope, one)) },
			"OfVolunteers": func(ctx context.Context) (int, error) {
				return size(store.AssignmentsOfVolunteers(ctx, scope, one, now))
			},
			"EventsOf":   func(ctx context.Context) (int, error) { return size(store.EventsOf(ctx, scope, one)) },
			"Events":     func(ctx context.Context) (int, error) { return size(store.Events(ctx, scope, []int64{1})) },
			"LatestAsks": func(ctx context.Context) (int, error) { return size(store.LatestAsks(ctx, scope, one)) },
			"AskPage": func(ctx context.Context) (int, error) {
				return size(store.AskPage(ctx, scope, db.AskQuery{States: roster.OpenAskStates(), Commune: "00004", Volunteer: id, First: 5, After: after}))
			},
			"UnclearReplies": func(ctx context.Context) (int, error) {
				return size(store.UnclearReplies(ctx, viewer, 5, after, now))
			},
			"CountUnclear": func(ctx context.Context) (int, error) { return store.CountUnclearReplies(ctx, viewer, now) },
			"AsksOfReplies": func(ctx context.Context) (int, error) {
				return size(store.AsksOfReplies(ctx, viewer, one, now))
			},
			"Messages":   func(ctx context.Context) (int, error) { return size(store.Messages(ctx, scope, one)) },
			"Volunteers": func(ctx context.Context) (int, error) { return size(store.Volunteers(ctx, scope, one)) },
			"VolunteerPage": func(ctx context.Context) (int, error) {
				return size(store.VolunteerPage(ctx, scope, db.VolunteerQuery{Search: "Nguyễn", First: 5, AfterName: "a", AfterID: id}))
			},
			"CountPeople": func(ctx context.Context) (int, error) {
				return store.CountVolunteers(ctx, scope, db.VolunteerQuery{Organisation: id, Home: "00004", Skill: "it"})
			},
			"VisiblePhones": func(ctx context.Context) (int, error) { return size(store.VisiblePhones(ctx, scope, one, now)) },
			"Plans":         func(ctx context.Context) (int, error) { return size(store.Plans(ctx, scope, 5)) },
			"PlanChanges":   func(ctx context.Context) (int, error) { return size(store.PlanChanges(ctx, scope, id)) },
			"PlanPrices":    func(ctx context.Context) (int, error) { return size(store.PlanPrices(ctx, scope, id)) },
			"Requests":      func(ctx context.Context) (int, error) { return size(store.Requests(ctx, scope, roster.RequestOpen)) },
			"RequestRoles":  func(ctx context.Context) (int, error) { return size(store.RolesOfRequests(ctx, scope, one)) },
			"Coverage": func(ctx context.Context) (int, error) {
				found, err := store.Coverage(ctx, id, "Asia/Ho_Chi_Minh", nil, span)
				return len(found), err
			},
			"Scene": func(ctx context.Context) (int, error) {
				scene, err := store.Scene(ctx, db.SceneQuery{Campaign: id, All: true, People: one, Roles: one, Span: span, HalfLife: time.Hour, Now: now})
				return len(scene.People) + len(scene.Seats) + len(scene.Held), err
			},
			"RolesToFill": func(ctx context.Context) (int, error) {
				return size(store.RolesToFill(ctx, id, span, time.Time{}, true, 5))
			},
			"ProposalsToAsk": func(ctx context.Context) (int, error) { return size(store.ProposalsToAsk(ctx, id, span, 5)) },
			"Stale":          func(ctx context.Context) (int, error) { return size(store.StaleProposals(ctx, id, now)) },
			"Refusals":       func(ctx context.Context) (int, error) { return size(store.RefusalsBetween(ctx, id, span)) },
		} {
			if n, err := run(t.Context()); err != nil || n != 0 {
				t.Errorf("%s as %s: %d rows, %v", read, name, n, err)
			}
		}
	}
}

func size[T any](list []T, err error) (int, error) { return len(list), err }
