package roster

import "time"

// MessageState is where a text stands on its way out.
type MessageState string

// The states of a message. Uncertain: the call may have reached the provider; it is never
// sent again blindly. Suppressed: consent or opt-out forbade it at the time of sending.
const (
	MessageQueued     MessageState = "queued"
	MessageSending    MessageState = "sending"
	MessageSent       MessageState = "sent"
	MessageDelivered  MessageState = "delivered"
	MessageFailed     MessageState = "failed"
	MessageUncertain  MessageState = "uncertain"
	MessageSuppressed MessageState = "suppressed"
)

// Message is one text to one number, with the exact bytes. PurposeKey is unique: the same
// purpose is never written twice. It is to a volunteer, or to somebody of the staff. NotBefore keeps
// quiet hours, ValidUntil is when the text loses its point. Sender is the name of whom it was handed to
// the provider by, empty before.
type Message struct {
	ID              string
	Volunteer       string
	Staff           string
	To              Phone
	Purpose         string
	PurposeKey      string
	Template        string
	TemplateVersion int
	Lang            string
	Body            string
	Encoding        string
	Segments        int
	State           MessageState
	ProviderID      string
	ProviderStatus  string
	ErrorCode       int
	Sender          string
	NotBefore       time.Time
	ValidUntil      time.Time
	QueuedAt        time.Time
	SentAt          *time.Time
}
