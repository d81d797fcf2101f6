package roster

import (
	"slices"
	"time"
)

// AssignmentState is where an assignment stands; the drawing is in the package comment.
type AssignmentState string

// The states of an assignment.
const (
	Proposed  AssignmentState = "proposed"
	Offered   AssignmentState = "offered"
	Confirmed AssignmentState = "confirmed"
	CheckedIn AssignmentState = "checked_in"
	Completed AssignmentState = "completed"
	LeftEarly AssignmentState = "left_early"
	NoShow    AssignmentState = "no_show"
	Declined  AssignmentState = "declined"
	Expired   AssignmentState = "expired"
	Withdrawn AssignmentState = "withdrawn"
	Released  AssignmentState = "released"
)

// AssignmentStates lists all states, in the order of the drawing.
func AssignmentStates() []AssignmentState {
	return []AssignmentState{
		Proposed, Offered, Confirmed, CheckedIn, Completed, LeftEarly, NoShow, Declined, Expired, Withdrawn, Released,
	}
}

// moves lists what each state can become.
func (s AssignmentState) moves() []AssignmentState {
	switch s {
	case Proposed:
		return []AssignmentState{Offered, Released}
	case Offered:
		return []AssignmentState{Confirmed, Declined, Expired, Released}
	case Confirmed:
		return []AssignmentState{CheckedIn, NoShow, Withdrawn, Released}
	case CheckedIn:
		return []AssignmentState{Completed, LeftEarly}
	case Completed, LeftEarly, NoShow, Declined, Expired, Withdrawn, Released:
		return nil
	}
	return nil
}

// Next checks the move from s to other; a move that the drawing lacks is a Conflict.
func (s AssignmentState) Next(other AssignmentState) error {
	if slices.Contains(s.moves(), other) {
		return nil
	}
	return Clash("assignment.illegal_move", "from", s, "to", other)
}

// Final tells whether the state is an end.
func (s AssignmentState) Final() bool { return len(s.moves()) == 0 }

// SteppedUp is the reason of a move by which somebody who comes as a guide takes the desk: the guide's seat
// is released for it, and they aren't turned away.
const SteppedUp = "stepped_up"

// Assignment is one volunteer on one role of one shift. HoldsSeat tells whether it counts
// against the role's seats: always once confirmed, and for an offer in normal mode. Replaces is
// the confirmed assignment whose seat a yes takes over, where a volunteer has asked a colleague
// to come instead; empty otherwise.
type Assignment struct {
	ID           string
	Role         string
	Shift        string
	Volunteer    string
	Organisation string
	Commune      string
	Span         Span
	State        AssignmentState
	HoldsSeat    bool
	Source       Source
	Replaces     string
}

// Awaited tells of somebody who is proposed or asked and holds no seat yet. Who is to take over a
// colleague's seat is awaited for none that is free.
func (a Assignment) Awaited() bool {
	return a.Replaces == "" && (a.State == Proposed || a.State == Offered && !a.HoldsSeat)
}

// Source says who had the idea of an assignment.
type Source string

// The sources of an assignment.
const (
	FromPlan        Source = "plan"
	FromCoordinator Source = "coordinator"
	FromRefill      Source = "refill"
	FromVolunteer   Source = "volunteer"
)

// Channel is the way a question or an answer took.
type Channel string

// The channels. Link is the answer page, Voice a telephone call, StaffEntry a person at a screen.
const (
	SMS        Channel = "sms"
	Link       Channel = "link"
	Voice      Channel = "voice"
	StaffEntry Channel = "staff"
)

// Actor says who moved an assignment.
type Actor string

// The actors.
const (
	ByPlan        Actor = "plan"
	ByCoordinator Actor = "coordinator"
	ByVolunteer   Actor = "volunteer"
	BySystem      Actor = "system"
)

// Event is one move of an assignment. From is empty for the first. IDs grow with time.
type Event struct {
	ID         int64
	Assignment string
	Commune    string
	At         time.Time
	From, To   AssignmentState
	Actor      Actor
	Channel    Channel
	Reason     string
}
