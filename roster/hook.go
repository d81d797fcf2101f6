package roster

import "time"

// Hook is where an organisation's own system is told what becomes of its people. Failing
// since tells that the last deliveries were refused; after long failure it is disabled.
type Hook struct {
	ID, Organisation, URL    string
	CreatedAt                time.Time
	FailingSince, DisabledAt *time.Time
}

// HookDelivery is one event as a hook was told of it. State is waiting, delivered or failed;
// Status is the last HTTP status, 0 when there was no answer.
type HookDelivery struct {
	ID, Hook, State, Error string
	Attempts, Status       int
	CreatedAt              time.Time
	DeliveredAt            *time.Time
}
