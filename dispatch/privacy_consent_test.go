package dispatch_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

func (w *world) ledger(volunteer string) []roster.Consent {
	w.Helper()
	ledger, err := w.dispatcher.Consents(w.Context(), w.department, volunteer)
	w.check(err)
	return ledger
}

func TestAConsentKeepsItsWordsAndItsProof(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	file := []byte("Mã SV,Họ tên,SĐT,Xã,Kỹ năng,Đồng ý nhận tin\nSV1,An,0912300001," + baDinh + ",guide,x\n")
	done, err := w.dispatcher.ImportVolunteers(t.Context(), w.as(w.university), dispatch.ImportInput{Organisation: w.university, ListInput: dispatch.ListInput{File: file}}, morning)
	w.check(err)
	if done.Created != 1 {
		t.Fatalf("imported %+v", done)
	}
	ids, err := w.store.OwnPeople(t.Context(), w.department.Scope())
	w.check(err)
	sum := sha256.Sum256(file)
	want := []roster.Consent{{
		Purpose: roster.ForShifts, GivenAt: morning, Source: "organisation", TextVersion: 1,
		Proof: "university/" + w.university + " sha256:" + hex.EncodeToString(sum[:]),
	}}
	if diff := cmp.Diff(want, w.ledger(ids[0])); diff != "" {
		t.Errorf("ledger (-want +got):\n%s", diff)
	}
	for _, text := range roster.ConsentTexts() {
		for _, lang := range i18n.Langs() {
			if !i18n.Has(lang, text.Key) {
				t.Errorf("no words of %s in %s", text.Key, lang)
			}
		}
	}
}

func TestWhoHasWithdrawnConsentGivesItAgainAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	person := w.people[0]
	oneself := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: person.ID}
	w.check(w.dispatcher.WithdrawConsent(t.Context(), oneself, person.ID, morning))
	again := func(i int) {
		p := w.people[i]
		row := dispatch.Person{ExternalID: p.ExternalID, Name: p.Name, Phone: string(p.Phone), Kind: p.Kind, HomeCommune: p.Home, Skills: p.Skills, ConsentSMS: true}
		for range 2 {
			_, err := w.dispatcher.RegisterVolunteers(t.Context(), w.department, dispatch.Registration{Organisation: w.university, People: []dispatch.Person{row}}, morning.Add(time.Hour))
			w.check(err)
		}
	}
	again(0)
	if ledger := w.ledger(person.ID); len(ledger) != 1 || ledger[0].WithdrawnAt == nil {
		t.Errorf("a list gave it in their name: %+v", ledger)
	}
	w.check(w.dispatcher.WithdrawConsent(t.Context(), w.as(w.university), w.people[1].ID, morning))
	again(1) // what the organisation ended it may bring again
	if ledger := w.ledger(w.people[1].ID); len(ledger) != 2 || ledger[1].WithdrawnAt != nil {
		t.Errorf("the organisation's: %+v", ledger)
	}
	give := func(v roster.Viewer, purpose string, version int) error {
		return w.dispatcher.GiveConsent(t.Context(), v, person.ID, purpose, version, morning.Add(2*time.Hour))
	}
	other := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[1].ID}
	for _, step := range []struct {
		name string
		err  error
		kind roster.Kind
	}{
		{"by the department", give(w.department, roster.ForShifts, 1), roster.Forbidden},
		{"by the university", give(w.as(w.university), roster.ForShifts, 1), roster.Forbidden},
		{"by another", give(other, roster.ForShifts, 1), roster.NotFound},
		{"to other words", give(oneself, roster.ForShifts, 2), roster.Conflict},
		{"to anything", give(oneself, "adverts", 1), roster.BadInput},
		{"by oneself", give(oneself, roster.ForShifts, 1), ""},
		{"twice", give(oneself, roster.ForShifts, 1), ""},
	} {
		if roster.KindOf(step.err) != step.kind && (step.kind != "" || step.err != nil) {
			t.Errorf("%s: %v, want %q", step.name, step.err, step.kind)
		}
	}
	ledger := w.ledger(person.ID)
	want := roster.Consent{Purpose: roster.ForShifts, GivenAt: morning.Add(2 * time.Hour), Source: "volunteer", TextVersion: 1, Proof: "volunteer/" + person.ID}
	if len(ledger) != 2 || fmt.Sprint(ledger[0].WithdrawnBy) != "volunteer" {
		t.Fatalf("ledger %+v", ledger)
	}
	if diff := cmp.Diff(want, ledger[1]); diff != "" {
		t.Errorf("ledger (-want +got):\n%s", diff)
	}
	again(0) // and then it stands
	if got := w.ledger(person.ID); len(got) != 2 {
		t.Errorf("ledger %+v", got)
	}
}
