package dispatch_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestAvailabilityReplacesWhatIsGivenAndLeavesTheRest(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	day := roster.Date{Year: 2026, Month: 11, Day: 27}
	exam := []dispatch.DatedHours{{Date: day}}
	changed, err := w.dispatcher.SetAvailability(t.Context(), w.department, dispatch.AvailabilityInput{Volunteer: w.people[0].ID, Exceptions: exam}, morning)
	w.check(err)
	want := roster.Availability{Weekly: w.people[0].Availability.Weekly, Exceptions: []roster.Exception{{Date: day, From: 0, To: 24 * 60}}}
	if diff := cmp.Diff(want, changed.Availability); diff != "" {
		t.Errorf("with an exam (-want +got):\n%s", diff)
	}
	mornings := []dispatch.WeeklyHours{{Weekday: 3, From: "13:00", To: "24:00"}, {Weekday: 1, From: "07:30", To: "11:30"}}
	_, err = w.dispatcher.SetAvailability(t.Context(), w.department, dispatch.AvailabilityInput{Volunteer: w.people[0].ID, Weekly: mornings}, morning)
	w.check(err)
	stored, err := w.store.People(t.Context(), w.campaign.ID, []string{w.people[0].ID})
	w.check(err)
	want.Weekly = []roster.WeeklyWindow{{Weekday: 1, From: 450, To: 690}, {Weekday: 3, From: 780, To: 1440}}
	if diff := cmp.Diff(want, stored[0].Availability); diff != "" {
		t.Errorf("as stored (-want +got):\n%s", diff)
	}
}

func TestEveryWrongHourIsNamedByItsPlaceAndNothingIsStored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	_, err := w.dispatcher.SetAvailability(t.Context(), w.department, dispatch.AvailabilityInput{
		Volunteer: w.people[0].ID,
		Weekly: []dispatch.WeeklyHours{
			{Weekday: 8, From: "08:00", To: "09:00"},
			{Weekday: 1, From: "9h", To: "10h"},
			{Weekday: 2, From: "10:00", To: "10:00"},
			{Weekday: 3, From: "08:00", To: "25:00"},
			{Weekday: 4, From: "08:00", To: "09:00"},
			{Weekday: 4, From: "08:00", To: "11:00"},
		},
		Exceptions: []dispatch.DatedHours{{Date: roster.Date{Year: 2026, Month: 11, Day: 27}, Available: true}},
	}, morning)
	faults, ok := errors.AsType[roster.Faults](err)
	if !ok {
		t.Fatalf("got %v, want faults", err)
	}
	var places []string
	for _, f := range faults {
		places = append(places, f.Field+" "+f.Key)
	}
	want := []string{
		"input.weekly[0].weekday availability.weekday_out_of_range", "input.weekly[1].from availability.hours_malformed",
		"input.weekly[2].from availability.hours_malformed", "input.weekly[3].from availability.hours_malformed",
		"input.weekly[5].from availability.twice", "input.exceptions[0].from availability.hours_malformed",
	}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Errorf("faults mismatch (-want +got):\n%s", diff)
	}
	stored, err := w.store.People(t.Context(), w.campaign.ID, []string{w.people[0].ID})
	w.check(err)
	if diff := cmp.Diff(w.people[0].Availability, stored[0].Availability); diff != "" {
		t.Errorf("as stored (-want +got):\n%s", diff)
	}
}

func TestAvailabilityIsOnesOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	for name, tc := range map[string]struct {
		viewer roster.Viewer
		want   roster.Kind
	}{
		"the person":        {roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[0].ID}, ""},
		"another volunteer": {roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[1].ID}, roster.NotFound},
		"the university":    {roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.university}, ""},
		"another one":       {roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.other}, roster.NotFound},
		"a commune":         {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, roster.Forbidden},
		"another campaign":  {roster.Viewer{Role: roster.AsDepartment, Campaign: newID(t)}, roster.NotFound},
	} {
		in := dispatch.AvailabilityInput{Volunteer: w.people[0].ID, Weekly: []dispatch.WeeklyHours{}}
		if _, err := w.dispatcher.SetAvailability(t.Context(), tc.viewer, in, morning); roster.KindOf(err) != tc.want {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}
