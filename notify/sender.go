package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Outbound is one text on its way. ID is our own identity of the message: it comes back in
// callbacks. ValidFor is for how long it is worth sending, from the call of Send on.
type Outbound struct {
	ID       string
	To       roster.Phone
	Body     string
	ValidFor time.Duration
}

// Receipt is the provider's word that it took a text: its own identity and first status, with the
// code of a failure where that is the end already.
type Receipt struct {
	ProviderID string
	Status     Status
	ErrorCode  int
}

// Sender hands a text to a provider. An error is a *SendError that says what to do next. By names the
// sender (a number, a name or a service) by which texts to a number leave, empty where there is none.
type Sender interface {
	Send(ctx context.Context, out Outbound) (Receipt, error)
	By(to roster.Phone) string
}

// Class says what a failed sending means for the message and its sender.
type Class string

// The classes. Uncertain is every outcome after which the text may have left: it is never
// sent again blindly.
const (
	Retry     Class = "retry"      // the provider has surely not taken it; later is fine
	BadNumber Class = "bad_number" // no text will ever reach this number
	OptedOut  Class = "opted_out"  // the person doesn't want texts
	Blocked   Class = "blocked"    // the operator keeps texts like ours from this number
	Rejected  Class = "rejected"   // this text is refused; another may pass
	Channel   Class = "channel"    // our settings or account are at fault
	// TurnedAway says that the text's sender is not let through, wherever the text goes; what leaves by
	// another sender may pass.
	TurnedAway Class = "turned_away"
	Uncertain  Class = "uncertain"
)

// SendError is why a text didn't surely leave. Code is the provider's, 0 where it gave
// none; RetryAfter its wish, 0 where it has none.
type SendError struct {
	Class      Class
	Code       int
	RetryAfter time.Duration
	Err        error
}

// Error describes the failure for a log.
func (e *SendError) Error() string {
	return fmt.Sprintf("send: %s (code %d): %v", e.Class, e.Code, e.Err)
}

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }
