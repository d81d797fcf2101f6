package match

import (
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// The rules of presence. From CheckInBefore the start until the end of a shift people check
// in; AlarmBefore it an absent floor role raises an alarm; NoShowAfter it, who hasn't come is
// a no-show, and StandInAfter it others are asked to stand in: who is late would find the seat taken;
// who said yes after the start has JoinWithin to get there. Who leaves less than StayedUntil before the end has stayed, and whom nobody has
// checked out is so by the clock after CheckOutAfter the end.
const (
	CheckInBefore = 30 * time.Minute
	AlarmBefore   = 15 * time.Minute
	NoShowAfter   = 15 * time.Minute
	StandInAfter  = 30 * time.Minute
	JoinWithin    = time.Hour
	StayedUntil   = 15 * time.Minute
	CheckOutAfter = time.Hour
)

// atPlaceKm is how far from the point's place on the map somebody may be who checks in by the
// phone's position: communes have one place on the map, and phones indoors are a few hundred
// metres off.
const atPlaceKm = 1.5

// TooEarly tells whether it is too early to check in for a shift.
func TooEarly(now time.Time, shift roster.Span) bool {
	return now.Before(shift.Start.Add(-CheckInBefore))
}

// AtPlace tells whether a position is at the place of a shift.
func AtPlace(at, place Place) bool { return at.Km(place) <= atPlaceKm }

// Left is what becomes of somebody who leaves a shift.
func Left(now time.Time, shift roster.Span) roster.AssignmentState {
	if now.Before(shift.End.Add(-StayedUntil)) {
		return roster.LeftEarly
	}
	return roster.Completed
}
