package dispatch_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestAPlanIsPublishedAskedAndLeavesWhatStands(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	first := w.shift(span(2, 8, 11), guides(2))
	second := w.shift(span(3, 13, 17), guides(1))
	standing := w.ask(first, w.people[0].ID)
	w.answer(standing, roster.Yes, morning)
	run, err := w.dispatcher.PlanNow(t.Context(), w.department, 7, morning)
	w.check(err)
	if run.Bound < run.Value || run.State != roster.PlanDraft {
		t.Errorf("got %+v", run)
	}
	older := run
	run, err = w.dispatcher.PlanNow(t.Context(), w.department, 7, morning.Add(time.Second))
	w.check(err)
	if _, err := w.dispatcher.PublishPlan(t.Context(), w.department, run.ID, morning); err != nil {
		t.Fatal(err)
	}
	if _, err := w.dispatcher.PublishPlan(t.Context(), w.department, older.ID, morning); roster.KindOf(err) != roster.Conflict {
		t.Errorf("an older draft was published: %v", err)
	}
	if _, err := w.dispatcher.AskPlanned(t.Context(), w.campaign.ID, morning); err != nil {
		t.Fatal(err)
	}
	for role, want := range map[string]map[roster.AssignmentState]int{
		first: {roster.Confirmed: 1, roster.Offered: 1}, second: {roster.Offered: 1},
	} {
		if diff := cmp.Diff(want, w.states(role)); diff != "" {
			t.Errorf("states mismatch (-want +got):\n%s", diff)
		}
	}
	counts, err := w.dispatcher.AskPlanned(t.Context(), w.campaign.ID, morning)
	if err != nil || len(counts) != 0 {
		t.Errorf("asked again: %v, %v", counts, err)
	}
}

func TestOnlyTheDepartmentPlans(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	for viewer, want := range map[roster.Viewer]roster.Kind{
		{}: roster.Unauthenticated,
		{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.university}: roster.Forbidden,
		{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}:               roster.Forbidden,
	} {
		if _, err := w.dispatcher.PlanNow(t.Context(), viewer, 7, morning); roster.KindOf(err) != want {
			t.Errorf("%+v: %v, want %s", viewer, err, want)
		}
	}
}

func TestRegistrationStoresAllGoodRowsOrNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	person := func(id, phone string) dispatch.Person {
		return dispatch.Person{ExternalID: id, Name: "Trần  Thị\u0323 An", Phone: phone, Kind: roster.Student, HomeCommune: baDinh, Skills: []roster.SkillLevel{{Skill: "guide", Level: 1}}, ConsentSMS: true}
	}
	register := func(people ...dispatch.Person) dispatch.Registered {
		done, err := w.dispatcher.RegisterVolunteers(t.Context(), w.department, dispatch.Registration{Organisation: w.other, People: people}, morning)
		w.check(err)
		return done
	}
	bad := person("3", "02438251234")
	bad.HomeCommune, bad.Skills = "99999", []roster.SkillLevel{{Skill: "magic", Level: 9}}
	faulty := register(person("1", "0912000001"), person("1", "0912000001"), bad, person("4", string(w.people[0].Phone)))
	var places []string
	for _, f := range faulty.Faults {
		places = append(places, string(rune('0'+f.Row))+" "+f.Column+" "+f.Err.Key)
	}
	want := []string{
		"2 externalId register.twice", "2 phone register.twice", "3 phone phone.not_vietnamese_mobile", "3 homeCommune commune.unknown", "3 skills[0].code skill.unknown", "4 phone volunteer.phone_elsewhere",
	}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Errorf("faults mismatch (-want +got):\n%s", diff)
	}
	for _, step := range []struct {
		name                        string
		people                      []dispatch.Person
		created, updated, unchanged int
	}{
		{"new", []dispatch.Person{person("1", "0912000001"), person("2", "0912000002")}, 2, 0, 0},
		{"again", []dispatch.Person{person("1", "0912000001"), person("2", "0912000002")}, 0, 0, 2},
		{"a new number", []dispatch.Person{person("1", "0912000003"), person("2", "0912000002")}, 0, 1, 1},
	} {
		got := register(step.people...)
		if got.Created != step.created || got.Updated != step.updated || got.Unchanged != step.unchanged || len(got.Faults) > 0 {
			t.Errorf("%s: %+v", step.name, got)
		}
	}
}

func TestAPlanSaysWhyItsLowestCommuneIsNoBetter(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.shift(span(2, 8, 11), guides(1))
	w.shift(span(3, 8, 11), roster.RoleNeed{Skill: "it", Level: 5, Seats: 2})
	run, err := w.dispatcher.PlanNow(t.Context(), w.department, 7, morning)
	w.check(err)
	stored, err := w.store.Plan(t.Context(), w.campaign.ID, run.ID)
	w.check(err)
	want := roster.LowestPlace{
		Lowest: baDinh, LowestRatio: stored.LowestRatio, LowestAtMost: run.LowestAtMost,
		LowestWhy: []roster.Shortage{{Key: "plan.short.skill", Seats: 2}},
	}
	if diff := cmp.Diff(want, stored.LowestPlace); diff != "" || stored.LowestRatio >= 0.5 || stored.LowestAtMost < stored.LowestRatio {
		t.Errorf("the lowest of %+v (-want +got):\n%s", stored, diff)
	}
}
