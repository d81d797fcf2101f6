package dispatch_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestTheReserveIsAskedFirstWhenTimeIsShort(t *testing.T) {
	t.Parallel()
	const people, wave = 9, 6
	for name, tc := range map[string]struct {
		at      roster.Span
		standby bool
		want    bool
	}{
		"right before the start":           {span(0, 9.5, 11), true, true},
		"right before, not on standby":     {span(0, 9.5, 11), false, false},
		"with an evening left to ask them": {span(2, 9.5, 11), true, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, people)
			last := w.people[people-1]
			for range 2 {
				w.answer(w.ask(w.shift(span(4, 8, 11), guides(1)), last.ID), roster.No, morning)
			}
			if tc.standby {
				_, err := w.dispatcher.SetStandby(t.Context(), w.department, last.ID, []roster.Span{{Start: tc.at.Start.Add(-1), End: tc.at.End}}, morning)
				w.check(err)
			}
			role := w.shift(tc.at, guides(1))
			_, err := w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning)
			w.check(err)
			live, err := w.store.AssignmentsOfRoles(t.Context(), w.campaign.ID, []string{role})
			w.check(err)
			got := slices.ContainsFunc(live, func(a roster.Assignment) bool { return a.Volunteer == last.ID })
			if got != tc.want || len(live) > wave {
				t.Errorf("%d asked, the one of the reserve among them: %t", len(live), got)
			}
		})
	}
}

func TestStandbyIsSetByWhoeverMayAndCountedByCommune(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	day, week := span(1, 7, 19), span(0, 0, 24*7)
	self := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[0].ID, Organisation: w.university}
	_, err := w.dispatcher.SetStandby(t.Context(), self, w.people[0].ID, []roster.Span{day}, morning)
	w.check(err)
	for who, tc := range map[string]struct {
		viewer roster.Viewer
		id     string
		want   roster.Kind
	}{
		"another volunteer":  {self, w.people[1].ID, roster.NotFound},
		"another university": {w.as(w.other), w.people[0].ID, roster.NotFound},
		"a commune":          {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, w.people[0].ID, roster.Forbidden},
	} {
		if _, err := w.dispatcher.SetStandby(t.Context(), tc.viewer, tc.id, nil, morning); roster.KindOf(err) != tc.want {
			t.Errorf("%s: %v, want %s", who, err, tc.want)
		}
	}
	reserve, err := w.dispatcher.Reserve(t.Context(), w.department, week)
	w.check(err)
	want := []roster.CommuneReserve{{Commune: baDinh, People: 1}, {Commune: ngocHa, People: 1}, {Commune: haDong, People: 1}}
	if diff := cmp.Diff(want, reserve); diff != "" {
		t.Errorf("reserve (-want +got):\n%s", diff)
	}
	if others, err := w.dispatcher.Standbys(t.Context(), w.as(w.other), week); err != nil || len(others) > 0 {
		t.Errorf("another university sees %v: %v", others, err)
	}
	_, err = w.dispatcher.SetStandby(t.Context(), w.department, w.people[0].ID, []roster.Span{day, span(1, 18, 20), span(0, 6, 7), span(2, 9, 9), span(2, 0, 25)}, morning)
	faults, _ := errors.AsType[roster.Faults](err)
	var fields []string
	for _, f := range faults {
		fields = append(fields, f.Field)
	}
	if diff := cmp.Diff([]string{"input.spans[1].start", "input.spans[2].start", "input.spans[3].end", "input.spans[4].end"}, fields); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}
