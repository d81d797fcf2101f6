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
// template, a sender, a day, a message or a shift, as the kind says; Staff the id of who decided, empty for
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

// SendingStop is what a campaign holds back, since when and why: the texts of Template, those that would
// leave by Sender, or all when both are empty.
type SendingStop struct {
	Template, Sender string
	Since            time.Time
	Reason           string
}
