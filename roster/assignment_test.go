package roster_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

var states = []roster.AssignmentState{
	roster.Proposed, roster.Offered, roster.Confirmed, roster.CheckedIn, roster.Completed, roster.LeftEarly,
	roster.NoShow, roster.Declined, roster.Expired, roster.Withdrawn, roster.Released,
}

// legal is the drawing of the package comment, move by move.
var legal = map[roster.AssignmentState][]roster.AssignmentState{
	roster.Proposed:  {roster.Offered, roster.Released},
	roster.Offered:   {roster.Confirmed, roster.Declined, roster.Expired, roster.Released},
	roster.Confirmed: {roster.CheckedIn, roster.NoShow, roster.Withdrawn, roster.Released},
	roster.CheckedIn: {roster.Completed, roster.LeftEarly},
}

func TestAnAssignmentMovesOnlyAsDrawn(t *testing.T) {
	t.Parallel()
	for _, from := range states {
		var got []roster.AssignmentState
		for _, to := range states {
			err := from.Next(to)
			if err == nil {
				got = append(got, to)
			} else if roster.KindOf(err) != roster.Conflict {
				t.Errorf("%s to %s: got %v, want a conflict", from, to, err)
			}
		}
		if diff := cmp.Diff(legal[from], got); diff != "" {
			t.Errorf("moves from %s mismatch (-want +got):\n%s", from, diff)
		}
		if want := len(legal[from]) == 0; from.Final() != want {
			t.Errorf("%s.Final() = %t, want %t", from, from.Final(), want)
		}
	}
}

func TestAScopeLimitsEveryRoleButTheDepartment(t *testing.T) {
	t.Parallel()
	viewer := roster.Viewer{Campaign: "c", Organisation: "o", Commune: "00004", Volunteer: "v"}
	for role, want := range map[roster.ViewerRole]roster.Scope{
		"":                  {Campaign: "c"},
		roster.AsDepartment: {Campaign: "c", All: true},
		roster.AsUniversity: {Campaign: "c", Organisation: "o"},
		roster.AsTelecom:    {Campaign: "c", Organisation: "o"},
		roster.AsCommune:    {Campaign: "c", Commune: "00004"},
		roster.AsVolunteer:  {Campaign: "c", Volunteer: "v"},
	} {
		viewer.Role = role
		if diff := cmp.Diff(want, viewer.Scope()); diff != "" {
			t.Errorf("scope of %q mismatch (-want +got):\n%s", role, diff)
		}
	}
}

func TestNobodyMayDoAnything(t *testing.T) {
	t.Parallel()
	if got := roster.KindOf(roster.Viewer{}.May(roster.PlanNow)); got != roster.Unauthenticated {
		t.Errorf("got %s, want %s", got, roster.Unauthenticated)
	}
	commune := roster.Viewer{Role: roster.AsCommune}
	if got := roster.KindOf(commune.May(roster.PlanNow)); got != roster.Forbidden {
		t.Errorf("got %s, want %s", got, roster.Forbidden)
	}
	if err := commune.May(roster.RequestHelp); err != nil {
		t.Errorf("a commune may request help, got %v", err)
	}
}
