package roster

import "time"

// Processor is whoever processes people's data for the campaign: what of them, where, and by which
// contract. Abroad is set where data leave Vietnam; EndedAt is nil while they do.
type Processor struct {
	ID        string
	Name      string
	Processes string
	Place     string
	Abroad    bool
	Contract  string
	Since     Date
	EndedAt   *time.Time
}

// Breach is what happened to data that should not have: how many people it concerns and who they
// are, and what was done. ReportedAt is nil until the ministry has been told; Reference is the
// number of the report.
type Breach struct {
	ID         string
	What       string
	FoundAt    time.Time
	DueAt      time.Time
	People     int
	Affected   string
	Measures   string
	ReportedAt *time.Time
	Reference  string
}

// BreachDue is when a breach must have been reported: 72 hours after it was found, whatever day
// that is.
func BreachDue(found time.Time) time.Time { return found.Add(72 * time.Hour) }
