package dispatch_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// listedTwice has the second university list the first one's person under a number of its own,
// and gives what was found.
func (w *world) listedTwice() roster.Duplicate {
	w.Helper()
	done := w.imports(w.listOfB(), func(in *dispatch.ImportInput) { in.SkipDuplicates = true })
	if diff := cmp.Diff([5]int{1, 0, 0, 1, 0}, counts(done)); diff != "" {
		w.Fatal(diff)
	}
	found, err := w.store.Duplicates(w.Context(), w.department.Scope(), nil)
	w.check(err)
	if len(found) != 1 {
		w.Fatalf("found %+v", found)
	}
	return found[0]
}

func (w *world) listOfB() string {
	return heading + "B01;Trần An;0912345678;00004;;\nB02;Nguyễn Văn Không;" + string(w.people[0].Phone) + ";00004;it:3;\n"
}

func (w *world) merge(keep, drop string) error {
	return w.dispatcher.MergeVolunteers(w.Context(), w.department, keep, drop, morning)
}

func TestAPersonListedTwiceIsOfferedForMergingAndFoundByBothNumbersAfter(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	twice := w.listedTwice()
	want := roster.Duplicate{Organisation: w.other, ExternalID: "B02", Name: "Nguyễn Văn Không", Volunteer: w.people[0].ID}
	got := twice
	got.ID, got.FoundAt = "", time.Time{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
	if err := w.merge(w.people[1].ID, twice.ID); roster.KindOf(err) != roster.BadInput {
		t.Errorf("merged into somebody else: %v", err)
	}
	w.check(w.merge(w.people[0].ID, twice.ID))
	again := w.imports(w.listOfB(), nil) // without skipping: it is no duplicate any more
	if diff := cmp.Diff([5]int{0, 0, 2, 0, 0}, counts(again)); diff != "" {
		t.Errorf("the second university's list again: %s", diff)
	}
	registered, err := w.dispatcher.RegisterVolunteers(t.Context(), w.department, dispatch.Registration{Organisation: w.other, People: []dispatch.Person{
		{ExternalID: "B02", Name: "x", Phone: string(w.people[0].Phone), Kind: roster.Student, HomeCommune: baDinh},
	}}, morning)
	w.check(err)
	if diff := cmp.Diff([5]int{0, 0, 1, 0, 0}, counts(registered)); diff != "" {
		t.Errorf("registered again: %s", diff)
	}
	found, err := w.store.Duplicates(t.Context(), w.department.Scope(), nil)
	w.check(err)
	if len(found) != 0 {
		t.Errorf("still offered: %+v", found)
	}
	w.holds(3)
}

func TestAnOrganisationLearnsOnlyThatSomebodyIsRegisteredElsewhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	twice := w.listedTwice()
	university := func(id string) roster.Viewer {
		return roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: id}
	}
	for organisation, want := range map[string]int{w.other: 1, w.university: 0} {
		found, err := w.store.Duplicates(t.Context(), university(organisation).Scope(), nil)
		w.check(err)
		if len(found) != want {
			t.Errorf("%d findings are shown, want %d", len(found), want)
		}
	}
	if err := w.dispatcher.MergeVolunteers(t.Context(), university(w.other), w.people[0].ID, twice.ID, morning); roster.KindOf(err) != roster.Forbidden {
		t.Errorf("a university merges: %v", err)
	}
}

func TestAListThatIsMendedIsOfferedNoMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.listedTwice()
	w.imports(heading+"B02;Nguyễn Văn Không;0987111222;00004;;\n", nil)
	found, err := w.store.Duplicates(t.Context(), w.department.Scope(), nil)
	w.check(err)
	if len(found) != 0 {
		t.Errorf("still offered: %+v", found)
	}
}

func TestATrialNotesNoDuplicates(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.imports(w.listOfB(), func(in *dispatch.ImportInput) { in.Dry, in.SkipDuplicates = true, true })
	found, err := w.store.Duplicates(t.Context(), w.department.Scope(), nil)
	w.check(err)
	if len(found) != 0 {
		t.Errorf("noted: %+v", found)
	}
}

func TestWhatBothRowsHavePromisedIsOnePersonsAfterAMerge(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	keep, drop := w.people[0].ID, w.people[1].ID
	first, second := w.shift(span(2, 8, 11), guides(1)), w.shift(span(3, 8, 11), guides(2))
	kept, dropped := w.ask(first, keep), w.ask(second, drop)
	for _, ask := range []roster.Ask{kept, dropped} {
		if told := w.answer(ask, roster.Yes, morning); told != roster.ToldConfirmed {
			t.Fatal(told)
		}
	}
	open := w.ask(w.shift(span(4, 8, 11), guides(1)), drop)
	w.check(w.merge(keep, drop))
	for _, role := range []string{first, second} {
		live, err := w.store.AssignmentsOfRoles(t.Context(), w.campaign.ID, []string{role})
		w.check(err)
		if len(live) != 1 || live[0].Volunteer != keep || live[0].State != roster.Confirmed {
			t.Errorf("after the merge: %+v", live)
		}
	}
	if told := w.answer(open, roster.Yes, morning); told != roster.ToldConfirmed {
		t.Errorf("the open question answers %s", told)
	}
	w.sound()
	w.holds(2)
	var log int
	w.check(w.pool.QueryRow(t.Context(), "SELECT assignments FROM volunteer_merges WHERE kept_id = $1 AND dropped_id = $2", keep, drop).Scan(&log))
	if log != 2 {
		t.Errorf("the log tells of %d assignments", log)
	}
}

func TestPlacesAtOneTimeAreNamedAndNothingIsMerged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	keep, drop := w.people[0].ID, w.people[1].ID
	w.ask(w.shift(span(2, 8, 11), guides(1)), keep)
	w.ask(w.shift(span(2, 10, 12), guides(1)), drop)
	before := dbtest.Content(t, w.pool)
	err := w.merge(keep, drop)
	faults, ok := errors.AsType[roster.Faults](err)
	if !ok || len(faults) != 1 || faults[0].Key != "merge.overlapping" || faults[0].Kind != roster.Conflict {
		t.Errorf("got %v", err)
	}
	if before != dbtest.Content(t, w.pool) {
		t.Error("something has changed")
	}
}

func TestAProposalGivesWayToWhatTheOtherRowHas(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	keep, drop := w.people[0].ID, w.people[1].ID
	role := w.shift(span(2, 8, 11), guides(2))
	w.ask(role, keep)
	_, err := w.dispatcher.Assign(t.Context(), w.department, role, drop, "", morning)
	w.check(err)
	w.check(w.merge(keep, drop))
	if diff := cmp.Diff(map[roster.AssignmentState]int{roster.Offered: 1}, w.states(role)); diff != "" {
		t.Errorf("still live: %s", diff)
	}
	w.sound()
}

func TestWhoHasTakenBackConsentUnderEitherRowIsAskedUnderNone(t *testing.T) {
	t.Parallel()
	for name, stops := range map[string][]int{"nobody": {}, "the kept": {0}, "the dropped": {1}, "both": {0, 1}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 2)
			for _, i := range stops {
				w.check(w.store.WithdrawConsent(t.Context(), w.campaign.ID, w.people[i].ID, roster.AsVolunteer, morning))
			}
			w.check(w.merge(w.people[0].ID, w.people[1].ID))
			people, err := w.store.People(t.Context(), w.campaign.ID, []string{w.people[0].ID})
			w.check(err)
			if people[0].ConsentSMS != (len(stops) == 0) {
				t.Errorf("asked: %t", people[0].ConsentSMS)
			}
		})
	}
}

func TestAMergedPersonHasWhatEitherRowHad(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	other := w.volunteer(1)
	day := roster.Date{Year: 2026, Month: 12, Day: 1}
	other.Organisation, other.Skills, other.Avoid = w.other, []roster.SkillLevel{{Skill: "it", Level: 4}}, []string{haDong}
	other.Availability.Exceptions = []roster.Exception{{Date: day, From: 0, To: 1440}}
	w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, []roster.Volunteer{other}, morning))
	w.check(w.store.Suppress(t.Context(), w.people[0].Phone, "blocked", morning))
	w.check(w.store.Suppress(t.Context(), other.Phone, "opted_out", morning))
	w.check(w.merge(w.people[0].ID, other.ID))
	people, err := w.store.People(t.Context(), w.campaign.ID, nil)
	w.check(err)
	want := w.people[0]
	want.Skills, want.Avoid, want.Version = []roster.SkillLevel{{Skill: "guide", Level: 1}, {Skill: "it", Level: 4}}, other.Avoid, 2
	want.Availability.Exceptions = other.Availability.Exceptions
	if diff := cmp.Diff([]roster.Volunteer{want}, people); diff != "" {
		t.Error(diff)
	}
	if again := w.imports(heading+"SV1;"+other.Name+";"+string(other.Phone)+";00004;;\n", nil); again.Unchanged != 1 {
		t.Errorf("the dropped number again: %+v", again)
	}
	if got := w.suppressed(want.Phone); got != "opted_out" {
		t.Errorf("who said stop on one number is kept from texts on the other as %q", got)
	}
}

// sound proves the invariants on the rows.
func (w *world) sound() {
	w.Helper()
	broken, err := dispatch.ProveInvariants(w.Context(), w.store, morning)
	w.check(err)
	if len(broken) > 0 {
		w.Errorf("%+v", broken)
	}
}

func TestAMergeTakesHoldsAndStandbyAlong(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	keep, drop := w.people[0].ID, w.people[1].ID
	_, err := w.dispatcher.SetHold(t.Context(), w.department, drop, roster.HoldDispute, "tranh chấp giờ trực", morning)
	w.check(err)
	both, theirs := span(1, 7, 12), span(2, 7, 12)
	for id, spans := range map[string][]roster.Span{keep: {both}, drop: {both, theirs}} {
		_, err := w.dispatcher.SetStandby(t.Context(), w.department, id, spans, morning)
		w.check(err)
	}
	w.check(w.merge(keep, drop))
	holds, err := w.store.HoldsNow(t.Context(), w.campaign.ID, keep)
	w.check(err)
	standbys, err := w.store.Standbys(t.Context(), w.department.Scope(), span(0, 0, 24*7))
	w.check(err)
	if len(holds) != 1 || len(standbys) != 2 || standbys[1].Volunteer != keep || !standbys[1].Span.Start.Equal(theirs.Start) {
		t.Errorf("holds %+v, standbys %+v", holds, standbys)
	}
}
