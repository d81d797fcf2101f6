package dispatch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestWhoWithdrawsConsentGetsNoMoreTexts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	person := w.people[0]
	w.ask(w.shift(span(2, 8, 11), guides(1)), person.ID)
	oneself := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: person.ID}
	for range 2 {
		w.check(w.dispatcher.WithdrawConsent(t.Context(), oneself, person.ID, morning))
	}
	w.sendAll(morning)
	if sent := w.fake.Texts(string(person.Phone)); len(sent) != 0 {
		t.Errorf("sent %v", sent)
	}
	people, err := w.store.People(t.Context(), w.campaign.ID, nil)
	w.check(err)
	if people[0].ConsentSMS {
		t.Error("consent still stands")
	}
}

func TestNobodyWithdrawsForAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	for name, tc := range map[string]struct {
		viewer roster.Viewer
		kind   roster.Kind
	}{
		"another volunteer":  {roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[1].ID}, roster.NotFound},
		"another university": {roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.other}, roster.NotFound},
		"a commune":          {roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, roster.Forbidden},
	} {
		if err := w.dispatcher.WithdrawConsent(t.Context(), tc.viewer, w.people[0].ID, morning); roster.KindOf(err) != tc.kind {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheLedgerOfConsentKeepsWhoEndedIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	university := roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.university}
	w.check(w.dispatcher.WithdrawConsent(t.Context(), university, w.people[0].ID, morning))
	ledger, err := w.dispatcher.Consents(t.Context(), university, w.people[0].ID)
	w.check(err)
	at := morning
	want := []roster.Consent{{Purpose: "shifts", GivenAt: morning, WithdrawnAt: &at, Source: "organisation", WithdrawnBy: "university", TextVersion: 1}}
	if diff := cmp.Diff(want, ledger); diff != "" {
		t.Errorf("ledger (-want +got):\n%s", diff)
	}
}

func TestARequestAboutDataIsTrackedUntilItIsClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	oneself := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[0].ID}
	other := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[1].ID}
	opened, err := w.dispatcher.OpenPrivacyRequest(t.Context(), oneself, w.people[0].ID, roster.PrivacyErase, " xoá giúp tôi ", morning)
	w.check(err)
	again := func() error {
		_, err := w.dispatcher.OpenPrivacyRequest(t.Context(), oneself, w.people[0].ID, roster.PrivacyErase, "", morning)
		return err
	}
	closes := func(v roster.Viewer, outcome string) error {
		return w.dispatcher.ClosePrivacyRequest(t.Context(), v, opened.ID, false, outcome, morning)
	}
	for _, step := range []struct {
		name string
		err  error
		kind roster.Kind
	}{
		{"the same once more", again(), roster.Conflict},
		{"closed by oneself", closes(oneself, "xong"), roster.Forbidden},
		{"closed without a word", closes(w.department, " "), roster.BadInput},
		{"closed", closes(w.department, "đang tranh chấp"), ""},
		{"closed twice", closes(w.department, "đang tranh chấp"), roster.Conflict},
		{"another one afterwards", again(), ""},
	} {
		if roster.KindOf(step.err) != step.kind && (step.kind != "" || step.err != nil) {
			t.Errorf("%s: %v, want %q", step.name, step.err, step.kind)
		}
	}
	mine, err := w.store.PrivacyRequests(t.Context(), oneself.Scope(), nil)
	w.check(err)
	theirs, err := w.store.PrivacyRequests(t.Context(), other.Scope(), nil)
	w.check(err)
	if len(mine) != 2 || mine[0].State != roster.PrivacyOpen || mine[1].State != roster.PrivacyRefused || mine[1].Outcome != "đang tranh chấp" || len(theirs) != 0 {
		t.Errorf("mine %+v, another's %+v", mine, theirs)
	}
	if opened.AnswerBy.String() != "2026-11-27" || mine[0].CarryOutBy.String() != "2026-12-15" || mine[1].Note != "xoá giúp tôi" {
		t.Errorf("opened %+v", opened)
	}
}
