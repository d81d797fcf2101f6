package roster

import "time"

// Proof is how somebody's presence was shown.
type Proof string

// The proofs. Code is the point's rotating code, Place the position of the own phone near the
// point, StaffProof a coordinator's word. Own and Clock are of check-outs alone: the person's
// own word, and the end of a shift from which nobody checked out.
const (
	ProofCode  Proof = "code"
	ProofPlace Proof = "place"
	ProofStaff Proof = "staff"
	ProofOwn   Proof = "own"
	ProofClock Proof = "clock"
)

// Attendance is the presence of one assignment's volunteer. Out is nil while it lasts.
type Attendance struct {
	Assignment string
	In         time.Time
	InProof    Proof
	Out        *time.Time
	OutProof   Proof
}

// Outcome is what came of a shift: citizens helped, of them elderly, disabled or poor
// (Priority), and procedures done.
type Outcome struct {
	Shift      string
	Citizens   int
	Priority   int
	Procedures int
	Notes      string
	ClosedAt   time.Time
}

// Presence is how long the floor roles of begun shifts had a qualified person who was checked
// in, in minutes, against how long they needed one; how many hours people were there; and how
// many had said yes and didn't come.
type Presence struct {
	FloorMinutes   float64
	CoveredMinutes float64
	Hours          float64
	NoShows        int
}

// Add sums two presences.
func (p Presence) Add(o Presence) Presence {
	return Presence{
		FloorMinutes: p.FloorMinutes + o.FloorMinutes, CoveredMinutes: p.CoveredMinutes + o.CoveredMinutes,
		Hours: p.Hours + o.Hours, NoShows: p.NoShows + o.NoShows,
	}
}

// AlertKind is what an alert warns of.
type AlertKind string

// The kinds of alert: nobody of a floor role is there shortly before the start, and a floor
// seat is likely to stay empty.
const (
	FloorAbsent AlertKind = "floor_absent"
	SeatRisk    AlertKind = "seat_risk"
)

// Alert is something that a coordinator must look at now. Risk is how likely the seat stays
// empty, 0 to 1.
type Alert struct {
	ID       string
	Kind     AlertKind
	Role     string
	Shift    string
	Commune  string
	RaisedAt time.Time
	Risk     float64
}
