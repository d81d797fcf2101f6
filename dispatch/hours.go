package dispatch

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Weekly is free time of a weekday (1 is Monday), as it is entered: HH:MM of the campaign's
// zone, 24:00 for midnight at the end of the day.
type Weekly struct {
	Weekday  int
	From, To string
}

// Exception is a date on which the weekly pattern doesn't hold: a day off, or free from From
// to To.
type Exception struct {
	Date      roster.Date
	Available bool
	From, To  string
}

const minutesOfDay = 24 * 60

// clockMinute reads HH:MM as minutes from midnight.
func clockMinute(text string) (int, bool) {
	const form = "HH:MM"
	if len(text) != len(form) || text[2] != ':' {
		return 0, false
	}
	hour, err := strconv.ParseUint(text[:2], 10, 8)
	if err != nil {
		return 0, false
	}
	minute, err := strconv.ParseUint(text[3:], 10, 8)
	if err != nil || minute >= 60 {
		return 0, false
	}
	total := int(hour*60 + minute)
	return total, total <= minutesOfDay
}

// hours reads a stretch of a day and faults what is wrong with it.
func (c *checker) hours(path, from, to string) (int, int, bool) {
	start, fine := clockMinute(from)
	if !fine {
		c.fault(path+".from", "hours.malformed", "value", from)
		return 0, 0, false
	}
	end, fine := clockMinute(to)
	if !fine {
		c.fault(path+".to", "hours.malformed", "value", to)
		return 0, 0, false
	}
	if start >= end {
		c.fault(path+".to", "hours.end_before_start")
		return 0, 0, false
	}
	return start, end, true
}

// weekly reads a pattern. Stretches that touch or overlap become one, since a shift must lie
// within a single one.
func (c *checker) weekly(given []Weekly) []roster.WeeklyWindow {
	var windows []roster.WeeklyWindow
	for i, w := range given {
		path := fmt.Sprintf("weekly[%d]", i)
		if w.Weekday < 1 || w.Weekday > daysOfWeek {
			c.fault(path+".weekday", "hours.unknown_weekday", "value", w.Weekday)
		}
		if from, to, ok := c.hours(path, w.From, w.To); ok {
			windows = append(windows, roster.WeeklyWindow{Weekday: w.Weekday, From: from, To: to})
		}
	}
	slices.SortFunc(windows, func(a, b roster.WeeklyWindow) int {
		return cmp.Or(cmp.Compare(a.Weekday, b.Weekday), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	var merged []roster.WeeklyWindow
	for _, w := range windows {
		if last := len(merged) - 1; last >= 0 && merged[last].Weekday == w.Weekday && w.From <= merged[last].To {
			merged[last].To = max(merged[last].To, w.To)
			continue
		}
		merged = append(merged, w)
	}
	return merged
}

// exceptions reads dated exceptions. A date is either off or has its own hours.
func (c *checker) exceptions(given []Exception) []roster.Exception {
	var dated []roster.Exception
	free := map[roster.Date]bool{}
	for i, e := range given {
		path := fmt.Sprintf("exceptions[%d]", i)
		if before, seen := free[e.Date]; seen && (before != e.Available || !e.Available) {
			c.fault(path+".date", "exception.contradicts", "date", e.Date)
			continue
		}
		free[e.Date] = e.Available
		from, to, ok := 0, minutesOfDay, true
		if e.Available {
			from, to, ok = c.hours(path, e.From, e.To)
		}
		if ok {
			dated = append(dated, roster.Exception{Date: e.Date, Available: e.Available, From: from, To: to})
		}
	}
	slices.SortFunc(dated, func(a, b roster.Exception) int {
		return cmp.Or(b.Date.DaysUntil(a.Date), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	var merged []roster.Exception
	for _, e := range dated {
		if last := len(merged) - 1; last >= 0 && merged[last].Date == e.Date && e.From <= merged[last].To {
			merged[last].To = max(merged[last].To, e.To)
			continue
		}
		merged = append(merged, e)
	}
	return merged
}
