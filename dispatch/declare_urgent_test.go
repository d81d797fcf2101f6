package dispatch_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestWhoDeclaresAShiftUrgentWakesPeopleAndIsOnRecord(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	night := morning.Add(14 * time.Hour) // 22:00
	role := w.shift(span(1, 14, 17), guides(1))
	a, err := w.dispatcher.Assign(t.Context(), w.department, role, w.people[0].ID, "", night)
	w.check(err)
	_, err = w.dispatcher.Ask(t.Context(), w.department, a.ID, night)
	w.check(err)
	w.sendAll(night)
	if w.texts(0) != 0 {
		t.Fatal("somebody was woken for a shift that isn't urgent")
	}
	shift := w.role(role).Shift
	declared, err := w.dispatcher.DeclareUrgent(t.Context(), w.department, shift, " bàn không có ai ", night)
	w.check(err)
	if !declared.Urgent {
		t.Error("the shift isn't urgent")
	}
	_, err = w.dispatcher.Refill(t.Context(), w.campaign.ID, role, night)
	w.check(err)
	w.sendAll(night)
	if w.texts(0) != 1 {
		t.Error("the question that waited for the morning hasn't left")
	}
	if asked := w.states(role)[roster.Offered]; asked < 2 {
		t.Errorf("%d are asked: no wave", asked)
	}
	events, err := w.store.SendingEvents(t.Context(), w.department.Scope(), 10)
	w.check(err)
	want := roster.SendingEvent{At: night, Kind: roster.DeclaredUrgent, Subject: shift, Reason: "bàn không có ai"}
	got := events[len(events)-1]
	got.At = got.At.In(night.Location())
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(roster.SendingEvent{}, "ID")); diff != "" {
		t.Errorf("on record (-want +got):\n%s", diff)
	}
	if events[0].Kind != roster.QuietHoursOverridden {
		t.Errorf("the text at night is no decision on record: %+v", events)
	}
	if _, err := w.dispatcher.DeclareUrgent(t.Context(), w.department, shift, "lần nữa", night); err != nil {
		t.Errorf("declared twice: %v", err)
	}
	if again, err := w.store.SendingEvents(t.Context(), w.department.Scope(), 10); err != nil || len(again) != len(events) {
		t.Errorf("%d decisions after declaring twice, want %d: %v", len(again), len(events), err)
	}
}

func TestDeclaringUrgentNeedsAReasonAndASaySo(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(tomorrow, guides(1))
	shift := w.role(role).Shift
	commune := roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: "99999"}
	university := w.as(w.people[0].Organisation)
	for name, tc := range map[string]struct {
		who  roster.Viewer
		why  string
		now  time.Time
		want string
	}{
		"without a reason":   {w.department, " ", morning, "change.reason_missing"},
		"another commune":    {commune, "gấp", morning, "shift.not_found"},
		"a university":       {university, "gấp", morning, "viewer.may_not"},
		"after it has begun": {w.department, "gấp", tomorrow.Start, "shift.begun"},
	} {
		if _, err := w.dispatcher.DeclareUrgent(t.Context(), tc.who, shift, tc.why, tc.now); keyOf(err) != tc.want {
			t.Errorf("%s: %v, want %s", name, err, tc.want)
		}
	}
	if got := w.decisions(); len(got) > 0 {
		t.Errorf("on record though refused: %v", got)
	}
}
