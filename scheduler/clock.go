package scheduler

import (
	"sync"
	"time"

	"github.com/riverqueue/river"
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
	next  func(after time.Time) time.Time
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
	next, err := job.Next(zone)
	if err != nil {
		return nil, err
	}
	return &hand{job: job, next: next, clock: clock, due: next(clock.Now())}, nil
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
	h.due = h.next(now)
	return tick{Name: h.job.Name}, nil
}
