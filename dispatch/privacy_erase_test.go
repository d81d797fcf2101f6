package dispatch_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// wantsErasure opens a request to erase somebody.
func (w *world) wantsErasure(person roster.Volunteer) string {
	w.Helper()
	oneself := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: person.ID}
	r, err := w.dispatcher.OpenPrivacyRequest(w.Context(), oneself, person.ID, roster.PrivacyErase, "tôi tên là Nguyễn Văn", morning)
	w.check(err)
	return r.ID
}

func (w *world) erase(request string, now time.Time) roster.Erasure {
	w.Helper()
	done, err := w.dispatcher.CarryOutErasure(w.Context(), w.department, request, now)
	w.check(err)
	return done
}

// whole is every row of the database as text.
func (w *world) whole() string {
	w.Helper()
	const query = `
		SELECT string_agg(query_to_xml(format('SELECT * FROM %I', tablename), true, false, '')::text, '')
		FROM pg_tables WHERE schemaname = 'public'`
	var text string
	w.check(w.pool.QueryRow(w.Context(), query).Scan(&text))
	return text
}

// figures are what reports count, by a pseudonym's place.
func (w *world) figures() string {
	w.Helper()
	const query = `
		SELECT string_agg(a.id || a.state || coalesce(t.in_at || t.out_at::text, ''), ' ' ORDER BY a.id)
		FROM assignments a LEFT JOIN attendance t ON t.assignment_id = a.id`
	var text string
	w.check(w.pool.QueryRow(w.Context(), query).Scan(&text))
	return text
}

func TestErasingLeavesFiguresAndNothingThatLeadsToThePerson(t *testing.T) {
	t.Parallel()
	w := lived(t)
	person := w.people[2]
	role := w.shift(span(4, 8, 11), guides(1))
	a, err := w.dispatcher.Assign(t.Context(), w.department, role, person.ID, "", morning)
	w.check(err)
	_, _, err = w.dispatcher.AddHook(t.Context(), w.department, w.university, "https://x.example/hook", morning.Add(-time.Hour))
	w.check(err)
	w.text(person.Phone, "SM2", "KHONG", morning.Add(time.Hour))
	_, err = w.dispatcher.HooksDue(t.Context(), morning.Add(time.Hour))
	w.check(err)
	request := w.wantsErasure(person)
	marks := []string{string(person.Phone), person.Name, ">" + person.ExternalID + "<", `"` + person.ExternalID + `"`, "để mình xem đã", "tôi tên là"}
	before := w.whole()
	for _, mark := range marks {
		if !strings.Contains(strings.ReplaceAll(before, "&quot;", `"`), mark) {
			t.Errorf("%q isn't there before: the test proves nothing", mark)
		}
	}
	figures := strings.Replace(w.figures(), a.ID+"proposed", a.ID+"released", 1)
	for range 2 { // done again it does no harm
		if done := w.erase(request, morning.Add(2*time.Hour)); !done.Erased || len(done.Holds) > 0 {
			t.Fatalf("erased: %+v", done)
		}
	}
	after := strings.ReplaceAll(w.whole(), "&quot;", `"`)
	for _, mark := range marks {
		if strings.Contains(after, mark) {
			t.Errorf("%q is there still", mark)
		}
	}
	if got := w.figures(); got != figures {
		t.Errorf("figures:\n%s\nwant\n%s", got, figures)
	}
	if !strings.Contains(after, string(w.people[0].Phone)) || !strings.Contains(after, w.people[3].Name) {
		t.Error("others are erased too")
	}
	if broken := w.broken(morning.Add(2 * time.Hour)); len(broken) > 0 {
		t.Errorf("broken: %q", broken)
	}
}

func TestWhoIsErasedIsAskedNoMoreAndIsInNoList(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	person := w.people[0]
	w.erase(w.wantsErasure(person), morning)
	role := w.shift(span(2, 8, 11), guides(1))
	if _, err := w.dispatcher.Assign(t.Context(), w.department, role, person.ID, "trên hết", morning); roster.KindOf(err) != roster.Conflict {
		t.Errorf("assigned: %v", err)
	}
	ids, err := w.store.OwnPeople(t.Context(), w.department.Scope())
	w.check(err)
	if !slices.Equal(ids, []string{w.people[1].ID}) {
		t.Errorf("own people %v", ids)
	}
	oneself := roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: person.ID}
	if _, err := w.dispatcher.ExportVolunteer(t.Context(), oneself, person.ID, morning); roster.KindOf(err) != roster.NotFound {
		t.Errorf("exported: %v", err)
	}
	if _, err := w.dispatcher.SetHold(t.Context(), w.department, person.ID, roster.HoldComplaint, "x", morning); roster.KindOf(err) != roster.Conflict {
		t.Errorf("held: %v", err)
	}
	if _, err := w.dispatcher.SetAvailability(t.Context(), w.department, dispatch.AvailabilityInput{Volunteer: person.ID, Weekly: []dispatch.WeeklyHours{{Weekday: 1, From: "08:00", To: "11:00"}}}, morning); roster.KindOf(err) != roster.Conflict {
		t.Errorf("made available: %v", err)
	}
	// The number and the place in the organisation's list are free again.
	w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, []roster.Volunteer{w.volunteer(0)}, morning))
}

func TestHoldsDelayAnErasureAndAreNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	person := w.people[0]
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), person.ID)
	request := w.wantsErasure(person)
	held, err := w.dispatcher.SetHold(t.Context(), w.department, person.ID, roster.HoldDispute, " khiếu nại giờ công ", morning)
	w.check(err)
	kinds := func(done roster.Erasure) []roster.HoldKind {
		var kinds []roster.HoldKind
		for _, h := range done.Holds {
			kinds = append(kinds, h.Kind)
		}
		return kinds
	}
	before := w.whole()
	first := w.erase(request, morning)
	if got := kinds(first); first.Erased || !slices.Equal(got, []roster.HoldKind{roster.HoldDuties, roster.HoldDispute}) || first.Holds[1].Reason != "khiếu nại giờ công" {
		t.Errorf("delayed by %+v", first)
	}
	w.erase(request, morning.Add(time.Hour))
	if events, err := w.store.PrivacyEvents(t.Context(), w.department.Scope(), 10); err != nil || len(events) != 2 || events[0].Kind != roster.ErasureDelayed {
		t.Errorf("events %+v, %v", events, err)
	}
	if !strings.Contains(before, string(person.Phone)) || !strings.Contains(w.whole(), string(person.Phone)) {
		t.Error("a delayed erasure has erased")
	}
	w.answer(ask, roster.No, morning)
	if got := kinds(w.erase(request, morning)); !slices.Equal(got, []roster.HoldKind{roster.HoldDispute}) {
		t.Errorf("then by %v", got)
	}
	w.check(w.dispatcher.LiftHold(t.Context(), w.department, held.ID, "đã giải quyết", morning))
	if done := w.erase(request, morning); !done.Erased {
		t.Errorf("not erased: %+v", done)
	}
	requests, err := w.store.PrivacyRequests(t.Context(), w.department.Scope(), nil)
	w.check(err)
	if len(requests) != 1 || requests[0].State != roster.PrivacyDone || requests[0].Outcome == "" {
		t.Errorf("requests %+v", requests)
	}
}

func TestAnErasureHappensOnceHoweverManyAskForIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	request := w.wantsErasure(w.people[0])
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if done, err := w.dispatcher.CarryOutErasure(t.Context(), w.department, request, morning); err != nil || !done.Erased {
				t.Errorf("%+v, %v", done, err)
			}
		})
	}
	all.Wait()
	if events, err := w.store.PrivacyEvents(t.Context(), w.department.Scope(), 10); err != nil || len(events) != 1 || events[0].Kind != roster.Erased {
		t.Errorf("events %+v, %v", events, err)
	}
}

func TestATextThatIsJustLeavingOrComingInIsWaitedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	ask := w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	w.answer(ask, roster.No, morning)
	for person, query := range map[int]string{
		0: `UPDATE messages SET state = 'sending', taken_at = queued_at`,
		1: `INSERT INTO webhook_inbox (provider, external_id, status, kind, from_phone, received_at)
		    SELECT 'twilio', 'SM1', 'received', 'inbound', phone, created_at FROM volunteers WHERE external_id = 'SV1'`,
	} {
		_, err := w.pool.Exec(t.Context(), query)
		w.check(err)
		if done := w.erase(w.wantsErasure(w.people[person]), morning); done.Erased || len(done.Holds) != 1 || done.Holds[0].Kind != roster.HoldInFlight {
			t.Errorf("%d: %+v", person, done)
		}
	}
}

func TestOnlyTheDepartmentHoldsAndErases(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	person := w.people[0]
	request := w.wantsErasure(person)
	university := roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.university}
	other := roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.other}
	elsewhere := roster.Viewer{Role: roster.AsDepartment, Campaign: newID(t)}
	set := func(v roster.Viewer, kind roster.HoldKind, reason string) error {
		_, err := w.dispatcher.SetHold(t.Context(), v, person.ID, kind, reason, morning)
		return err
	}
	erase := func(v roster.Viewer, request string) error {
		_, err := w.dispatcher.CarryOutErasure(t.Context(), v, request, morning)
		return err
	}
	list := func(v roster.Viewer) error {
		_, err := w.dispatcher.Holds(t.Context(), v, person.ID)
		return err
	}
	correct, err := w.dispatcher.OpenPrivacyRequest(t.Context(), w.department, person.ID, roster.PrivacyCorrect, "", morning)
	w.check(err)
	for _, step := range []struct {
		name string
		err  error
		kind roster.Kind
	}{
		{"a university erases", erase(university, request), roster.Forbidden},
		{"another campaign's department erases", erase(elsewhere, request), roster.NotFound},
		{"a request that asks for something else", erase(w.department, correct.ID), roster.BadInput},
		{"said done without being done", w.dispatcher.ClosePrivacyRequest(t.Context(), w.department, request, true, "xong", morning), roster.Conflict},
		{"a university holds", set(university, roster.HoldDispute, "x"), roster.Forbidden},
		{"another campaign's department holds", set(elsewhere, roster.HoldDispute, "x"), roster.NotFound},
		{"held without a reason", set(w.department, roster.HoldDispute, " "), roster.BadInput},
		{"held for what is found", set(w.department, roster.HoldDuties, "x"), roster.BadInput},
		{"held", set(w.department, roster.HoldDispute, "x"), ""},
		{"held twice", set(w.department, roster.HoldDispute, "y"), roster.Conflict},
		{"lifted by a university", w.dispatcher.LiftHold(t.Context(), university, request, "x", morning), roster.Forbidden},
		{"lifted where there is none", w.dispatcher.LiftHold(t.Context(), w.department, request, "x", morning), roster.NotFound},
		{"read by the university", list(university), ""},
		{"read by another", list(other), roster.NotFound},
		{"refused", w.dispatcher.ClosePrivacyRequest(t.Context(), w.department, request, false, "tranh chấp", morning), ""},
		{"erased after the refusal", erase(w.department, request), roster.Conflict},
	} {
		if roster.KindOf(step.err) != step.kind && (step.kind != "" || step.err != nil) {
			t.Errorf("%s: %v, want %q", step.name, step.err, step.kind)
		}
	}
}
