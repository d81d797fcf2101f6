package exchange_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/exchange"
)

func TestLessonsAreReadAsTimetablesWriteThem(t *testing.T) {
	t.Parallel()
	morning, two := [][2]int{{420, 590}}, [][2]int{{420, 470}, {540, 590}}
	for cell, want := range map[string][][2]int{
		"1-3": morning, "Tiết 1 – 3": morning, "1,2,3": morning, "1 đến 3": morning, "tiết 1->3": morning, "1, 3": two, "1;3": two,
		"5-6": {{660, 830}}, "1": {{420, 470}},
		"": nil, "123": nil, "0": nil, "13": nil, "3-1": nil, "sáng": nil, "1-": nil,
	} {
		got, ok := exchange.Lessons(cell, exchange.UsualPeriods())
		if diff := cmp.Diff(want, got); ok != (want != nil) || ok && diff != "" {
			t.Errorf("%q, understood %t: %s", cell, ok, diff)
		}
	}
}

func TestAWeekdayIsKnownOnlyWhereNobodyCountsOtherwise(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]int{
		"2": 1, "7": 6, "T2": 1, "Thứ 3": 2, "thứ tư": 3, "CN": 7, "Chủ nhật": 7, "Fri": 5, "1": 0, "8": 0, "": 0, "T2-T4": 0, "hằng ngày": 0, "2,4": 0,
	} {
		if got, ok := exchange.Weekday(cell); got != want || ok != (want != 0) {
			t.Errorf("%q is %d, %t, want %d", cell, got, ok, want)
		}
	}
}

func TestLessonsThatCantBeAreRefused(t *testing.T) {
	t.Parallel()
	for want, said := range map[string][]exchange.Said{
		"":                           {{"2", "07:30-08:15"}, {"1", "6h45-7h30"}},
		"timetable.period_malformed": {{"1", "07:30"}},
		"timetable.periods_cross":    {{"1", "07:00-08:00"}, {"2", "07:30-08:30"}},
	} {
		if _, err := exchange.ReadPeriods(said); (err == nil) != (want == "") || err != nil && key(err) != want {
			t.Errorf("%v: %v, want %q", said, err, want)
		}
	}
}
