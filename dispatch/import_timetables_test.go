package dispatch_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

func (w *world) timetables(file string, change func(*dispatch.TimetablesInput)) dispatch.Timetabled {
	w.Helper()
	in := dispatch.TimetablesInput{Organisation: w.university, ListInput: dispatch.ListInput{File: []byte(file)}}
	if change != nil {
		change(&in)
	}
	done, err := w.dispatcher.ImportTimetables(w.Context(), w.department, in, morning)
	w.check(err)
	return done
}

// away is when somebody isn't free on a day, in minutes from midnight.
func (w *world) away(i int, day roster.Date) []string {
	w.Helper()
	people, err := w.store.People(w.Context(), w.campaign.ID, []string{w.people[i].ID})
	w.check(err)
	var gaps []string
	last := 0
	for _, span := range people[0].Availability.Windows(day, day, hanoi) {
		from, to := int(span.Start.Sub(day.Time(hanoi)).Minutes()), int(span.End.Sub(day.Time(hanoi)).Minutes())
		if from > last {
			gaps = append(gaps, exchange.HHMM(last)+"-"+exchange.HHMM(from))
		}
		last = to
	}
	if last < 24*60 {
		gaps = append(gaps, exchange.HHMM(last)+"-24:00")
	}
	return gaps
}

func december(day int) roster.Date { return roster.Date{Year: 2026, Month: 12, Day: day} }

func TestATableOfTimetablesTakesLecturesAndExamsOutOfFreeTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	const table = "THỜI KHÓA BIỂU HỌC KỲ I\nMSSV;Môn;Thứ;Ngày;Tiết;Giờ thi;Thời gian làm bài;Từ ngày;Đến ngày\n" +
		"SV0;Toán;2;;1-3;;;;\n" + // Mondays, all campaign
		"SV0;Thi Toán;;8/12/2026;;7h30;90;;\n" + // a Tuesday
		"SV1;Lý;Thứ 3;;4,5;;;01/12/2026;08/12/2026\n" +
		"SV1;Thi Lý;CN;13/12/2026;;13:30-15:00;;;\n" +
		"SV1;Đã qua;;1/9/2026;1;;;;\n"
	for _, step := range []struct {
		name string
		dry  bool
		want [3]int
	}{{"as a trial", true, [3]int{2, 0, 0}}, {"in earnest", false, [3]int{2, 0, 0}}, {"again", false, [3]int{0, 2, 0}}} {
		done := w.timetables(table, func(in *dispatch.TimetablesInput) { in.Dry = step.dry })
		if diff := cmp.Diff(step.want, [3]int{done.Changed, done.Unchanged, len(done.Faults)}); diff != "" {
			t.Fatalf("%s: %s %+v", step.name, diff, done.Faults)
		}
	}
	for _, c := range []struct {
		person, day int
		want        []string
	}{
		{0, 7, []string{"07:00-09:50"}},
		{0, 14, []string{"07:00-09:50"}},
		{0, 8, []string{"07:30-09:00"}},
		{0, 9, nil},
		{1, 1, []string{"10:00-11:50"}},
		{1, 8, []string{"10:00-11:50"}},
		{1, 15, nil},
		{1, 13, []string{"13:30-15:00"}},
		{2, 7, nil},
	} {
		if diff := cmp.Diff(c.want, w.away(c.person, december(c.day))); diff != "" {
			t.Errorf("person %d on 2026-12-%02d: %s", c.person, c.day, diff)
		}
	}
}

func TestLessonsAreWhenTheUniversitySays(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	periods, err := exchange.ReadPeriods([]exchange.Said{{Number: "1", Hours: "06:45-07:30"}, {Number: "2", Hours: "7h30-8h15"}})
	w.check(err)
	done := w.timetables("Mã SV,Thứ,Tiết BĐ,Số tiết\nSV0,T2,1,2\n", func(in *dispatch.TimetablesInput) { in.Periods = periods })
	if diff := cmp.Diff([]string{"06:45-08:15"}, w.away(0, december(7))); diff != "" {
		t.Errorf("%s %+v", diff, done.Faults)
	}
}

const faultyTimetable = "Mã SV,Thứ,Ngày,Tiết,Tiết BĐ,Số tiết,Giờ,Đến\n" +
	"NOBODY,2,,1,,,,\n" +
	"SV0,8,,1,,,,\n" +
	"SV0,2,8/12/2026,1,,,,\n" +
	"SV0,,,1,,,,\n" +
	"SV0,2,,123,,,,\n" +
	"SV0,2,,,3,,,\n" +
	"SV0,2,,,,,8:00,7:00\n" +
	"SV0,2,,,,,sáng,\n" +
	"SV0,2,,,,,,\n" +
	"SV0,,32/12/2026,1-2,,,,\n" +
	"SV0,2,,14,,,,\n"

func TestEveryFaultyCellOfATimetableIsNamedAndNothingIsStored(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	done := w.timetables(faultyTimetable, nil)
	var got []string
	for _, f := range done.Faults {
		got = append(got, f.Cell+" "+f.Err.Key)
	}
	want := []string{
		"A2 timetable.person_unknown", "B3 timetable.weekday_unclear", "B4 timetable.weekday_differs", "C5 timetable.day_missing", "D6 timetable.lessons_unclear",
		"F7 timetable.lessons_open", "H8 timetable.end_unclear", "G9 import.time_unclear", "G10 timetable.time_missing", "C11 import.date_unclear", "D12 timetable.lessons_unclear",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string(nil), w.away(0, december(7))); diff != "" {
		t.Errorf("stored: %s", diff)
	}
	marked, err := dispatch.MarkTimetables([]byte(faultyTimetable), done, i18n.VI)
	if err != nil || !bytes.HasPrefix(marked, []byte("PK")) {
		t.Errorf("marked: %v", err)
	}
}

func event(day int, summary, more string) string {
	return fmt.Sprintf("BEGIN:VEVENT\r\nUID:%d-%s\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;TZID=Asia/Ho_Chi_Minh:202612%02dT080000\r\nDTEND;TZID=Asia/Ho_Chi_Minh:202612%02dT100000\r\nSUMMARY:%s\r\n%sEND:VEVENT\r\n",
		day, summary, day, day, summary, more)
}

func ics(events ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//VI\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n"
}

func TestACalendarOfManyNamesPeopleByTitleAttendeesOrFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	done := w.timetables(ics(
		event(7, "SV0 thi Toán", ""),
		event(8, "Thi Lý", "ATTENDEE;CN=SV1:mailto:an@b.edu.vn\r\nATTENDEE:mailto:SV2@b.edu.vn\r\n"),
	), nil)
	if diff := cmp.Diff([2]int{3, 0}, [2]int{done.Changed, len(done.Faults)}); diff != "" {
		t.Fatalf("%s %+v", diff, done.Faults)
	}
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	file, err := z.Create("lich/SV1.ics")
	w.check(err)
	_, err = file.Write([]byte(ics(event(9, "Thi Hóa", ""))))
	w.check(err)
	w.check(z.Close())
	if done := w.timetables(archive.String(), nil); done.Changed != 1 {
		t.Errorf("the archive: %+v", done)
	}
	for _, c := range []struct{ person, day int }{{0, 7}, {1, 8}, {2, 8}, {1, 9}} {
		if diff := cmp.Diff([]string{"08:00-10:00"}, w.away(c.person, december(c.day))); diff != "" {
			t.Errorf("person %d on day %d: %s", c.person, c.day, diff)
		}
	}
	refused := w.timetables(ics(event(7, "SV0 thi", ""), event(10, "20219999 thi", "")), nil)
	if len(refused.Faults) != 1 || refused.Faults[0].Row != 2 || refused.Faults[0].Err.Key != "timetable.nobody_named" {
		t.Errorf("an event of nobody: %+v", refused.Faults)
	}
}

func TestAnOrganisationImportsTimetablesOfItsOwnPeopleOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	for organisation, viewers := range map[string]map[roster.Kind]roster.Viewer{
		w.university: {
			roster.NotFound:  {Role: roster.AsUniversity, Campaign: w.campaign.ID, Organisation: w.other},
			roster.Forbidden: {Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: baDinh},
		},
	} {
		for want, viewer := range viewers {
			in := dispatch.TimetablesInput{Organisation: organisation, ListInput: dispatch.ListInput{File: []byte(faultyTimetable)}}
			if _, err := w.dispatcher.ImportTimetables(t.Context(), viewer, in, morning); roster.KindOf(err) != want {
				t.Errorf("%s: %v, want %s", viewer.Role, err, want)
			}
		}
	}
	done := w.timetables("Mã SV,Thứ,Tiết\nSV0,2,1\n", func(in *dispatch.TimetablesInput) { in.Organisation = w.other })
	if len(done.Faults) != 1 || done.Faults[0].Err.Key != "timetable.person_unknown" {
		t.Errorf("somebody else's person: %+v", done.Faults)
	}
}
