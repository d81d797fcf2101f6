package dispatch_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// coordinator gives somebody a role with a phone of their own.
func (w *world) coordinator(phone string, role roster.ViewerRole, commune string) roster.StaffMember {
	w.Helper()
	member, err := w.dispatcher.InviteStaff(w.Context(), w.department, dispatch.StaffInput{Name: "Lê Thị Bình", Phone: phone, Role: role, Commune: commune}, morning)
	w.check(err)
	return member
}

// sendDigests rings the evening's digests and returns how many there were.
func (w *world) sendDigests(now time.Time) int {
	w.Helper()
	_, err := w.store.TakeAlarms(w.Context())
	w.check(err)
	counts, err := w.dispatcher.DigestDue(w.Context(), now)
	w.check(err)
	alarms, err := w.store.TakeAlarms(w.Context())
	w.check(err)
	for _, alarm := range alarms {
		var digest db.SendDigest
		w.check(json.Unmarshal(alarm.Args, &digest))
		w.check(w.dispatcher.SendDigest(w.Context(), digest, now))
	}
	return counts["digests"]
}

func TestCoordinatorsAreToldOnceInTheEveningWhatIsMissing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	w.shift(span(1, 8, 11), roster.RoleNeed{Skill: "guide", Level: 1, Seats: 1, Floor: true})
	w.promised(w.shift(span(1, 14, 17), guides(3)), w.people[0])
	w.coordinator("0912000001", roster.AsDepartment, "")
	w.coordinator("0912000002", roster.AsCommune, baDinh)
	for _, tc := range []struct {
		name string
		at   time.Time
		want int
	}{
		{"in the afternoon", span(0, 16.9, 17).Start, 0},
		{"in the evening", span(0, 17.5, 18).Start, 2},
		{"again", span(0, 17.7, 18).Start, 0},
		{"late", span(0, 20.5, 21).Start, 0},
	} {
		if got := w.sendDigests(tc.at); got != tc.want {
			t.Errorf("%s: %d digests, want %d", tc.name, got, tc.want)
		}
	}
	for _, phone := range []string{"+84912000001", "+84912000002"} {
		texts := w.fake.Texts(phone)
		if len(texts) != 1 || !strings.Contains(texts[0].Body, "con thieu 1 cho bat buoc va 2 cho khac o 1 xa/phuong") {
			t.Errorf("%s has %+v", phone, texts)
		}
	}
}

func TestADigestCountsWhatItsReaderCoordinates(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(span(1, 8, 11), guides(3))
	w.ask(role, w.people[0].ID)
	elsewhere := roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: "99999"}
	for _, tc := range []struct {
		who  roster.Viewer
		want roster.Digest
	}{
		{w.department, roster.Digest{Communes: 1, EmptySeats: 3, Unanswered: 1}},
		{elsewhere, roster.Digest{}},
	} {
		got, err := w.dispatcher.Digest(t.Context(), tc.who, morning)
		w.check(err)
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.who.Role, diff)
		}
	}
	if _, err := w.dispatcher.Digest(t.Context(), w.as(w.people[0].Organisation), morning); keyOf(err) != "viewer.may_not" {
		t.Errorf("a university reads it: %v", err)
	}
}

func TestNobodyIsToldThatNothingIsMissing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.coordinator("0912000001", roster.AsDepartment, "")
	if got := w.sendDigests(span(0, 17.5, 18).Start); got != 1 {
		t.Errorf("%d digests", got)
	}
	if texts := w.fake.Texts("+84912000001"); len(texts) > 0 {
		t.Errorf("texts: %+v", texts)
	}
}
