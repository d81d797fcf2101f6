package exchange_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestANumberThatIsANameKeepsItsDigits(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]struct {
		text string
		ok   bool
	}{
		"20210001": {"20210001", true}, "20210001.0": {"20210001", true}, "9.12345678E8": {"912345678", true},
		"8,4912345678E+10": {"84912345678", true}, "8.49E+10": {"8.49E+10", false}, "8.49123E+10": {"8.49123E+10", false}, "9.12E8": {"9.12E8", false}, "SV01": {"SV01", true},
	} {
		if text, ok := exchange.Number(cell); text != want.text || ok != want.ok {
			t.Errorf("%s is %s, %t, want %v", cell, text, ok, want)
		}
	}
}

func TestADayIsReadHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	want := roster.Date{Year: 2026, Month: time.December, Day: 1}
	for _, cell := range []string{"46357", "46357.5", "1/12/2026", "01-12-2026", "1.12.2026", "1/12/26", "2026-12-01", "2026-12-01 08:00:00"} {
		if day, ok := (exchange.Table{}).Date(cell); !ok || day != want {
			t.Errorf("%s is %v, %t", cell, day, ok)
		}
	}
	if day, ok := (exchange.Table{Epoch: 1462}).Date("44895"); !ok || day != want {
		t.Errorf("in a workbook that counts from 1904: %v, %t", day, ok)
	}
	for _, cell := range []string{"", "mai", "31/02/2026", "12"} {
		if day, ok := (exchange.Table{}).Date(cell); ok {
			t.Errorf("%q is taken for %v", cell, day)
		}
	}
}

func TestAWeekIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	morning := func(day int) roster.WeeklyWindow { return roster.WeeklyWindow{Weekday: day, From: 450, To: 690} }
	for cell, want := range map[string][]roster.WeeklyWindow{
		"T2-T4 sáng":               {morning(1), morning(2), morning(3)},
		"Thứ Hai – Thứ Tư: sáng":   {morning(1), morning(2), morning(3)},
		"T7 07:30-11:30":           {morning(6)},
		"Thứ 7: 7h30 - 11h30":      {morning(6)},
		"T2, T4 buổi sáng":         {morning(1), morning(3)},
		"CN sáng; Thứ bảy sáng":    {morning(7), morning(6)},
		"Mon-Tue morning":          {morning(1), morning(2)},
		"T2 sáng, 13h-17h":         {morning(1), {Weekday: 1, From: 780, To: 1020}},
		"":                         nil,
		"chủ nhật 24:00-25:00":     nil,
		"khi nào rảnh":             nil,
		"T2 sáng nếu không có lớp": nil,
		"T2 11:00-08:00":           nil,
	} {
		got, ok := exchange.Hours(cell)
		if diff := cmp.Diff(want, got); diff != "" || ok != (cell == "" || want != nil) {
			t.Errorf("%q, understood %t: %s", cell, ok, diff)
		}
	}
}

func TestOnlyAClearYesIsAgreement(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string][2]bool{
		"x": {true, true}, "Đồng ý": {true, true}, "CÓ": {true, true}, "✔": {true, true}, "1": {true, true},
		"": {false, true}, "Không": {false, true}, "có thể": {false, false}, "?": {false, false},
	} {
		if yes, known := exchange.Yes(cell); [2]bool{yes, known} != want {
			t.Errorf("%q is %t, known %t", cell, yes, known)
		}
	}
}

func FuzzAnyFileIsReadOrRefused(f *testing.F) {
	f.Add([]byte(list))
	f.Add([]byte("sep=;\na;b\n"))
	f.Add([]byte("\xFF\xFEa\x00;\x00"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, content []byte) {
		sheets, err := exchange.Read(content)
		if err != nil {
			return
		}
		table, err := exchange.Find(sheets, exchange.VolunteerHeadings())
		if err != nil {
			return
		}
		last := table.Header
		for _, row := range table.Rows {
			if row.Number <= last {
				t.Fatalf("row %d after row %d", row.Number, last)
			}
			last = row.Number
			for field := range table.Columns {
				exchange.Hours(table.Cell(row, field))
				table.Date(table.Cell(row, field))
			}
		}
	})
}
