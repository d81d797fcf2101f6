package dispatch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestACallListSaysWhomToRingFirstAndWhatWasTried(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6)
	role := w.shift(tomorrow, guides(2))
	silent, refused := w.ask(role, w.people[0].ID), w.ask(role, w.people[1].ID)
	w.sendAll(morning)
	w.answer(refused, roster.No, morning)
	later := silent.Deadline
	_, err := w.dispatcher.ExpireDue(t.Context(), later)
	w.check(err)
	w.promised(role, w.people[2])
	open := w.ask(role, w.people[3].ID)
	list, err := w.dispatcher.CallList(t.Context(), w.department, role, 50, later)
	w.check(err)
	var states []roster.AskState
	names := map[string]bool{}
	for _, e := range list {
		var last roster.AskState
		if len(e.Tries) > 0 {
			last = e.Tries[0].State
		}
		states, names[e.Candidate.ID] = append(states, last), true
	}
	if diff := cmp.Diff([]roster.AskState{roster.AskQueued, "", "", roster.AskExpired, roster.AskDeclined}, states); diff != "" {
		t.Errorf("last tries mismatch (-want +got):\n%s", diff)
	}
	if names[w.people[2].ID] {
		t.Error("who has taken the seat is rung")
	}
	if list[0].Tries[0].ID != open.ID {
		t.Errorf("first comes %+v", list[0].Tries)
	}
	answered, err := w.dispatcher.RecordAnswer(t.Context(), w.department, list[0].Tries[0].ID, roster.Yes, "gọi điện", later)
	if err != nil || answered.State != roster.AskAccepted {
		t.Errorf("the answer of the call: %+v, %v", answered, err)
	}
}

func TestOnlyWhoMaySeeCandidatesSeesACallListAndAnOrganisationItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	for name, tc := range map[string]struct {
		viewer roster.Viewer
		kind   roster.Kind
		people int
	}{
		"the department":     {w.department, "", 2},
		"their university":   {w.as(w.university), "", 2},
		"another university": {w.as(w.other), "", 0},
		"a commune":          {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, roster.Forbidden, 0},
	} {
		list, err := w.dispatcher.CallList(t.Context(), tc.viewer, role, 50, morning)
		if roster.KindOf(err) != tc.kind || len(list) != tc.people {
			t.Errorf("%s: %d people, %v", name, len(list), err)
		}
	}
}
