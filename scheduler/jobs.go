package scheduler

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/dispatch"
)

// Job is something that runs by the clock: a name, when (a cron spec in the campaign's zone
// and time) and what.
type Job struct {
	Name string
	Spec string
	Run  func(ctx context.Context, now time.Time) (dispatch.Counts, error)
}

// Jobs is all that runs by the clock. Each looks in the tables for what is due: run twice or
// late, it does no harm.
func Jobs(d *dispatch.Dispatcher) []Job {
	return []Job{
		{Name: "plan", Spec: "*/10 2-5 * * *", Run: d.PlanDue},
		{Name: "ask", Spec: "*/2 * * * *", Run: d.AskDue},
		{Name: "expire", Spec: "* * * * *", Run: d.ExpireDue},
		{Name: "refill", Spec: "*/5 * * * *", Run: d.RefillDue},
		{Name: "remind", Spec: "*/5 * * * *", Run: d.RemindDue},
		{Name: "digest", Spec: "*/10 17-19 * * *", Run: d.DigestDue},
		{Name: "presence", Spec: "* * * * *", Run: d.PresenceDue},
		{Name: "risk", Spec: "*/10 * * * *", Run: d.RiskDue},
		{Name: "hooks", Spec: "* * * * *", Run: d.HooksDue},
		{Name: "sweep", Spec: "* * * * *", Run: d.Sweep},
		{Name: "retention", Spec: "*/10 1-3 * * *", Run: d.RetentionDue},
	}
}
