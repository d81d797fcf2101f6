package dispatch

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AvailabilityInput replaces a volunteer's weekly pattern, dated exceptions or both; nil
// leaves what is there.
type AvailabilityInput struct {
	Volunteer  string
	Weekly     []WeeklyHours
	Exceptions []DatedHours
	// Version is which version of the person the viewer has seen; 0 doesn't ask.
	Version int
}

// SetAvailability changes when somebody is free. Shifts that the person has taken stay.
func (d *Dispatcher) SetAvailability(ctx context.Context, v roster.Viewer, in AvailabilityInput, _ time.Time) (roster.Volunteer, error) {
	if err := v.May(roster.SetAvailability); err != nil {
		return roster.Volunteer{}, err
	}
	read, faults := readAvailability(nil, 0, "input.", in.Weekly, in.Exceptions)
	if len(faults) > 0 {
		wrong := make(roster.Faults, len(faults))
		for i, f := range faults {
			wrong[i] = f.Err
		}
		return roster.Volunteer{}, wrong
	}
	return d.changeAvailability(ctx, v, in.Volunteer, in.Version, func(a *roster.Availability) {
		if in.Weekly != nil {
			a.Weekly = read.Weekly
		}
		if in.Exceptions != nil {
			a.Exceptions = read.Exceptions
		}
	})
}

// readAvailability checks hours; faults are added with their row and column.
func readAvailability(faults []RowFault, row int, prefix string, weekly []WeeklyHours, dated []DatedHours) (roster.Availability, []RowFault) {
	var a roster.Availability
	fault := func(column, key string, args ...any) {
		faults = append(faults, RowFault{Row: row, Column: prefix + column, Err: roster.Bad(prefix+column, key, args...)})
	}
	for i, w := range weekly {
		if w.Weekday < 1 || w.Weekday > 7 {
			fault(fmt.Sprintf("weekly[%d].weekday", i), "availability.weekday_out_of_range")
		}
		from, to, ok := readHours(w.From, w.To)
		if !ok {
			fault(fmt.Sprintf("weekly[%d].from", i), "availability.hours_malformed", "from", w.From, "to", w.To)
		}
		window := roster.WeeklyWindow{Weekday: w.Weekday, From: from, To: to}
		if slices.ContainsFunc(a.Weekly, func(o roster.WeeklyWindow) bool { return o.Weekday == window.Weekday && o.From == window.From }) {
			fault(fmt.Sprintf("weekly[%d].from", i), "availability.twice")
			continue
		}
		a.Weekly = append(a.Weekly, window)
	}
	for i, e := range dated {
		from, to, ok := 0, 24*60, true
		if e.Available || e.From != "" || e.To != "" {
			from, to, ok = readHours(e.From, e.To)
		}
		if !ok {
			fault(fmt.Sprintf("exceptions[%d].from", i), "availability.hours_malformed", "from", e.From, "to", e.To)
		}
		exception := roster.Exception{Date: e.Date, Available: e.Available, From: from, To: to}
		if slices.ContainsFunc(a.Exceptions, func(o roster.Exception) bool { return o.Date == exception.Date && o.From == exception.From }) {
			fault(fmt.Sprintf("exceptions[%d].date", i), "availability.twice")
			continue
		}
		a.Exceptions = append(a.Exceptions, exception)
	}
	slices.SortFunc(a.Weekly, func(x, y roster.WeeklyWindow) int {
		return cmp.Or(cmp.Compare(x.Weekday, y.Weekday), cmp.Compare(x.From, y.From))
	})
	slices.SortFunc(a.Exceptions, func(x, y roster.Exception) int {
		return cmp.Or(y.Date.DaysUntil(x.Date), cmp.Compare(x.From, y.From))
	})
	return a, faults
}

// readHours reads HH:MM to HH:MM as minutes from midnight; 24:00 ends a day.
func readHours(from, to string) (begin, end int, ok bool) {
	begin, ok = readClock(from)
	if !ok {
		return 0, 0, false
	}
	end, ok = readClock(to)
	return begin, end, ok && begin < end
}

func readClock(s string) (int, bool) {
	if s == "24:00" {
		return 24 * 60, true
	}
	t, err := time.Parse("15:04", s)
	return t.Hour()*60 + t.Minute(), err == nil
}
