package roster

import "time"

// SendingEventKind is what was decided about the sending of texts.
type SendingEventKind string

// The kinds.
const (
	SendingStopped       SendingEventKind = "stopped"
	SendingResumed       SendingEventKind = "resumed"
	BudgetReached        SendingEventKind = "budget_reached"
	QuietHoursOverridden SendingEventKind = "quiet_hours_overridden"
	DeclaredUrgent       SendingEventKind = "declared_urgent"
)

// SendingEvent is something that was decided about the sending of texts, and why. Subject is a
// template, a day, a message or a shift, as the kind says; Staff the id of who decided, empty for
// the program and the holders of tokens, and By their name.
type SendingEvent struct {
	ID      int64
	At      time.Time
	Kind    SendingEventKind
	Subject string
	Reason  string
	Staff   string
	By      string
}
