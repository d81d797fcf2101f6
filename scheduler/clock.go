package scheduler

import (
	"fmt"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/robfig/cron/v3"
)

// Clock is the campaign's time. Real turns a moment of it into one of the wall clock: in
// production they are the same, in the demo the campaign's runs faster, and at a speed that
// may change at any moment.
type Clock interface {
	Now() time.Time
	Real(campaign time.Time) time.Time
}

// hand rings the ticks of one job. The queue asks when to look next, in the wall clock's
// time; whether the job is due is decided when it looks, in the campaign's.
type hand struct {
	job   Job
	spec  cron.Schedule
	clock Clock

	mu  sync.Mutex
	due time.Time
}

// Two looks are at least closest apart, however fast the campaign's clock runs, and at most
// farthest: a clock that stood still may run again.
const (
	closest  = 250 * time.Millisecond
	farthest = time.Second
)

func newHand(job Job, zone string, clock Clock) (*hand, error) {
	spec, err := cron.ParseStandard("CRON_TZ=" + zone + " " + job.Spec)
	if err != nil {
		return nil, fmt.Errorf("cron spec of job %s: %w", job.Name, err)
	}
	return &hand{job: job, spec: spec, clock: clock, due: spec.Next(clock.Now())}, nil
}

// Next is the wall clock's time of the next look after one.
func (h *hand) Next(after time.Time) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	next := h.clock.Real(h.due)
	if soonest := after.Add(closest); next.Before(soonest) {
		return soonest
	}
	if latest := after.Add(farthest); next.After(latest) {
		return latest
	}
	return next
}

// ring is a tick when the job is due, else nothing. A node that takes over rings at once
// for what fell due meanwhile.
func (h *hand) ring() (river.JobArgs, *river.InsertOpts) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.clock.Now()
	if now.Before(h.due) {
		return nil, nil
	}
	h.due = h.spec.Next(now)
	return tick{Name: h.job.Name}, nil
}
