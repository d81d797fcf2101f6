package roster_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestWhoHasAnExamIsFreeBeforeAndAfterIt(t *testing.T) {
	t.Parallel()
	loc := time.FixedZone("+07", 7*60*60)
	at := func(day, hour int) time.Time { return time.Date(2026, 12, day, hour, 0, 0, 0, loc) }
	tuesday := roster.Date{Year: 2026, Month: 12, Day: 1}
	weekly := []roster.WeeklyWindow{{Weekday: 2, From: 8 * 60, To: 12 * 60}}
	off := func(d roster.Date) roster.Exception { return roster.Exception{Date: d, From: 0, To: 1440} }
	on := func(d roster.Date, from, to int) roster.Exception {
		return roster.Exception{Date: d, Available: true, From: from * 60, To: to * 60}
	}
	for name, tc := range map[string]struct {
		before []roster.Exception
		busy   []roster.Span
		want   []roster.Exception
	}{
		"within the morning":     {nil, []roster.Span{{Start: at(1, 9), End: at(1, 10)}}, []roster.Exception{on(tuesday, 8, 9), on(tuesday, 10, 12)}},
		"the whole morning":      {nil, []roster.Span{{Start: at(1, 7), End: at(1, 13)}}, []roster.Exception{off(tuesday)}},
		"in the afternoon":       {nil, []roster.Span{{Start: at(1, 14), End: at(1, 15)}}, []roster.Exception{on(tuesday, 8, 12)}},
		"over two days":          {nil, []roster.Span{{Start: at(1, 11), End: at(2, 9)}}, []roster.Exception{on(tuesday, 8, 11), off(tuesday.AddDays(1))}},
		"beside another day off": {[]roster.Exception{off(tuesday.AddDays(7))}, []roster.Span{{Start: at(1, 8), End: at(1, 9)}}, []roster.Exception{on(tuesday, 9, 12), off(tuesday.AddDays(7))}},
	} {
		before := roster.Availability{Weekly: weekly, Exceptions: tc.before}
		after := before.Without(tc.busy, loc)
		if diff := cmp.Diff(roster.Availability{Weekly: weekly, Exceptions: tc.want}, after); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(after, after.Without(tc.busy, loc)); diff != "" {
			t.Errorf("%s, again:\n%s", name, diff)
		}
	}
}
