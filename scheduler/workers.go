package scheduler

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
)

// tick is one ring of the clock. While one of a name waits or runs no other is queued.
type tick struct {
	Name string `json:"name" river:"unique"`
}

// Kind names the job.
func (tick) Kind() string { return "tick" }

// InsertOpts keep ticks of one name from piling up.
func (tick) InsertOpts() river.InsertOpts {
	return river.InsertOpts{
		Queue: queueTicks, MaxAttempts: 1,
		UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
			rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
		}},
	}
}

type tickWorker struct {
	river.WorkerDefaults[tick]
	jobs  map[string]Job
	clock Clock
	log   *slog.Logger
}

// Work runs the tick's job and logs what it did, when it did something.
func (w *tickWorker) Work(ctx context.Context, job *river.Job[tick]) error {
	todo, ok := w.jobs[job.Args.Name]
	if !ok {
		return fmt.Errorf("no job %q", job.Args.Name)
	}
	counts, err := todo.Run(ctx, w.clock.Now())
	if len(counts) > 0 {
		w.log.InfoContext(ctx, "tick", "job", todo.Name, "counts", counts)
	}
	return err
}

// run is a worker that passes its arguments on to a verb.
type run[T river.JobArgs] struct {
	river.WorkerDefaults[T]
	clock Clock
	do    verb[T]
}

// Work runs the verb.
func (w *run[T]) Work(ctx context.Context, job *river.Job[T]) error {
	return w.do(ctx, job.Args, w.clock.Now())
}

func addWorkers(workers *river.Workers, config Config) {
	d := config.Dispatcher
	jobs := map[string]Job{}
	for _, job := range Jobs(d) {
		jobs[job.Name] = job
	}
	river.AddWorker(workers, &tickWorker{jobs: jobs, clock: config.Clock, log: config.Log})
	river.AddWorker(workers, &run[db.SendMessage]{clock: config.Clock, do: sendMessage(d)})
	river.AddWorker(workers, &run[db.HandleWebhook]{clock: config.Clock, do: handleWebhook(d)})
	river.AddWorker(workers, &run[db.RefillRole]{clock: config.Clock, do: refillRole(d)})
	river.AddWorker(workers, &run[db.AskPlanned]{clock: config.Clock, do: askPlanned(d)})
	river.AddWorker(workers, &run[db.DeliverHook]{clock: config.Clock, do: d.DeliverHook})
	river.AddWorker(workers, &run[db.SendCode]{clock: config.Clock, do: sendCode(d)})
}

// counted drops the counts of a verb that is also a tick; the ticks log theirs.
func counted[T any](do func(context.Context, T, time.Time) (dispatch.Counts, error)) verb[T] {
	return func(ctx context.Context, args T, now time.Time) error {
		_, err := do(ctx, args, now)
		return err
	}
}
