package roster

import (
	"slices"
	"time"
)

// WorkingDaysAfter is the n-th working day after d. Saturdays, Sundays and public holidays don't
// count (Labour Code 45/2019/QH14, article 112). Of the days that the government may choose each
// year, those count as holidays that are ones whatever it chooses, and days off in lieu count as
// working days: a day that is due comes too early then, never too late.
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
	return d.Weekday() < saturday && !d.fixedHoliday() && !d.lunarHoliday()
}

// fixedHoliday tells the holidays of the solar calendar. The second day of the national days is
// the one before or the one after.
func (d Date) fixedHoliday() bool {
	switch (Date{Month: d.Month, Day: d.Day}) {
	case Date{Month: time.January, Day: 1}, Date{Month: time.April, Day: 30}, Date{Month: time.May, Day: 1},
		Date{Month: time.September, Day: 2}:
		return true
	}
	return false
}

// lunarHoliday tells the holidays that follow the moon. Of Tết's five days the last one of the old
// year and the first three of the new are always among them.
func (d Date) lunarHoliday() bool {
	return slices.ContainsFunc(moonYears(), func(y moonYear) bool {
		day := y.tet.DaysUntil(d)
		return day >= -1 && day < 3 || d == y.kings
	})
}

// moonYear is a year of the moon: its first day, and the tenth of its third month, the day of the
// Hùng kings.
type moonYear struct{ tet, kings Date }

// moonYears are the years in which days can be counted so; in later ones these days count as
// working days. They follow from the new moons and the sun's longitude at UTC+7 (the Vietnamese
// calendar: in 2030 it begins a day before the Chinese one).
func moonYears() []moonYear {
	const jan, feb, apr = time.January, time.February, time.April
	year := func(y int, m time.Month, d int, kings int) moonYear {
		return moonYear{tet: Date{Year: y, Month: m, Day: d}, kings: Date{Year: y, Month: apr, Day: kings}}
	}
	return []moonYear{
		year(2026, feb, 17, 26), year(2027, feb, 6, 16), year(2028, jan, 26, 4), year(2029, feb, 13, 23),
		year(2030, feb, 2, 12), year(2031, jan, 23, 1), year(2032, feb, 11, 19), year(2033, jan, 31, 9),
		year(2034, feb, 19, 28), year(2035, feb, 8, 17), year(2036, jan, 28, 6), year(2037, feb, 15, 24),
	}
}
