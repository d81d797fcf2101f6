package notify

import "github.com/tiepsuc/tiepsuc/roster"

// Status is a provider's word on a text that it took, in Twilio's vocabulary.
type Status string

// The statuses that are told apart.
const (
	StatusAccepted    Status = "accepted"
	StatusScheduled   Status = "scheduled"
	StatusQueued      Status = "queued"
	StatusSending     Status = "sending"
	StatusSent        Status = "sent"
	StatusDelivered   Status = "delivered"
	StatusUndelivered Status = "undelivered"
	StatusFailed      Status = "failed"
	StatusCanceled    Status = "canceled"
	StatusRead        Status = "read"
)

func (s Status) rank() int {
	switch s {
	case StatusAccepted, StatusScheduled:
		return 1
	case StatusQueued:
		return 2
	case StatusSending:
		return 3
	case StatusSent:
		return 4
	case StatusDelivered, StatusUndelivered, StatusFailed, StatusCanceled:
		return 5
	case StatusRead:
		return 6
	}
	return 0
}

// Known tells whether s is a status of the vocabulary.
func (s Status) Known() bool { return s.rank() > 0 }

// Failed tells whether the provider gave up.
func (s Status) Failed() bool {
	return s == StatusUndelivered || s == StatusFailed || s == StatusCanceled
}

// Forward tells whether next may replace old: callbacks come late, twice and out of order,
// and the first end counts.
func Forward(old, next Status) bool { return next.rank() > old.rank() }

// State is what a status makes of the message.
func (s Status) State() roster.MessageState {
	switch {
	case s == StatusDelivered, s == StatusRead:
		return roster.MessageDelivered
	case s.Failed():
		return roster.MessageFailed
	default:
		return roster.MessageSent
	}
}

// StatusEvent is a status callback: about our message MessageID, which the provider knows
// as ProviderID.
type StatusEvent struct {
	Provider   string
	ProviderID string
	MessageID  string
	Status     Status
	ErrorCode  int
}

// Inbound is a text that somebody sent us.
type Inbound struct {
	Provider   string
	ProviderID string
	From, To   roster.Phone
	Body       string
}

// CodeFiltered is Twilio's code for a text that a carrier took out for its words.
const CodeFiltered = 30007

// CondemnsSender tells whether Twilio's code says of a sender that its texts get nowhere: it isn't
// registered or provisioned with the operators, is no longer ours, or is a service without a number.
func CondemnsSender(code int) bool {
	switch code {
	case 30018, 30024, 30032, 30034, 30042, 21603, 21606, 21657, 21703, 21704, 21705:
		return true
	}
	return false
}

// GaveUpClass says what the code of a failed delivery means: an unknown handset or a landline
// is a bad number; a number that is kept from texts stays so; a phone that is off or a full queue
// passes; a filtered text would fail again; a suspended account sends nothing.
func GaveUpClass(code int) Class {
	if CondemnsSender(code) {
		return TurnedAway
	}
	switch code {
	case 30005, 30006, 21614, 21211:
		return BadNumber
	case 21610:
		return OptedOut
	case 30004:
		return Blocked
	case 30002:
		return Channel
	case 30001, 30003, 30008, 30017:
		return Retry
	}
	return Rejected
}
