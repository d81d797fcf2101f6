// Package match is the pure policy of who may take a seat, who is asked first, how many at
// once and how long they have to answer. It knows no clock, no database and no chance: the
// same values give the same answers.
package match

import (
	"math"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Place is a commune's point on the map, WGS 84 degrees.
type Place struct {
	Code     string
	Lat, Lon float64
}

// Km is the great-circle distance to another place (haversine formula, mean Earth radius of
// 6371.0088 km, IUGG).
func (p Place) Km(o Place) float64 {
	const earthKm = 6371.0088
	rad := func(deg float64) float64 { return deg * math.Pi / 180 }
	dLat, dLon := rad(o.Lat-p.Lat), rad(o.Lon-p.Lon)
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(rad(p.Lat))*math.Cos(rad(o.Lat))*math.Pow(math.Sin(dLon/2), 2)
	return 2 * earthKm * math.Asin(math.Sqrt(h))
}

// Duty is a shift that somebody is asked for, has taken or has served.
type Duty struct {
	Shift string
	Span  roster.Span
	At    Place
}

// Person is what the policy needs to know of somebody: the volunteer, the home, the windows
// around the seat in question, the duties of its week and the days beside it, how much the
// person has been asked in the last day and week (in messages) and texted in the last day, how they
// have answered and
// whether they came. Windows come by their start, and none is longer than a day. ShowUp is
// loaded where a coordinator reads it.
type Person struct {
	roster.Volunteer
	Home         Place
	Windows      []roster.Span
	Duties       []Duty
	OpenAsks     int
	AsksToday    int
	AsksThisWeek int
	TextsToday   int
	Suppressed   bool
	Record       Record
	ShowUp       ShowUp
}

// Unasked is the person as if they hadn't been asked or texted: for what nobody asks them.
func (p Person) Unasked() Person {
	p.OpenAsks, p.AsksToday, p.AsksThisWeek, p.TextsToday = 0, 0, 0, 0
	return p
}

// Seat is a role of a shift at its place; Location is the campaign's zone, in which days and
// weeks are counted. Prices are what one more hour is worth in each commune, by its code, in
// the plan that is published; they explain and decide nothing, and may be nil.
type Seat struct {
	Role     roster.Role
	Shift    roster.Shift
	At       Place
	Location *time.Location
	Prices   map[string]float64
}

// Rules are the campaign's limits that hold for everybody.
type Rules struct {
	RestMinutes     int
	TravelKmh       float64
	MaxOpenAsks     int
	MaxAsksPerDay   int
	MaxAsksPerWeek  int
	MaxTextsPerDay  int
	LockBeforeStart time.Duration
}

// DefaultRules are the rules of a campaign that sets none.
func DefaultRules() Rules {
	return Rules{RestMinutes: 600, TravelKmh: 20, MaxOpenAsks: 12, MaxAsksPerDay: 6, MaxAsksPerWeek: 30, MaxTextsPerDay: 10, LockBeforeStart: 12 * time.Hour}
}

// Reason is a cause by its key in the catalogs, with the values for its placeholders and how
// many people it concerns (0 where it concerns the one in question).
type Reason struct {
	Key   string
	Args  []any
	Count int
}

// The causes that keep somebody from a seat.
const (
	NoSkill     = "match.no_skill"
	WrongKind   = "match.wrong_kind"
	NotFree     = "match.not_free"
	Overlaps    = "match.overlaps"
	TooFar      = "match.too_far"
	Avoids      = "match.avoids"
	NoTravel    = "match.no_time_to_travel"
	NoRest      = "match.no_rest"
	DayLimit    = "match.day_limit"
	WeekLimit   = "match.week_limit"
	DaysLimit   = "match.days_limit"
	NoConsent   = "match.no_consent"
	AskedEnough = "match.asked_enough"
)

// Overridable tells whether a coordinator may pass over a cause with a reason. Nobody may be
// in two places, serve without the skill or be asked without consent.
func Overridable(key string) bool {
	switch key {
	case NotFree, TooFar, Avoids, NoRest, DayLimit, WeekLimit, DaysLimit, AskedEnough:
		return true
	}
	return false
}
