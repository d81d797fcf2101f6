package roster

import "time"

// HoldKind is why somebody's data must be kept for now although the person wants them erased.
type HoldKind string

// The kinds of hold. The first two are found, not set: they end by themselves.
const (
	HoldDuties    HoldKind = "open_assignments" // somewhere the person is expected, or asked to be
	HoldInFlight  HoldKind = "texts_in_flight"  // a text is just leaving or coming in
	HoldComplaint HoldKind = "complaint"
	HoldDispute   HoldKind = "dispute"
	HoldLegalDuty HoldKind = "legal_duty"
)

// Hold delays an erasure. ID, Reason and SetAt are empty for one that was found. By is the name
// of who set it, empty for the holder of a token; it stands while LiftedAt is nil.
type Hold struct {
	ID        string
	Volunteer string
	Kind      HoldKind
	Reason    string
	SetAt     *time.Time
	By        string
	LiftedAt  *time.Time
}

// Erasure is what came of a request to erase: done, or delayed by the holds.
type Erasure struct {
	Request string
	Erased  bool
	Holds   []Hold
}

// PrivacyEventKind is what was done about people's data.
type PrivacyEventKind string

// The kinds of event.
const (
	HoldSet        PrivacyEventKind = "hold_set"
	HoldLifted     PrivacyEventKind = "hold_lifted"
	ErasureDelayed PrivacyEventKind = "erasure_delayed"
	Erased         PrivacyEventKind = "erased"

	ProcessorAdded   PrivacyEventKind = "processor_added"
	ProcessorChanged PrivacyEventKind = "processor_changed"
	ProcessorEnded   PrivacyEventKind = "processor_ended"
	BreachRecorded   PrivacyEventKind = "breach_recorded"
	BreachChanged    PrivacyEventKind = "breach_changed"
	BreachReported   PrivacyEventKind = "breach_reported"
)

// PrivacyEvent is one line of the log of what was done about people's data. Subject is the id of
// what it is about, Staff who did it, By their name; Volunteer is empty where it is about nobody.
type PrivacyEvent struct {
	ID        int64
	At        time.Time
	Kind      PrivacyEventKind
	Volunteer string
	Subject   string
	Reason    string
	Staff, By string
}
