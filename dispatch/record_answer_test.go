package dispatch_test

import (
	"errors"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestWhoMayEnterAnAnswerGivenByVoice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	for name, tc := range map[string]struct {
		viewer roster.Viewer
		want   roster.Kind
	}{
		"nobody":            {roster.Viewer{}, roster.Unauthenticated},
		"a university":      {roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.university}, roster.Forbidden},
		"another commune":   {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: ngocHa}, roster.NotFound},
		"another campaign":  {roster.Viewer{Role: roster.AsDepartment, Campaign: newID(t)}, roster.NotFound},
		"the shift's place": {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, ""},
	} {
		if _, err := w.dispatcher.RecordAnswer(t.Context(), tc.viewer, ask.ID, roster.Yes, "gọi điện", morning); roster.KindOf(err) != tc.want {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}

func TestStaffAreToldTheTruthOfALateYes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(2, 8, 11), guides(1))
	late, quick := w.ask(role, w.people[0].ID), w.ask(role, w.people[1].ID)
	if _, err := w.dispatcher.RecordAnswer(t.Context(), w.department, quick.ID, roster.Yes, "", morning); err != nil {
		t.Fatal(err)
	}
	_, err := w.dispatcher.RecordAnswer(t.Context(), w.department, late.ID, roster.Yes, "", morning)
	if told, ok := errors.AsType[*roster.Error](err); !ok || told.Key != "answer.waiting" {
		t.Errorf("got %v, want answer.waiting", err)
	}
	waiting, err := w.store.Waiting(t.Context(), w.campaign.ID, []string{role})
	if err != nil || len(waiting[role]) != 1 || waiting[role][0] != w.people[0].ID {
		t.Errorf("waiting: %v, %v", waiting, err)
	}
	w.sendAll(morning)
	// The late one hears that the shift is full, the quick one that it counts; neither is
	// asked any more what has been answered.
	for _, p := range w.people {
		if texts := w.fake.Texts(string(p.Phone)); len(texts) != 1 {
			t.Errorf("%s has %+v, want one text", p.Name, texts)
		}
	}
}

// A yes holds until the start; a no holds from the lock time on, when others have been asked.
func TestUntilWhenAnAnswerCanBeChanged(t *testing.T) {
	t.Parallel()
	start := span(2, 8, 11).Start
	for name, tc := range map[string]struct {
		first, second roster.Answer
		at            time.Time
		want          roster.Told
	}{
		"no to yes while there is time":    {roster.No, roster.Yes, start.Add(-13 * time.Hour), roster.ToldConfirmed},
		"no to yes after the lock time":    {roster.No, roster.Yes, start.Add(-11 * time.Hour), roster.ToldLocked},
		"yes to no at the last moment":     {roster.Yes, roster.No, start.Add(-time.Minute), roster.ToldDeclined},
		"yes to no after it has begun":     {roster.Yes, roster.No, start, roster.ToldClosed},
		"yes once more after the lock":     {roster.Yes, roster.Yes, start.Add(-time.Hour), roster.ToldConfirmed},
		"no once more after the lock":      {roster.No, roster.No, start.Add(-time.Hour), roster.ToldDeclined},
		"no to yes after it has begun":     {roster.No, roster.Yes, start.Add(time.Hour), roster.ToldClosed},
		"yes once more after it has begun": {roster.Yes, roster.Yes, start.Add(time.Hour), roster.ToldClosed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
			w.answer(ask, tc.first, morning)
			if told := w.answer(ask, tc.second, tc.at); told != tc.want {
				t.Errorf("got %s, want %s", told, tc.want)
			}
		})
	}
}

// A plan's offer doesn't outweigh what the person has taken since: the limit is full now.
func TestAYesThatANewerDutyForbidsFreesItsSeat(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	person := w.volunteer(0)
	person.Limits.MinutesPerDay = 4 * 60
	w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, []roster.Volunteer{person}, morning))
	planned := w.shift(span(2, 8, 11), guides(1))
	w.planAndPublish(morning)
	_, err := w.dispatcher.AskPlanned(t.Context(), w.campaign.ID, morning)
	w.check(err)
	live, err := w.store.AssignmentsOfRoles(t.Context(), w.campaign.ID, []string{planned})
	w.check(err)
	ask, _, err := w.store.LatestAsk(t.Context(), w.campaign.ID, live[0].ID)
	w.check(err)
	newer, err := w.dispatcher.Assign(t.Context(), w.department, w.shift(span(2, 14, 17), guides(1)), person.ID, "bạn ấy đồng ý", morning)
	w.check(err)
	second, err := w.dispatcher.Ask(t.Context(), w.department, newer.ID, morning)
	w.check(err)
	w.answer(second, roster.Yes, morning)
	if told := w.answer(ask, roster.Yes, morning); told != roster.ToldClosed {
		t.Errorf("got %s, want %s", told, roster.ToldClosed)
	}
	if got := w.role(planned).Taken; got != 0 {
		t.Errorf("%d seats taken", got)
	}
}
