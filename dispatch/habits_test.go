package dispatch_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestHabitsCountWhoAnsweredAndWhoCame(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	today := w.shift(span(0, 13, 16), guides(2))
	later := w.shift(span(2, 8, 11), guides(4))
	for i, role := range []string{today, today, later} {
		ask := w.ask(role, w.people[i].ID)
		w.answer(ask, roster.Yes, morning.Add(time.Duration(10*(i+1))*time.Minute))
	}
	w.answer(w.ask(later, w.people[3].ID), roster.No, morning.Add(40*time.Minute))
	w.presenceDue(span(0, 13.5, 14).Start) // neither has come
	got, err := w.dispatcher.Habits(t.Context(), w.department, span(0, 17, 18).Start)
	w.check(err)
	median := 25.0
	want := roster.Habits{
		Organisations: []roster.OrganisationHabits{{Organisation: w.university, Asked: 4, Yes: 3, Promised: 2, MedianMinutes: &median}},
		Hours:         []roster.HourHabits{{Hour: 8, Asked: 4, Answered: 4, MedianMinutes: &median}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("habits (-want +got):\n%s", diff)
	}
	if got, err = w.dispatcher.Habits(t.Context(), w.as(w.other), morning); err != nil || len(got.Organisations)+len(got.Hours) > 0 {
		t.Errorf("another university's: %+v, %v", got, err)
	}
	if _, err = w.dispatcher.Habits(t.Context(), roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, morning); roster.KindOf(err) != roster.Forbidden {
		t.Errorf("a commune reads them: %v", err)
	}
}
