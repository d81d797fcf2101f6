package dispatch_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

func sender() roster.Processor {
	return roster.Processor{
		Name: " Twilio ", Processes: "Số điện thoại và nội dung tin nhắn", Place: "Hoa Kỳ", Abroad: true, Contract: "DPA 12/2026",
		Since: roster.Date{Year: 2026, Month: time.November, Day: 1},
	}
}

func TestProcessorsAreListedChangedAndEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	added, err := w.dispatcher.AddProcessor(t.Context(), w.department, sender(), morning)
	w.check(err)
	changed := added
	changed.Place = "Hoa Kỳ và Ireland"
	add := func(v roster.Viewer, change func(*roster.Processor)) error {
		p := sender()
		change(&p)
		_, err := w.dispatcher.AddProcessor(t.Context(), v, p, morning)
		return err
	}
	other := roster.Viewer{Role: roster.AsDepartment, Campaign: newID(t)}
	for _, step := range []struct {
		name string
		err  error
		kind roster.Kind
	}{
		{"by a university", add(w.as(w.university), func(*roster.Processor) {}), roster.Forbidden},
		{"without a contract", add(w.department, func(p *roster.Processor) { p.Contract = " " }), roster.BadInput},
		{"twice", add(w.department, func(p *roster.Processor) { p.Name = "TWILIO" }), roster.Conflict},
		{"changed", w.dispatcher.ChangeProcessor(t.Context(), w.department, changed, morning), ""},
		{"changed from another campaign", w.dispatcher.ChangeProcessor(t.Context(), other, changed, morning), roster.NotFound},
		{"ended without a reason", w.dispatcher.EndProcessor(t.Context(), w.department, added.ID, "", morning), roster.BadInput},
		{"ended", w.dispatcher.EndProcessor(t.Context(), w.department, added.ID, "đổi nhà cung cấp", morning), ""},
		{"ended twice", w.dispatcher.EndProcessor(t.Context(), w.department, added.ID, "x", morning), roster.Conflict},
		{"changed after its end", w.dispatcher.ChangeProcessor(t.Context(), w.department, changed, morning), roster.Conflict},
		{"added again", add(w.department, func(*roster.Processor) {}), ""},
	} {
		if roster.KindOf(step.err) != step.kind && (step.kind != "" || step.err != nil) {
			t.Errorf("%s: %v, want %q", step.name, step.err, step.kind)
		}
	}
	listed, err := w.dispatcher.Processors(t.Context(), w.department)
	w.check(err)
	if len(listed) != 2 || listed[0].Name != "Twilio" || listed[0].EndedAt != nil || listed[1].EndedAt == nil || listed[1].Place != changed.Place || listed[1].Contract == "" {
		t.Errorf("listed %+v", listed)
	}
	oneself := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[0].ID}
	if seen, err := w.dispatcher.Processors(t.Context(), oneself); err != nil || len(seen) != 2 || seen[0].Contract != "" {
		t.Errorf("a volunteer sees %+v, %v", seen, err)
	}
	if diff := cmp.Diff([]roster.PrivacyEventKind{roster.ProcessorAdded, roster.ProcessorEnded, roster.ProcessorChanged, roster.ProcessorAdded}, w.privacyKinds()); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

// privacyKinds are what is on record, the newest first.
func (w *world) privacyKinds() []roster.PrivacyEventKind {
	w.Helper()
	events, err := w.store.PrivacyEvents(w.Context(), w.department.Scope(), 100)
	w.check(err)
	kinds := make([]roster.PrivacyEventKind, len(events))
	for i, e := range events {
		kinds[i] = e.Kind
	}
	return kinds
}

func TestABreachIsDueInThreeDaysAndReportedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	lost := roster.Breach{What: "Mất điện thoại của điều phối viên", FoundAt: morning, People: 12, Affected: "tên và số điện thoại"}
	record := func(v roster.Viewer, change func(*roster.Breach)) error {
		b := lost
		change(&b)
		_, err := w.dispatcher.RecordBreach(t.Context(), v, b, morning)
		return err
	}
	b, err := w.dispatcher.RecordBreach(t.Context(), w.department, lost, morning)
	w.check(err)
	if !b.DueAt.Equal(morning.Add(72 * time.Hour)) {
		t.Errorf("due at %s", b.DueAt)
	}
	known := b
	known.People, known.Measures, known.FoundAt = 40, "khoá từ xa", morning.Add(-time.Hour)
	reports := func(v roster.Viewer, reference string, at time.Time) error {
		return w.dispatcher.ReportBreach(t.Context(), v, b.ID, reference, at, morning.Add(48*time.Hour))
	}
	day := morning.Add(24 * time.Hour)
	late := known
	late.FoundAt = day.Add(time.Hour)
	for _, step := range []struct {
		name string
		err  error
		kind roster.Kind
	}{
		{"by a commune", record(roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}, func(*roster.Breach) {}), roster.Forbidden},
		{"without a word", record(w.department, func(b *roster.Breach) { b.What = "" }), roster.BadInput},
		{"in the future", record(w.department, func(b *roster.Breach) { b.FoundAt = day }), roster.BadInput},
		{"of fewer than nobody", record(w.department, func(b *roster.Breach) { b.People = -1 }), roster.BadInput},
		{"changed", w.dispatcher.ChangeBreach(t.Context(), w.department, known, morning), ""},
		{"reported before it was found", reports(w.department, "A05-1", morning.Add(-2*time.Hour)), roster.BadInput},
		{"reported without a reference", reports(w.department, " ", day), roster.BadInput},
		{"reported by a university", reports(w.as(w.university), "A05-1", day), roster.Forbidden},
		{"reported", reports(w.department, "A05-1", day), ""},
		{"reported twice", reports(w.department, "A05-2", day), roster.Conflict},
		{"found after its report", w.dispatcher.ChangeBreach(t.Context(), w.department, late, day.Add(2*time.Hour)), roster.BadInput},
	} {
		if roster.KindOf(step.err) != step.kind && (step.kind != "" || step.err != nil) {
			t.Errorf("%s: %v, want %q", step.name, step.err, step.kind)
		}
	}
	known.ReportedAt, known.Reference, known.DueAt = &day, "A05-1", known.FoundAt.Add(72*time.Hour)
	listed, err := w.dispatcher.Breaches(t.Context(), w.department)
	w.check(err)
	if diff := cmp.Diff([]roster.Breach{known}, listed); diff != "" {
		t.Errorf("register (-want +got):\n%s", diff)
	}
	if _, err := w.dispatcher.Breaches(t.Context(), w.as(w.university)); roster.KindOf(err) != roster.Forbidden {
		t.Errorf("read by a university: %v", err)
	}
	if diff := cmp.Diff([]roster.PrivacyEventKind{roster.BreachReported, roster.BreachChanged, roster.BreachRecorded}, w.privacyKinds()); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}
