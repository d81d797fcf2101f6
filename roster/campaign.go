package roster

import (
	"sync"
	"time"
)

// Campaign is a span of days with a zone and rules of its own. Several run side by side.
type Campaign struct {
	ID          string
	Name        string
	StartsOn    Date
	EndsOn      Date
	TimeZone    string
	AutoApprove bool
}

// Location is the campaign's zone; an unknown name counts as UTC+7, the zone of Vietnam.
func (c Campaign) Location() *time.Location {
	if known, ok := zones.Load(c.TimeZone); ok {
		return known.(*time.Location)
	}
	loc, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		loc = time.FixedZone("+07", 7*60*60)
	}
	zones.Store(c.TimeZone, loc)
	return loc
}

// zones are the zones of campaigns, by name: each is a file to read, and asked for at every step.
var zones sync.Map

// Holds tells whether a shift from start to end lies on the campaign's days.
func (c Campaign) Holds(start, end time.Time) bool {
	loc := c.Location()
	return !start.Before(c.StartsOn.Time(loc)) && !end.After(c.EndsOn.AddDays(1).Time(loc))
}

// CommuneKind tells a ward (phường) from a commune (xã).
type CommuneKind string

// The kinds of commune.
const (
	Ward         CommuneKind = "ward"
	RuralCommune CommuneKind = "commune"
)

// Commune is a commune-level unit: the official code, the name without its prefix, a point
// inside it (WGS 84 degrees) and its population.
type Commune struct {
	Code       string
	Name       string
	NameEN     string
	Kind       CommuneKind
	Lat, Lon   float64
	Population int
}

// PointKind tells the service desk from a mobile literacy point.
type PointKind string

// The kinds of point.
const (
	Desk   PointKind = "desk"
	Mobile PointKind = "mobile"
)

// Point is a place in a commune where help is given.
type Point struct {
	ID      string
	Commune string
	Kind    PointKind
	Name    string
}

// OrganisationKind tells who lends people and who steers.
type OrganisationKind string

// The kinds of organisation.
const (
	Department OrganisationKind = "department"
	University OrganisationKind = "university"
	Telecom    OrganisationKind = "telecom"
)

// Organisation lends people or steers the campaign.
type Organisation struct {
	ID    string
	Kind  OrganisationKind
	Name  string
	Short string
}

// Skill is something a role can ask for, with a name per language.
type Skill struct {
	Code   string
	NameVI string
	NameEN string
}

// Coverage counts what is covered of what is needed. Confirmed are seats of people who
// said yes, are present or have been; Asked are people asked who haven't answered.
type Coverage struct {
	Seats, Confirmed, Asked int
	Floors, FloorsMet       int
	LowestRatio             float64
}

// Ratio is the share of seats confirmed, 1 where nothing is needed.
func (c Coverage) Ratio() float64 {
	if c.Seats == 0 {
		return 1
	}
	return float64(c.Confirmed) / float64(c.Seats)
}

// Add sums two coverages; the lowest ratio is the lower of c's and lowest.
func (c Coverage) Add(o Coverage, lowest float64) Coverage {
	return Coverage{
		Seats: c.Seats + o.Seats, Confirmed: c.Confirmed + o.Confirmed, Asked: c.Asked + o.Asked,
		Floors: c.Floors + o.Floors, FloorsMet: c.FloorsMet + o.FloorsMet, LowestRatio: min(c.LowestRatio, lowest),
	}
}
