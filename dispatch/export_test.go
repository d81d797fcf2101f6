package dispatch_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestExportsHoldTheViewersOwnPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	foreign := w.volunteer(2)
	foreign.Organisation = w.other
	w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, []roster.Volunteer{foreign}, morning))
	for name, tc := range map[string]struct {
		viewer roster.Viewer
		kind   roster.Kind
		people int
	}{
		"the department": {w.department, "", 3},
		"a university":   {roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.other}, "", 1},
		"a volunteer":    {roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: foreign.ID}, "", 1},
		"a commune":      {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, roster.Forbidden, -1},
		"nobody":         {roster.Viewer{}, roster.Unauthenticated, -1},
	} {
		people, err := w.dispatcher.ExportVolunteers(t.Context(), tc.viewer, morning)
		if roster.KindOf(err) != tc.kind || len(people)-1 != tc.people {
			t.Errorf("%s: %d people, %v", name, len(people)-1, err)
		}
		results, err := w.dispatcher.ExportResults(t.Context(), tc.viewer, i18n.VI, morning)
		if roster.KindOf(err) != tc.kind || len(results)-1 != tc.people {
			t.Errorf("%s: results of %d people, %v", name, len(results)-1, err)
		}
		if _, err := w.dispatcher.ExportVolunteer(t.Context(), tc.viewer, w.people[0].ID, morning); (err == nil) != (tc.people == 3) {
			t.Errorf("%s and somebody of another organisation: %v", name, err)
		}
	}
}

func TestOnesDataAreAllThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	w.answer(ask, roster.Yes, morning)
	w.text(w.people[0].Phone, "SM1", "mình sẽ đến", morning)
	_, err := w.dispatcher.SetHold(t.Context(), w.department, w.people[0].ID, roster.HoldDispute, "x", morning)
	w.check(err)
	w.check(w.dispatcher.NoteAccess(t.Context(), w.department, roster.SawPhone, []string{w.people[0].ID}, morning))
	content, err := w.dispatcher.ExportVolunteer(t.Context(), roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[0].ID}, w.people[0].ID, morning)
	w.check(err)
	var record map[string]any
	w.check(json.Unmarshal(content, &record))
	if record["volunteer"].(map[string]any)["phone"] != string(w.people[0].Phone) {
		t.Errorf("volunteer: %v", record["volunteer"])
	}
	for _, part := range []string{"skills", "weeklyAvailability", "consents", "assignments", "events", "asks", "messages", "replies", "holds", "accesses"} {
		if rows, ok := record[part].([]any); !ok || len(rows) == 0 {
			t.Errorf("%s: %v", part, record[part])
		}
	}
}

func TestACalendarHoldsWhatWasTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.answer(w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID), roster.Yes, morning)
	w.ask(w.shift(span(3, 8, 11), guides(1)), w.people[0].ID)
	content, err := w.dispatcher.Calendar(t.Context(), w.campaign.ID, w.people[0].ID)
	w.check(err)
	if got := strings.Count(string(content), "BEGIN:VEVENT"); got != 1 || !strings.Contains(string(content), "DTSTART:20261127T010000Z") {
		t.Errorf("%d shifts in\n%s", got, content)
	}
}

func TestATimetableTakesHoursAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	const exam = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261201T080000\r\nDTEND:20261201T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	for range 2 {
		_, err := w.dispatcher.ImportTimetable(t.Context(), w.department, w.people[0].ID, []byte(exam))
		w.check(err)
	}
	people, err := w.store.People(t.Context(), w.campaign.ID, nil)
	w.check(err)
	day := roster.Date{Year: 2026, Month: 12, Day: 1}
	want := []roster.Exception{{Date: day, Available: true, From: 0, To: 480}, {Date: day, Available: true, From: 600, To: 1440}}
	if diff := cmp.Diff(want, people[0].Availability.Exceptions); diff != "" {
		t.Error(diff)
	}
	other := roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.other}
	if _, err := w.dispatcher.ImportTimetable(t.Context(), other, w.people[0].ID, []byte(exam)); roster.KindOf(err) != roster.NotFound {
		t.Errorf("another university: %v", err)
	}
}
