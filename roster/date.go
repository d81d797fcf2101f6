package roster

import (
	"fmt"
	"time"
)

// Date is a calendar day without a zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day of t in loc.
func DateOf(t time.Time, loc *time.Location) Date {
	y, m, d := t.In(loc).Date()
	return Date{y, m, d}
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, Bad("date", "date.malformed", "value", s)
	}
	return DateOf(t, time.UTC), nil
}

// Time is the first moment of the day in loc.
func (d Date) Time(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// AddDays is the day n days later.
func (d Date) AddDays(n int) Date { return DateOf(d.Time(time.UTC).AddDate(0, 0, n), time.UTC) }

// Compare is negative when d comes before other, 0 when they are the same day.
func (d Date) Compare(other Date) int { return d.Time(time.UTC).Compare(other.Time(time.UTC)) }

// Before tells whether d lies before other.
func (d Date) Before(other Date) bool { return d.Time(time.UTC).Before(other.Time(time.UTC)) }

// DaysUntil counts the days from d to other, negative when other is earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.Time(time.UTC).Sub(d.Time(time.UTC)).Hours() / 24)
}

// Monday is the first day of the date's week.
func (d Date) Monday() Date { return d.AddDays(1 - d.Weekday()) }

// Weekday is 1 for Monday to 7 for Sunday (ISO 8601).
func (d Date) Weekday() int {
	if w := int(d.Time(time.UTC).Weekday()); w != 0 {
		return w
	}
	return 7
}

// String is the day as YYYY-MM-DD.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day) }

// Span is a half-open stretch of time: Start belongs to it, End does not.
type Span struct{ Start, End time.Time }

// Overlaps tells whether two spans share a moment.
func (s Span) Overlaps(o Span) bool { return s.Start.Before(o.End) && o.Start.Before(s.End) }

// Equal tells whether o begins and ends at the same moments, in whatever zone they are told.
func (s Span) Equal(o Span) bool { return s.Start.Equal(o.Start) && s.End.Equal(o.End) }

// Covers tells whether o lies within s.
func (s Span) Covers(o Span) bool { return !o.Start.Before(s.Start) && !o.End.After(s.End) }

// Minutes is the length in whole minutes.
func (s Span) Minutes() int { return int(s.End.Sub(s.Start) / time.Minute) }
