package roster

import "testing"

// The lengths of the moon's months leave little room: a wrong day stands out.
func TestTheYearsOfTheMoonFollowEachOther(t *testing.T) {
	t.Parallel()
	within := func(n, from, to int) bool { return n >= from && n <= to }
	years := moonYears()
	for i, y := range years {
		if y.tet.Before(Date{Year: y.tet.Year, Month: 1, Day: 21}) || (Date{Year: y.tet.Year, Month: 2, Day: 20}).Before(y.tet) {
			t.Errorf("Tết on %s", y.tet)
		}
		// Two months and nine days, or three where a month is doubled before it.
		if n := y.tet.DaysUntil(y.kings); !within(n, 67, 69) && !within(n, 97, 98) {
			t.Errorf("the day of the kings %d days after %s", n, y.tet)
		}
		if i == 0 {
			continue
		}
		if n := years[i-1].tet.DaysUntil(y.tet); !within(n, 353, 355) && !within(n, 383, 385) {
			t.Errorf("%s has %d days", years[i-1].tet, n)
		}
	}
}
