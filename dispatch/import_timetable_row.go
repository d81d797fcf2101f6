package dispatch

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// timetableReader reads one row of a timetable of many people.
type timetableReader struct {
	personReader
	of *timetables
}

// busy is who is busy when, on the campaign's days; of use only without faults.
func (r *timetableReader) busy() (id string, spans []roster.Span) {
	external := r.externalID()
	id, known := r.of.known[external]
	if !known && len(r.faults) == 0 {
		r.fault(exchange.ExternalID, "timetable.person_unknown", "value", external)
	}
	hours := r.hours()
	loc := r.of.campaign.Location()
	for _, day := range r.days() {
		for _, h := range hours {
			at := func(minute int) time.Time { return time.Date(day.Year, day.Month, day.Day, 0, minute, 0, 0, loc) }
			spans = append(spans, roster.Span{Start: at(h[0]), End: at(h[1])})
		}
	}
	return id, spans
}

// days are the day of the row, or those of its weekday, as far as they are the campaign's.
func (r *timetableReader) days() []roster.Date {
	weekday := r.weekday()
	if cell := r.cell(exchange.BusyDay); cell != "" {
		day, ok := r.table.Date(cell)
		switch {
		case !ok:
			r.fault(exchange.BusyDay, "import.date_unclear", "value", cell)
		case weekday != 0 && day.Weekday() != weekday:
			r.fault(exchange.BusyWeekday, "timetable.weekday_differs", "value", cell)
		case !day.Before(r.of.campaign.StartsOn) && !r.of.campaign.EndsOn.Before(day):
			return []roster.Date{day}
		}
		return nil
	}
	if weekday == 0 {
		if !r.faulty(exchange.BusyWeekday) {
			r.fault(r.there(exchange.BusyDay, exchange.BusyWeekday), "timetable.day_missing")
		}
		return nil
	}
	return r.weekly(weekday)
}

func (r *timetableReader) weekday() int {
	cell := r.cell(exchange.BusyWeekday)
	if cell == "" {
		return 0
	}
	weekday, ok := exchange.Weekday(cell)
	if !ok {
		r.fault(exchange.BusyWeekday, "timetable.weekday_unclear", "value", cell)
	}
	return weekday
}

func (r *timetableReader) weekly(weekday int) []roster.Date {
	since, until := r.bound(exchange.BusySince, r.of.campaign.StartsOn), r.bound(exchange.BusyUntil, r.of.campaign.EndsOn)
	if since.Before(r.of.campaign.StartsOn) {
		since = r.of.campaign.StartsOn
	}
	if r.of.campaign.EndsOn.Before(until) {
		until = r.of.campaign.EndsOn
	}
	var days []roster.Date
	for day := since; !until.Before(day); day = day.AddDays(1) {
		if day.Weekday() == weekday {
			days = append(days, day)
		}
	}
	return days
}

func (r *timetableReader) bound(field exchange.Field, usual roster.Date) roster.Date {
	cell := r.cell(field)
	if cell == "" {
		return usual
	}
	day, ok := r.table.Date(cell)
	if !ok {
		r.fault(field, "import.date_unclear", "value", cell)
		return usual
	}
	return day
}

// hours are the times of the row in minutes from midnight: written ones before lessons, whose
// times are each university's own.
func (r *timetableReader) hours() [][2]int {
	if from := r.cell(exchange.BusyFrom); from != "" {
		return r.written(from)
	}
	field, lessons := exchange.BusyPeriods, r.cell(exchange.BusyPeriods)
	if first := r.cell(exchange.BusyFirst); first != "" && lessons == "" {
		field, lessons = exchange.BusyFirst, r.lessonsFrom(first)
	}
	if lessons == "" {
		if !r.faulty(exchange.BusyFrom, exchange.BusyPeriods, exchange.BusyFirst, exchange.BusyCount) {
			r.fault(r.there(exchange.BusyFrom, exchange.BusyPeriods, exchange.BusyFirst), "timetable.time_missing")
		}
		return nil
	}
	spans, ok := exchange.Lessons(lessons, r.of.periods)
	if !ok && !r.faulty(exchange.BusyFirst, exchange.BusyCount) {
		r.fault(field, "timetable.lessons_unclear", "value", lessons)
	}
	return spans
}

// lessonsFrom is a first lesson with its last one, or with how many there are; one without an
// end could be one or five.
func (r *timetableReader) lessonsFrom(first string) string {
	if last := r.cell(exchange.BusyLast); last != "" {
		return first + "-" + last
	}
	if r.cell(exchange.BusyCount) == "" {
		r.fault(r.there(exchange.BusyCount, exchange.BusyLast, exchange.BusyFirst), "timetable.lessons_open", "value", first)
		return ""
	}
	return first + "-" + strconv.Itoa(r.count(exchange.BusyFirst)+r.count(exchange.BusyCount)-1)
}

// written reads a time with its end in the same cell, in one of its own, or so many minutes on.
func (r *timetableReader) written(from string) [][2]int {
	begin, end, whole := strings.Cut(strings.NewReplacer("–", "-", "—", "-", "đến", "-").Replace(from), "-")
	start, ok := exchange.Clock(begin)
	if !ok {
		r.fault(exchange.BusyFrom, "import.time_unclear", "value", from)
		return nil
	}
	field := exchange.BusyFrom
	stop, ok := 0, false
	switch cell := r.cell(exchange.BusyTo); {
	case whole:
		stop, ok = exchange.Clock(end)
	case cell != "":
		field = exchange.BusyTo
		stop, ok = exchange.Clock(cell)
	case r.cell(exchange.BusyMinutes) != "":
		field = exchange.BusyMinutes
		stop, ok = start+r.count(exchange.BusyMinutes), true
	default:
		field = r.there(exchange.BusyTo, exchange.BusyMinutes)
	}
	const day = 24 * 60
	if !ok || stop <= start || stop > day {
		if !r.faulty(field) {
			r.fault(field, "timetable.end_unclear", "value", r.cell(field))
		}
		return nil
	}
	return [][2]int{{start, stop}}
}

// there is the first of some fields that the table has a column for.
func (r *timetableReader) there(fields ...exchange.Field) exchange.Field {
	for _, field := range fields {
		if r.table.Has(field) {
			return field
		}
	}
	return fields[0]
}

func (r *timetableReader) faulty(fields ...exchange.Field) bool {
	return slices.ContainsFunc(r.faults, func(f RowFault) bool { return slices.Contains(fields, exchange.Field(f.Column)) })
}
