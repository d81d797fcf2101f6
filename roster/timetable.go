package roster

import (
	"cmp"
	"slices"
	"time"
)

// Without is the availability less the times at which somebody is busy, as dated exceptions:
// each day that busy touches follows what is left of it. Doing it twice changes nothing more.
func (a Availability) Without(busy []Span, loc *time.Location) Availability {
	days := map[Date]bool{}
	for _, b := range busy {
		for day := DateOf(b.Start, loc); day.Time(loc).Before(b.End); day = day.AddDays(1) {
			days[day] = true
		}
	}
	left := Availability{Weekly: a.Weekly}
	for _, e := range a.Exceptions {
		if !days[e.Date] {
			left.Exceptions = append(left.Exceptions, e)
		}
	}
	for day := range days {
		left.Exceptions = append(left.Exceptions, a.dayWithout(day, busy, loc)...)
	}
	slices.SortFunc(left.Exceptions, func(x, y Exception) int {
		return cmp.Or(y.Date.DaysUntil(x.Date), cmp.Compare(x.From, y.From))
	})
	return left
}

func (a Availability) dayWithout(day Date, busy []Span, loc *time.Location) []Exception {
	free := a.onDay(day, loc)
	for _, b := range busy {
		free = less(free, b)
	}
	midnight := day.Time(loc)
	var left []Exception
	for _, span := range free {
		from, to := int(span.Start.Sub(midnight).Minutes()), int(span.End.Sub(midnight).Minutes())
		if from < to {
			left = append(left, Exception{Date: day, Available: true, From: from, To: to})
		}
	}
	if left == nil {
		const day24 = 24 * 60
		left = []Exception{{Date: day, From: 0, To: day24}}
	}
	return left
}

// less takes a span out of others.
func less(from []Span, out Span) []Span {
	var left []Span
	for _, span := range from {
		if !span.Overlaps(out) {
			left = append(left, span)
			continue
		}
		if span.Start.Before(out.Start) {
			left = append(left, Span{span.Start, out.Start})
		}
		if out.End.Before(span.End) {
			left = append(left, Span{out.End, span.End})
		}
	}
	return left
}
