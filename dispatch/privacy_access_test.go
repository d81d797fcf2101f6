package dispatch_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// looks are the lines of a person's log as that person reads them.
func (w *world) looks(person roster.Volunteer) []string {
	w.Helper()
	rows, err := w.dispatcher.Accesses(w.Context(), roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: person.ID}, "", 100)
	w.check(err)
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = fmt.Sprintf("%s %s %s %s", r.Day, r.Purpose, r.Role, r.By)
	}
	slices.Sort(lines)
	return lines
}

func TestTheLogOfLooksHasALineForEachViewerDayAndPurpose(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	person := w.people[0]
	member := w.coordinator("0987654322", roster.AsDepartment, "")
	signedIn := w.department
	signedIn.Staff = member.ID
	late := time.Date(2026, 11, 25, 23, 59, 0, 0, hanoi)
	for _, look := range []struct {
		viewer roster.Viewer
		at     time.Time
	}{
		{w.department, morning}, {w.department, late}, {w.department, late.Add(time.Minute)}, {signedIn, morning},
	} {
		w.check(w.dispatcher.NoteAccess(t.Context(), look.viewer, roster.SawPhone, []string{person.ID, person.ID}, look.at))
	}
	want := []string{"2026-11-25 phone department ", "2026-11-25 phone department Lê Thị Bình", "2026-11-26 phone department "}
	if got := w.looks(person); !slices.Equal(got, want) {
		t.Errorf("looks %q, want %q", got, want)
	}
	if got := w.looks(w.people[1]); len(got) != 0 {
		t.Errorf("looks at another %q", got)
	}
}

func TestListsCandidatesAndCallsAreLooks(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		look func(w *world, role string) error
		want string
	}{
		"candidates": {func(w *world, role string) error {
			_, err := w.dispatcher.Candidates(w.Context(), w.department, role, 1, morning)
			return err
		}, "2026-11-25 candidates department "},
		"a call list": {func(w *world, role string) error {
			_, err := w.dispatcher.CallList(w.Context(), w.department, role, 1, morning)
			return err
		}, "2026-11-25 candidates department "},
		"a list of people": {func(w *world, _ string) error {
			_, err := w.dispatcher.ExportVolunteers(w.Context(), w.as(w.university), morning)
			return err
		}, "2026-11-25 export university "},
		"results": {func(w *world, _ string) error {
			_, err := w.dispatcher.ExportResults(w.Context(), w.as(w.university), i18n.VI, morning)
			return err
		}, "2026-11-25 export university "},
		"another's list": {func(w *world, _ string) error {
			_, err := w.dispatcher.ExportVolunteers(w.Context(), w.as(w.other), morning)
			return err
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			w.check(tc.look(w, w.shift(span(2, 8, 11), guides(1))))
			want := slices.DeleteFunc([]string{tc.want}, func(s string) bool { return s == "" })
			if got := w.looks(w.people[0]); !slices.Equal(got, want) {
				t.Errorf("looks %q, want %q", got, want)
			}
		})
	}
}

func TestTheLogOfLooksIsThePersonsAndTheDepartments(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	oneself := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[0].ID}
	for name, tc := range map[string]struct {
		viewer roster.Viewer
		whose  string
		kind   roster.Kind
	}{
		"oneself":          {oneself, w.people[0].ID, ""},
		"another's":        {oneself, w.people[1].ID, roster.NotFound},
		"the department":   {w.department, w.people[0].ID, ""},
		"the own employer": {w.as(w.university), w.people[0].ID, roster.Forbidden},
		"nobody":           {roster.Viewer{}, w.people[0].ID, roster.Unauthenticated},
	} {
		if _, err := w.dispatcher.Accesses(t.Context(), tc.viewer, tc.whose, 10); roster.KindOf(err) != tc.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}
