package roster

import "time"

// RequestState is where a help request stands.
type RequestState string

// The states of a help request.
const (
	RequestOpen     RequestState = "open"
	RequestApproved RequestState = "approved"
	RequestRejected RequestState = "rejected"
)

// HelpRequest is a commune's call for people; approved, it becomes a shift.
type HelpRequest struct {
	ID        string
	Commune   string
	Point     string
	State     RequestState
	Span      Span
	Reason    string
	Urgent    bool
	Roles     []RoleNeed
	CreatedAt time.Time
	Version   int
	Number    string // of the list that it came in; empty where there is none
	Refusal   string // why it was refused
}

// RoleNeed is what a role asks for: seats of people with a skill at a level, of one kind
// where Kind is set. Floor marks the qualified IT person who must always be there.
type RoleNeed struct {
	Skill string
	Level int
	Kind  VolunteerKind
	Seats int
	Floor bool
}

// RequestedRole is what a help request asks for.
type RequestedRole struct {
	Request string
	RoleNeed
}

// Shift is a span of hours at a point. A cancelled one keeps its log and needs nobody.
type Shift struct {
	ID        string
	Commune   string
	Point     string
	Request   string
	Span      Span
	Priority  float64
	Urgent    bool
	Cancelled bool
	Version   int // grows with every change of its time
}

// Ahead tells whether people can still be found for the shift: it hasn't begun and isn't
// cancelled.
func (s Shift) Ahead(now time.Time) bool { return !s.Cancelled && s.Span.Start.After(now) }

// Joinable tells whether it is still worth coming for who isn't there: until half of the shift is over.
func (s Shift) Joinable(now time.Time) bool {
	return !s.Cancelled && now.Before(s.Span.Start.Add(s.Span.End.Sub(s.Span.Start)/2))
}

// Role is seats of one kind in a shift; Taken counts the seats that are held.
type Role struct {
	ID    string
	Shift string
	RoleNeed
	Taken int
}

// Free counts the seats that nobody holds.
func (r Role) Free() int { return r.Seats - r.Taken }
