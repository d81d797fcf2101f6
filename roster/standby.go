package roster

// Standby is when somebody can be called at short notice.
type Standby struct {
	Volunteer string
	Span      Span
}

// CommuneReserve is how many people on standby could reach a commune.
type CommuneReserve struct {
	Commune string
	People  int
}
