package dispatch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// forgotten is what one night's job takes.
func (w *world) forgotten(now time.Time) dispatch.Counts {
	w.Helper()
	counts, err := w.dispatcher.RetentionDue(w.Context(), now)
	w.check(err)
	return counts
}

// night is two o'clock so many days after the campaign's last.
func (w *world) night(days int) time.Time {
	return w.campaign.EndsOn.AddDays(days).Time(hanoi).Add(2 * time.Hour)
}

// over is a campaign that has lived, with a text of a stranger, a session and a code.
func over(t *testing.T) *world {
	t.Helper()
	w := lived(t)
	w.text(w.people[3].Phone, "SM2", "KHONG", morning.Add(time.Hour))
	w.text("+84987654321", "SM3", "ai đấy?", morning.Add(time.Hour))
	member := w.coordinator("0987654322", roster.AsDepartment, "")
	w.check(w.store.AddSession(t.Context(), []byte("x"), member, roster.Session{ID: newID(t), CreatedAt: morning, SeenAt: morning, ExpiresAt: morning.AddDate(0, 0, 7)}))
	w.check(w.store.AddCode(t.Context(), newID(t), member.Phone, morning, morning.Add(time.Minute)))
	w.check(w.dispatcher.NoteAccess(t.Context(), w.department, roster.SawPhone, []string{w.people[0].ID}, morning))
	_, err := w.dispatcher.ExpireDue(t.Context(), w.night(0)) // whoever was silent has not answered
	w.check(err)
	w.sendAll(w.night(0)) // too late for all of them
	_, _, err = w.dispatcher.AddHook(t.Context(), w.department, w.university, "https://x.example/hook", morning)
	w.check(err)
	w.hooked(func(notify.HookCall) (int, error) { return 200, nil })
	w.deliver(morning.Add(time.Hour))
	return w
}

func TestDataAreForgottenWhenTheirTimeIsOver(t *testing.T) {
	t.Parallel()
	w := over(t)
	figures := w.figures()
	for _, step := range []struct {
		at   time.Time
		want []string
	}{
		{morning.AddDate(0, 0, 1), nil},
		{morning.AddDate(0, 0, 2), []string{"sign_in_codes"}},
		{morning.AddDate(0, 0, 29), nil},
		{morning.AddDate(0, 0, 31), []string{"inbound_texts", "webhook_deliveries"}},
		{morning.AddDate(0, 0, 38), []string{"sessions"}},
		{w.night(30), nil},
		{w.night(31), []string{"availability"}},
		{w.night(90), nil},
		{w.night(91), []string{"messages", "replies"}},
		{w.night(92), nil},
		{w.night(366), []string{"access_log"}},
	} {
		got := w.forgotten(step.at)
		for _, rule := range step.want {
			if got[rule] == 0 {
				t.Errorf("%s: no %s in %v", step.at, rule, got)
			}
		}
		if len(got) != len(step.want) {
			t.Errorf("%s: %v, want %v", step.at, got, step.want)
		}
	}
	all := w.whole()
	for _, mark := range []string{"KHONG", "để mình xem đã", "ai đấy?", "Trả lời", "https://tiepsuc.example/a/", "+84987654321"} {
		if strings.Contains(all, mark) {
			t.Errorf("%q is there still", mark)
		}
	}
	if got := w.figures(); got != figures {
		t.Errorf("figures:\n%s\nwant\n%s", got, figures)
	}
	if broken := w.broken(w.night(92)); len(broken) > 0 {
		t.Errorf("broken: %q", broken)
	}
}

func TestATextThatMayStillLeaveKeepsItsWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.ask(w.shift(span(2, 8, 11), guides(1)), w.people[0].ID)
	if got := w.forgotten(w.night(91)); got["messages"] != 0 {
		t.Errorf("forgot %v", got)
	}
}

func TestRetentionIsToldWithItsLastRun(t *testing.T) {
	t.Parallel()
	w := over(t)
	for _, night := range []int{400, 401} {
		w.forgotten(w.night(night))
	}
	if _, err := w.dispatcher.Retention(t.Context(), roster.Viewer{}); roster.KindOf(err) != roster.Unauthenticated {
		t.Errorf("to nobody: %v", err)
	}
	rules, err := w.dispatcher.Retention(t.Context(), roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[0].ID})
	w.check(err)
	if len(rules) != len(roster.Retentions()) {
		t.Errorf("%d rules", len(rules))
	}
	for _, r := range rules {
		if r.LastRun == nil || !r.LastRun.Equal(w.night(401)) || r.Rows != 0 || r.Total == 0 || (r.From == nil) != r.OfRow {
			t.Errorf("%+v", r)
		}
		for _, lang := range i18n.Langs() {
			for _, word := range []string{".what", ".why"} {
				if !i18n.Has(lang, "retention."+string(r.Rule)+word) {
					t.Errorf("no words in %s for %s%s", lang, r.Rule, word)
				}
			}
		}
	}
}

func TestARunInBatchesCountsThemTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3) // each free on seven weekdays
	now := w.night(40)
	for _, want := range []int{8, 8, 5, 0} {
		got, err := w.store.Forget(t.Context(), w.campaign.ID, roster.KeepAvailability, now, now, 8)
		w.check(err)
		if got != want {
			t.Errorf("took %d, want %d", got, want)
		}
	}
	runs, err := w.store.RetentionRuns(t.Context(), w.campaign.ID)
	w.check(err)
	if diff := cmp.Diff([]roster.Retention{{Rule: roster.KeepAvailability, LastRun: &now, Rows: 21, Total: 21}}, runs); diff != "" {
		t.Errorf("runs (-want +got):\n%s", diff)
	}
}
