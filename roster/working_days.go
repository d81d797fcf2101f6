package roster

import "time"

// WorkingDaysAfter is the n-th working day after d. Saturdays, Sundays and the public holidays
// with a fixed date don't count (Labour Code 45/2019/QH14, article 112). Tết and the day of the
// Hùng kings follow the moon and are taken for working days: a day that is due comes too early
// then, never too late.
func (d Date) WorkingDaysAfter(n int) Date {
	for n > 0 {
		if d = d.AddDays(1); d.works() {
			n--
		}
	}
	return d
}

func (d Date) works() bool {
	const saturday = 6
	switch (Date{Month: d.Month, Day: d.Day}) {
	case Date{Month: time.January, Day: 1}, Date{Month: time.April, Day: 30}, Date{Month: time.May, Day: 1},
		Date{Month: time.September, Day: 1}, Date{Month: time.September, Day: 2}:
		return false
	}
	return d.Weekday() < saturday
}
