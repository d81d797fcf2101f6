package roster

import "time"

// PlanState is where a run of the planner stands.
type PlanState string

// The states of a plan run.
const (
	PlanRunning    PlanState = "running"
	PlanFailed     PlanState = "failed"
	PlanDraft      PlanState = "draft"
	PlanPublished  PlanState = "published"
	PlanSuperseded PlanState = "superseded"
)

// PlanRun is one run of the planner: what it was asked, how good the answer is and a proof
// of how much better any other could be.
type PlanRun struct {
	ID          string
	State       PlanState
	ProblemHash string
	Value       float64
	Bound       float64
	ElapsedMs   int
	Seed        int64
	From, To    Date
	StartedAt   time.Time
	PublishedAt *time.Time
	LowestPlace
}

// Gap is (bound - value) / bound, 0 where the bound is not positive.
func (p PlanRun) Gap() float64 {
	if p.Bound <= 0 {
		return 0
	}
	return max(0, (p.Bound-p.Value)/p.Bound)
}

// PlanChangeKind tells what a plan adds to the assignments of now from what it takes away.
type PlanChangeKind string

// The kinds of change.
const (
	PlanAdds    PlanChangeKind = "added"
	PlanRemoves PlanChangeKind = "removed"
)

// PlanChange is one difference between a plan and the assignments before it.
type PlanChange struct {
	Kind            PlanChangeKind
	Role, Volunteer string
}

// CommunePrice is what one more volunteer hour is worth in a commune, in the units of the
// plan's value.
type CommunePrice struct {
	Commune string
	Price   float64
}
