package invent

import (
	"math"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// A desk is open on eleven half-days a week: mornings and afternoons of the working days
// and Saturday morning. With few people to lend, fewer of them get help.
const (
	halfDays        = 11
	peopleForAll    = 1200 // of all communes
	allCommunes     = 126
	inhabitantsEach = 35_000 // for each of whom a desk needs one more guide
	guidesFor       = 1500   // the number of people at which that figure holds
	mobileFrom      = 60_000 // inhabitants from which a rural commune has a mobile point
)

// hours are minutes from midnight.
type hours struct{ from, to int }

func morning() hours   { return hours{8 * 60, 11*60 + 30} }
func afternoon() hours { return hours{13*60 + 30, 17 * 60} }
func evening() hours   { return hours{18*60 + 30, 20*60 + 30} }

// demand makes the shifts of all days: what each commune needs follows its population.
func (b *builder) demand() {
	for day := range b.options.Days {
		date := b.options.StartsOn.AddDays(day)
		if holiday(date) {
			continue
		}
		for i, c := range b.communes {
			b.deskDay(date, i, c)
			b.mobileDay(date, i, c)
		}
	}
}

// holiday tells the public holidays with a fixed date, on which no desk opens.
func holiday(d roster.Date) bool {
	switch d.String()[len("2006-"):] {
	case "01-01", "04-30", "05-01", "09-02":
		return true
	}
	return false
}

// deskDay opens the desk of commune number i on the half-days that it has that day.
func (b *builder) deskDay(date roster.Date, i int, c roster.Commune) {
	for part, span := range []hours{morning(), afternoon()} {
		half := (date.Weekday()-1)*2 + part
		if half >= halfDays || !b.helped(half, i) {
			continue
		}
		roles := []roster.RoleNeed{
			{Skill: "it", Level: 2, Seats: 1, Floor: true},
			{Skill: "guide", Level: 1, Seats: b.guides(c)},
		}
		// Once a week somebody looks after the lines, on another day in each commune.
		if part == 0 && date.Weekday() == 1+i%5 {
			roles = append(roles, roster.RoleNeed{Skill: "network", Level: 2, Kind: roster.Engineer, Seats: 1})
		}
		b.shift(date, span, b.desks[c.Code], 1, roles)
	}
}

// helped spreads the half-days with help evenly over the week, shifted from commune to
// commune so that they don't all need people at the same hours.
func (b *builder) helped(half, commune int) bool {
	open := min(halfDays, max(1, halfDays*b.options.People*allCommunes/(peopleForAll*len(b.communes))))
	at := (half + commune) % halfDays
	return at*open/halfDays != (at+1)*open/halfDays
}

// guides counts the guides beside the qualified IT person; with more people to lend, the
// whole desk grows.
func (b *builder) guides(c roster.Commune) int {
	lent := max(1, float64(b.options.People*allCommunes)/float64(guidesFor*len(b.communes)))
	desk := lent * (1 + float64(c.Population)/inhabitantsEach)
	return max(1, int(math.Round(desk))-1)
}

// mobileDay sends the mobile point to a hamlet on two evenings a week and on Sunday
// morning, when working people and farmers are at home.
func (b *builder) mobileDay(date roster.Date, i int, c roster.Commune) {
	point, ok := b.mobiles[c.Code]
	if !ok {
		return
	}
	roles := []roster.RoleNeed{
		{Skill: "it", Level: 1, Seats: 1, Floor: true},
		{Skill: "guide", Level: 1, Seats: 2},
	}
	switch date.Weekday() {
	case 7:
		b.shift(date, morning(), point, 1.2, roles)
	case 1 + i%5, 1 + (i+2)%5:
		b.shift(date, evening(), point, 1.2, roles)
	}
}

func (b *builder) shift(date roster.Date, span hours, at roster.Point, priority float64, needs []roster.RoleNeed) {
	midnight := func(minute int) time.Time {
		return time.Date(date.Year, date.Month, date.Day, 0, minute, 0, 0, b.zone)
	}
	shift := roster.Shift{
		ID: b.id(), Commune: at.Commune, Point: at.ID, Priority: priority,
		Span: roster.Span{Start: midnight(span.from), End: midnight(span.to)},
	}
	b.seed.Shifts = append(b.seed.Shifts, shift)
	for _, need := range needs {
		b.seed.Roles = append(b.seed.Roles, roster.Role{ID: b.id(), Shift: shift.ID, RoleNeed: need})
	}
}
