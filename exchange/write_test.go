package exchange_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestNoCellIsRunAsAFormula(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "@SUM(A1)": "'@SUM(A1)", "+cmd|' /C calc'!A0": "'+cmd|' /C calc'!A0", "-2+3": "'-2+3", "\t=1": "'\t=1",
		"+84912345678": "+84912345678", "-5": "-5", "An": "An", "": "",
	} {
		if got := exchange.Safe(cell); got != want {
			t.Errorf("%q is written as %q, want %q", cell, got, want)
		}
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	t.Parallel()
	rows := [][]string{{"Mã SV", "Họ tên", "SĐT", "Xã"}, {"007", "Nguyễn, An", "+84912345678", "00004"}}
	for name, write := range map[string]func([][]string) ([]byte, error){"CSV": exchange.WriteCSV, "XLSX": exchange.WriteXLSX} {
		content, err := write(rows)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(rows[1], find(t, content).Rows[0].Cells); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

const timetable = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
DTSTART;TZID=SE Asia Standard Time:20261201T080000
DTEND;TZID=SE Asia Standard Time:20261201T100000
SUMMARY:Thi Toán
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTAMP:20261101T000000Z
DTSTART:20261202T010000Z
DURATION:PT90M
RRULE:FREQ=WEEKLY;COUNT=3
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTAMP:20261101T000000Z
DTSTART;VALUE=DATE:20261205
DTEND;VALUE=DATE:20261206
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTAMP:20261101T000000Z
DTSTART:20261203T010000Z
DTEND:20261203T020000Z
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
`

func TestATimetableTellsWhenSomebodyIsBusy(t *testing.T) {
	t.Parallel()
	loc := time.FixedZone("+07", 7*60*60)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 12, day, hour, minute, 0, 0, loc) }
	got, err := exchange.Busy([]byte(strings.ReplaceAll(timetable, "\n", "\r\n")), roster.Span{Start: at(1, 0, 0), End: at(10, 0, 0)}, loc)
	if err != nil {
		t.Fatal(err)
	}
	want := []roster.Span{{Start: at(1, 8, 0), End: at(1, 10, 0)}, {Start: at(2, 8, 0), End: at(2, 9, 30)}, {Start: at(9, 8, 0), End: at(9, 9, 30)}, {Start: at(5, 0, 0), End: at(6, 0, 0)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := exchange.Busy([]byte("Mã SV;Họ tên"), roster.Span{}, loc); key(err) != "import.unreadable" {
		t.Errorf("a list is taken for a timetable: %v", err)
	}
}

func TestACalendarIsReadBackAsItWasGiven(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 12, 1, 1, 0, 0, 0, time.UTC)
	span := roster.Span{Start: start, End: start.Add(time.Hour)}
	content, err := exchange.Calendar("Tiếp Sức", []exchange.Appointment{{ID: "1", Title: "Hướng dẫn, Ba Đình", Place: "Một cửa; tầng 1", Span: span, ChangedAt: start}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := exchange.Busy(content, span, time.UTC)
	if diff := cmp.Diff([]roster.Span{span}, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}
