package roster_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

var hanoi = time.FixedZone("+07", 7*60*60)

func day(y int, m time.Month, d int) roster.Date { return roster.Date{Year: y, Month: m, Day: d} }

func at(d roster.Date, hour, minute int) time.Time {
	return d.Time(hanoi).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

func TestWindowsFollowTheWeekAndItsExceptions(t *testing.T) {
	t.Parallel()
	monday, sunday := day(2026, 11, 23), day(2026, 11, 29)
	free := roster.Availability{
		Weekly: []roster.WeeklyWindow{
			{Weekday: 1, From: 480, To: 720},
			{Weekday: 3, From: 780, To: 1020},
			{Weekday: 7, From: 0, To: 1440},
		},
		Exceptions: []roster.Exception{
			{Date: day(2026, 11, 25), Available: false, From: 0, To: 1440},
			{Date: day(2026, 11, 26), Available: true, From: 600, To: 660},
		},
	}
	want := []roster.Span{
		{Start: at(monday, 8, 0), End: at(monday, 12, 0)},
		{Start: at(day(2026, 11, 26), 10, 0), End: at(day(2026, 11, 26), 11, 0)},
		{Start: at(sunday, 0, 0), End: at(day(2026, 11, 30), 0, 0)},
	}
	if diff := cmp.Diff(want, free.Windows(monday, sunday, hanoi)); diff != "" {
		t.Errorf("windows mismatch (-want +got):\n%s", diff)
	}
}

func TestACampaignHoldsOnlyWhatLiesOnItsDays(t *testing.T) {
	t.Parallel()
	c := roster.Campaign{StartsOn: day(2026, 11, 23), EndsOn: day(2026, 11, 24), TimeZone: "Asia/Ho_Chi_Minh"}
	first, last := c.StartsOn, c.EndsOn
	for name, tc := range map[string]struct {
		start, end time.Time
		want       bool
	}{
		"the first and last minute": {at(first, 0, 0), at(last, 24, 0), true},
		"a minute too early":        {at(first, -1, 59), at(first, 8, 0), false},
		"a minute too late":         {at(last, 8, 0), at(last, 24, 1), false},
		"given in another zone":     {at(first, 0, 0).UTC(), at(first, 9, 0).UTC(), true},
	} {
		if got := c.Holds(tc.start, tc.end); got != tc.want {
			t.Errorf("%s: got %t, want %t", name, got, tc.want)
		}
	}
}

func TestADateIsReadOnlyAsYearMonthDay(t *testing.T) {
	t.Parallel()
	got, err := roster.ParseDate("2026-11-23")
	if err != nil || got != day(2026, 11, 23) {
		t.Errorf("got %v, %v", got, err)
	}
	for _, bad := range []string{"", "23/11/2026", "2026-11-31", "2026-11-23T00:00:00Z"} {
		if _, err := roster.ParseDate(bad); roster.KindOf(err) != roster.BadInput {
			t.Errorf("ParseDate(%q) = %v, want a bad input", bad, err)
		}
	}
}

func TestWeekdaysCountFromMonday(t *testing.T) {
	t.Parallel()
	for i := range 7 {
		if got := day(2026, 11, 23).AddDays(i).Weekday(); got != i+1 {
			t.Errorf("day %d of the week: got %d", i+1, got)
		}
	}
	if got := day(2026, 11, 23).DaysUntil(day(2027, 1, 6)); got != 44 {
		t.Errorf("days until the 45th day: got %d, want 44", got)
	}
}
