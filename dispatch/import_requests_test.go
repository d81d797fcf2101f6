package dispatch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

const requestList = "KẾ HOẠCH ĐỀ NGHỊ HỖ TRỢ;;;;;;;;\n\nMã yêu cầu;Phường/xã;Ngày;Từ giờ;Đến giờ;Kỹ năng;Số người;Lý do;Bắt buộc\n" +
	"YC1;Phường Ba Đình;27/11/2026;8h;11h30;CNTT bậc 2;1;Đông người dân;x\n" +
	"YC1;Phường Ba Đình;27/11/2026;8h;11h30;hướng dẫn;3;Đông người dân;\n" +
	"YC2;8;28/11/2026;13:30;17:00;guide;2;Cuối tuần;\n"

func (w *world) importsRequests(file string, dry bool, now time.Time) dispatch.Imported {
	w.Helper()
	done, err := w.dispatcher.ImportRequests(w.Context(), w.department, dispatch.ListInput{File: []byte(file), Dry: dry}, now)
	w.check(err)
	done.Columns = nil
	return done
}

func TestAListOfRequestsIsTakenInOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	long := morning.AddDate(0, 0, 10)
	more := requestList + "YC3;Ba Đình;20/12/2026;8h;11h;guide;1;Thêm;\n"
	for _, step := range []struct {
		name, file string
		dry        bool
		now        time.Time
		want       dispatch.Imported
	}{
		{"as a trial", requestList, true, morning, dispatch.Imported{Created: 2}},
		{"the first time", requestList, false, morning, dispatch.Imported{Created: 2}},
		{"again", requestList, false, morning, dispatch.Imported{Unchanged: 2}},
		{"when its days are over, with one more", more, false, long, dispatch.Imported{Created: 1, Unchanged: 2}},
	} {
		if diff := cmp.Diff(step.want, w.importsRequests(step.file, step.dry, step.now), cmpopts.IgnoreUnexported(dispatch.Imported{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.name, diff)
		}
	}
	stored, err := w.store.NumberedRequests(t.Context(), w.campaign.ID, []string{"YC1"})
	w.check(err)
	want := []roster.RoleNeed{{Skill: "it", Level: 2, Seats: 1, Floor: true}, {Skill: "guide", Level: 1, Seats: 3}}
	if diff := cmp.Diff(want, stored["YC1"].Roles); diff != "" {
		t.Errorf("roles (-want +got):\n%s", diff)
	}
	if got := stored["YC1"]; got.Commune != baDinh || !got.Span.Start.Equal(morning.AddDate(0, 0, 2)) || got.State != roster.RequestOpen || got.Reason != "Đông người dân" {
		t.Errorf("stored %+v", got)
	}
}

func TestEveryFaultOfAListOfRequestsIsNamedAndNothingStored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	for name, tc := range map[string]struct{ old, fresh, want string }{
		"no such commune":      {"Phường Ba Đình", "Phường Sao Hoả", "B4 import.commune_unknown"},
		"no day":               {"28/11/2026", "31/11/2026", "C6 import.date_unclear"},
		"a day that is over":   {"28/11/2026", "24/11/2026", "D6 shift.in_the_past"},
		"no hour":              {";13:30;", ";chiều;", "D6 import.time_unclear"},
		"an end before it":     {";17:00;", ";12:00;", "E6 shift.ends_before_start"},
		"no skill":             {"guide;2", "phép;2", "F6 import.skill_unknown"},
		"no number of people":  {"guide;2", "guide;vài", "G6 import.number_unclear"},
		"too many":             {"guide;2", "guide;9999", "G6 role.seats_out_of_range"},
		"no reason":            {"Cuối tuần", "", "H6 request.reason_missing"},
		"no number":            {"YC2", "", "A6 import.number_missing"},
		"one number, two days": {"YC2", "YC1", "A6 import.request_rows_differ"},
	} {
		file := strings.Replace(requestList, tc.old, tc.fresh, 1)
		done := w.importsRequests(file, false, morning)
		var got []string
		for _, f := range done.Faults {
			got = append(got, f.Cell+" "+f.Err.Key)
		}
		if len(got) == 0 || got[0] != tc.want {
			t.Errorf("%s: %v, want %s", name, got, tc.want)
		}
	}
	requests, err := w.store.Requests(t.Context(), w.department.Scope(), "")
	w.check(err)
	if len(requests) != 0 {
		t.Errorf("%d requests stored", len(requests))
	}
}

func TestAKnownRequestThatNowSaysSomethingElseIsAFault(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	w.importsRequests(requestList, false, morning)
	done := w.importsRequests(strings.Replace(requestList, "guide;2", "guide;5", 1), false, morning)
	if len(done.Faults) != 1 || done.Faults[0].Err.Key != "import.request_known" || done.Faults[0].Cell != "A6" {
		t.Errorf("faults %+v", done.Faults)
	}
}

func TestACommuneTakesInItsOwnRequestsOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	office := roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh}
	done, err := w.dispatcher.ImportRequests(t.Context(), office, dispatch.ListInput{File: []byte(requestList)}, morning)
	w.check(err)
	if len(done.Faults) != 1 || done.Faults[0].Err.Key != "commune.not_found" || done.Faults[0].Cell != "B6" {
		t.Errorf("faults %+v", done.Faults)
	}
	university := roster.Viewer{Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.university}
	if _, err := w.dispatcher.ImportRequests(t.Context(), university, dispatch.ListInput{File: []byte(requestList)}, morning); roster.KindOf(err) != roster.Forbidden {
		t.Errorf("a university: %v", err)
	}
}
