package scheduler

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"
)

// Clock is the campaign's time. Real turns a moment of it into one of the wall clock: in
// production they are the same, in the demo the campaign's runs faster.
type Clock interface {
	Now() time.Time
	Real(campaign time.Time) time.Time
}

// schedule is a cron spec read in the campaign's time, as the queue asks for it: in the wall
// clock's.
type schedule struct {
	spec  cron.Schedule
	clock Clock
}

// closest is how near two ticks may come on the wall clock, however fast the campaign's runs.
const closest = 250 * time.Millisecond

func newSchedule(job Job, zone string, clock Clock) (schedule, error) {
	spec, err := cron.ParseStandard("CRON_TZ=" + zone + " " + job.Spec)
	if err != nil {
		return schedule{}, fmt.Errorf("cron spec of job %s: %w", job.Name, err)
	}
	return schedule{spec: spec, clock: clock}, nil
}

// Next is the wall clock's time of the next tick after one.
func (s schedule) Next(after time.Time) time.Time {
	next := s.clock.Real(s.spec.Next(s.clock.Now()))
	if soonest := after.Add(closest); next.Before(soonest) {
		return soonest
	}
	return next
}
