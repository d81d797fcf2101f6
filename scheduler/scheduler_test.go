package scheduler_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/scheduler"
)

// fast is a clock a thousand times as fast as the wall's.
type fast struct{ begun time.Time }

const speed = 1000

func (c fast) Now() time.Time { return c.begun.Add(speed * time.Since(c.begun)) }
func (c fast) Real(campaign time.Time) time.Time {
	return c.begun.Add(campaign.Sub(c.begun) / speed)
}

func TestEveryJobHasACronSpecAndAName(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, job := range scheduler.Jobs(dispatch.New(dispatch.Config{})) {
		if _, err := cron.ParseStandard(job.Spec); err != nil || job.Run == nil || names[job.Name] {
			t.Errorf("job %q, spec %q: %v", job.Name, job.Spec, err)
		}
		names[job.Name] = true
	}
	for _, want := range []string{"plan", "ask", "expire", "remind", "sweep", "retention"} {
		if !names[want] {
			t.Errorf("no job %s", want)
		}
	}
}

// Two nodes share one queue: the queue elects one of them to ring, and a tick that waits or
// runs isn't queued a second time.
func TestTwoNodesRunEachTickOnce(t *testing.T) {
	t.Parallel()
	pool := dbtest.Pool(t)
	store, err := db.New(pool)
	if err != nil {
		t.Fatal(err)
	}
	clock := fast{begun: time.Now()}
	dispatcher := dispatch.New(dispatch.Config{Store: store, Log: slog.New(slog.DiscardHandler)})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 2)
	for range 2 {
		s, err := scheduler.New(scheduler.Config{Pool: pool, Dispatcher: dispatcher, Clock: clock, Zone: "Asia/Ho_Chi_Minh", Senders: 1, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		go func() { done <- s.Run(ctx) }()
	}
	const enough = 4
	deadline := time.Now().Add(40 * time.Second)
	for ticks := 0; ticks < enough; {
		if time.Now().After(deadline) {
			t.Fatalf("only %d ticks", ticks)
		}
		if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM river.river_job WHERE kind = 'tick' AND args->>'name' = 'sweep' AND state = 'completed'`).Scan(&ticks); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	stop()
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	var closest *time.Duration
	const gap = `
		SELECT min(next - created_at)
		FROM (SELECT created_at, lead(created_at) OVER (ORDER BY created_at) AS next
		      FROM river.river_job WHERE kind = 'tick' AND args->>'name' = 'sweep') ticks`
	if err := pool.QueryRow(t.Context(), gap).Scan(&closest); err != nil {
		t.Fatal(err)
	}
	const half = 100 * time.Millisecond
	if closest != nil && *closest < half {
		t.Errorf("two ticks of one job came %s apart: both nodes rang", *closest)
	}
}
