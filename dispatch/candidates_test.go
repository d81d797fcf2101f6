package dispatch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestCandidatesComeBestFirstAndTheIneligibleLastWithTheCause(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	near, silent := w.volunteer(2), w.volunteer(3)
	near.Prefer, silent.ConsentSMS = []string{baDinh}, false
	w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, []roster.Volunteer{near, silent}, morning))
	role := w.shift(span(2, 8, 11), guides(1))
	ranked, err := w.dispatcher.Candidates(t.Context(), w.department, role, 20, morning)
	w.check(err)
	if len(ranked) != 4 || ranked[0].ID != near.ID || !ranked[0].Eligible {
		t.Fatalf("got %d candidates, the first is %+v", len(ranked), ranked[0])
	}
	last := ranked[3]
	if last.ID != silent.ID || last.Eligible || last.Reasons[0].Key != match.NoConsent {
		t.Errorf("the last is %+v", last)
	}
	first, err := w.dispatcher.Candidates(t.Context(), w.department, role, 1, morning)
	w.check(err)
	if len(first) != 1 {
		t.Errorf("asked for one, got %d", len(first))
	}
}

func TestAnOrganisationSeesItsOwnCandidatesOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	foreign := w.volunteer(2)
	foreign.Organisation = w.other
	w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, []roster.Volunteer{foreign}, morning))
	role := w.shift(span(2, 8, 11), guides(1))
	for name, tc := range map[string]struct {
		viewer roster.Viewer
		kind   roster.Kind
		people int
	}{
		"the department":   {w.department, "", 3},
		"a university":     {roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.other}, "", 1},
		"a commune":        {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, roster.Forbidden, 0},
		"another campaign": {roster.Viewer{Role: roster.AsDepartment, Campaign: newID(t)}, roster.NotFound, 0},
	} {
		ranked, err := w.dispatcher.Candidates(t.Context(), tc.viewer, role, 20, morning)
		if roster.KindOf(err) != tc.kind || len(ranked) != tc.people {
			t.Errorf("%s: %d people, %v; want %d, %q", name, len(ranked), err, tc.people, tc.kind)
		}
	}
}

func TestWhySeatsAreEmptyIsSaidForTheFreeOnesAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	hopeless := w.shift(span(2, 8, 11), roster.RoleNeed{Skill: "it", Level: 5, Seats: 1})
	open, full := w.shift(span(3, 8, 11), guides(1)), w.shift(span(4, 8, 11), guides(1))
	w.answer(w.ask(full, w.people[0].ID), roster.Yes, morning)
	why, err := w.dispatcher.WhyEmpty(t.Context(), w.campaign.ID, []string{hopeless, open, full}, morning)
	w.check(err)
	verdicts := map[string]string{}
	for role, reasons := range why {
		verdicts[role] = reasons[0].Key
	}
	if diff := cmp.Diff(map[string]string{hopeless: match.EmptySkill, open: match.StillOpen}, verdicts); diff != "" {
		t.Errorf("verdicts mismatch (-want +got):\n%s", diff)
	}
}
