package dispatch_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/roster"
)

// coordinator gives somebody a role with a phone of their own.
func (w *world) coordinator(phone string, role roster.ViewerRole, commune string) roster.StaffMember {
	w.Helper()
	member, err := w.dispatcher.InviteStaff(w.Context(), w.department, dispatch.StaffInput{Name: "Lê Thị Bình", Phone: phone, Role: role, Commune: commune}, morning)
	w.check(err)
	return member
}

// writeDigests writes the evening's digests and returns how many there were.
func (w *world) writeDigests(now time.Time) int {
	w.Helper()
	counts, err := w.dispatcher.DigestDue(w.Context(), now)
	w.check(err)
	return counts["digests"]
}

// sendDigests writes and sends the evening's digests and returns how many there were.
func (w *world) sendDigests(now time.Time) int {
	w.Helper()
	written := w.writeDigests(now)
	w.ringTexts(now)
	return written
}

// ringTexts rings the alarms of texts, each twice.
func (w *world) ringTexts(now time.Time) {
	w.Helper()
	alarms, err := w.store.TakeAlarms(w.Context())
	w.check(err)
	for _, alarm := range slices.Concat(alarms, alarms) {
		if alarm.Kind == (db.SendMessage{}).Kind() {
			var text db.SendMessage
			w.check(json.Unmarshal(alarm.Args, &text))
			w.check(w.dispatcher.SendMessage(w.Context(), text.Campaign, text.Message, now))
		}
	}
}

// digestsOn are the digests on a phone.
func (w *world) digestsOn(phone string) []string {
	w.Helper()
	var all []string
	for _, text := range w.fake.Texts(phone) {
		if strings.Contains(text.Body, "con thieu") {
			all = append(all, text.Body)
		}
	}
	return all
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
		texts := w.digestsOn(phone)
		if len(texts) != 1 || !strings.Contains(texts[0], "con thieu 1 cho bat buoc va 2 cho khac o 1 xa/phuong") {
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
	if texts := w.digestsOn("+84912000001"); len(texts) > 0 {
		t.Errorf("texts: %+v", texts)
	}
}

// What stops a digest on its way is over ten minutes later; then it leaves, and once.
func TestADigestThatIsStoppedOnItsWayLeavesLaterAndOnce(t *testing.T) {
	t.Parallel()
	const phone = "+84912000001"
	evening := span(0, 17.5, 18).Start
	for name, stop := range map[string]func(w *world) (resume func()){
		"between its note and its text": func(w *world) func() {
			w.exec("ALTER TABLE messages ADD CONSTRAINT crash CHECK (purpose <> 'digest')")
			return func() { w.exec("ALTER TABLE messages DROP CONSTRAINT crash") }
		},
		"by an alarm that is lost": func(w *world) func() {
			w.writeDigests(evening)
			_, err := w.store.TakeAlarms(w.Context())
			w.check(err)
			return func() {}
		},
		"by the provider": func(w *world) func() {
			w.fake.Fail(phone, faketwilio.Fault{Status: 429, Code: 20429})
			return func() {}
		},
		"by the switch for all texts": func(w *world) func() {
			_, err := w.store.StopSending(w.Context(), w.campaign.ID, db.Texts{}, "a drill", evening)
			w.check(err)
			return func() {
				_, err := w.store.ResumeSending(w.Context(), w.campaign.ID, db.Texts{}, "it is over", evening)
				w.check(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			w.shift(span(1, 8, 11), guides(3))
			w.coordinator(phone, roster.AsDepartment, "")
			w.sendAll(morning)
			resume := stop(w)
			_, _ = w.dispatcher.DigestDue(t.Context(), evening)
			w.ringTexts(evening)
			if texts := w.digestsOn(phone); len(texts) != 0 {
				t.Fatalf("nothing is stopped: %v", texts)
			}
			resume()
			for minutes := range 4 {
				w.sendDigests(evening.Add(time.Duration(10+minutes) * time.Minute))
				w.sendAll(evening.Add(time.Duration(10+minutes) * time.Minute))
			}
			if texts := w.digestsOn(phone); len(texts) != 1 {
				t.Errorf("%d digests: %v", len(texts), texts)
			}
		})
	}
}

func TestNodesThatWriteTheDigestsAtOnceWriteEachOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.shift(span(1, 8, 11), guides(3))
	phones := []string{"+84912000001", "+84912000002", "+84912000003"}
	for _, phone := range phones {
		w.coordinator(phone, roster.AsDepartment, "")
	}
	evening := span(0, 17.5, 18).Start
	var nodes sync.WaitGroup
	for range 4 {
		nodes.Go(func() {
			if _, err := w.dispatcher.DigestDue(t.Context(), evening); err != nil {
				t.Error(err)
			}
		})
	}
	nodes.Wait()
	w.sendAll(evening)
	for _, phone := range phones {
		if texts := w.digestsOn(phone); len(texts) != 1 {
			t.Errorf("%s has %d digests", phone, len(texts))
		}
	}
}

func TestNoDigestLeavesTooLateOrToWhoHasLeft(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.shift(span(1, 8, 11), guides(3))
	w.coordinator("+84912000001", roster.AsDepartment, "")
	gone := w.coordinator("+84912000002", roster.AsDepartment, "")
	w.check(w.dispatcher.RevokeStaff(t.Context(), w.department, w.coordinator("+84912000003", roster.AsDepartment, "").ID, morning))
	evening := span(0, 19.5, 20).Start
	if written := w.writeDigests(evening); written != 2 {
		t.Errorf("%d digests are written", written)
	}
	w.check(w.dispatcher.RevokeStaff(t.Context(), w.department, gone.ID, evening))
	id, _ := w.digestOf(gone)
	w.check(w.dispatcher.SendMessage(t.Context(), w.campaign.ID, id, evening))
	if _, state := w.digestOf(gone); state != roster.MessageSuppressed {
		t.Errorf("the digest of who has left is %s", state)
	}
	w.sendAll(span(1, 7.5, 8).Start)
	for _, phone := range []string{"+84912000001", "+84912000002", "+84912000003"} {
		if texts := w.digestsOn(phone); len(texts) != 0 {
			t.Errorf("%s has %v", phone, texts)
		}
	}
	broken, err := dispatch.ProveInvariants(t.Context(), w.store, span(1, 7.5, 8).Start)
	if diff := cmp.Diff([]dispatch.Breach(nil), broken); diff != "" || err != nil {
		t.Errorf("invariants broken, %v:\n%s", err, diff)
	}
}

func (w *world) digestOf(member roster.StaffMember) (id string, state roster.MessageState) {
	w.Helper()
	w.check(w.pool.QueryRow(w.Context(), "SELECT id, state FROM messages WHERE staff_id = $1 AND purpose = 'digest'", member.ID).Scan(&id, &state))
	return id, state
}

func (w *world) exec(statement string) {
	w.Helper()
	_, err := w.pool.Exec(w.Context(), statement)
	w.check(err)
}

func TestAnInvitationLeavesOnceInTheMorningAfter(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	night := span(0, 23, 24).Start
	_, err := w.dispatcher.InviteStaff(t.Context(), w.department, dispatch.StaffInput{Name: "Lê Thị Bình", Phone: "0912000001", Role: roster.AsDepartment}, night)
	w.check(err)
	for hour := range 10 {
		w.sendAll(night.Add(time.Duration(hour) * time.Hour))
		if texts := w.fake.Texts("+84912000001"); (len(texts) > 0) != (hour >= 8) || len(texts) > 1 {
			t.Errorf("%d hours later there are %d texts", hour, len(texts))
		}
	}
}
