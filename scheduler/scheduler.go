// Package scheduler is the clock's hand: it lists what runs when, and works off the queue.
// The queue (River, on the same PostgreSQL) elects one node to ring the ticks, so that each
// runs once however many nodes there are; it holds alarms only, never the truth.
package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
)

// Config is what a Scheduler works with. Zone is the time zone of the cron specs. Senders
// bounds the texts that are on their way at once.
type Config struct {
	Pool       *pgxpool.Pool
	Dispatcher *dispatch.Dispatcher
	Clock      Clock
	Zone       string
	Senders    int
	Log        *slog.Logger
}

// Scheduler works off the queue and rings the ticks when it is this node's turn.
type Scheduler struct {
	client *river.Client[pgx.Tx]
}

// The queues: texts have one of their own, so that thousands of them don't keep answers
// waiting; asking has one, since looking for people takes long; ticks have one, so that a
// long plan keeps nothing else waiting.
const (
	queueSend  = "send"
	queueAsk   = "ask"
	queueTicks = "ticks"
)

// New prepares the workers and the ticks; nothing runs before Run.
func New(config Config) (*Scheduler, error) {
	workers := river.NewWorkers()
	addWorkers(workers, config)
	ticks, err := periodic(config)
	if err != nil {
		return nil, err
	}
	const defaultWorkers, askWorkers, tickWorkers = 8, 3, 4
	client, err := river.NewClient(riverpgxv5.New(config.Pool), &river.Config{
		Schema:               db.JobSchema,
		Workers:              workers,
		PeriodicJobs:         ticks,
		FetchCooldown:        5 * time.Millisecond,
		JobTimeout:           time.Minute,
		RescueStuckJobsAfter: 2 * time.Minute,
		Logger:               slog.New(quiet{config.Log.Handler()}),
		ErrorHandler:         failures{config.Log},
		Queues: map[string]river.QueueConfig{
			river.QueueDefault: {MaxWorkers: defaultWorkers},
			queueSend:          {MaxWorkers: max(1, config.Senders)},
			queueAsk:           {MaxWorkers: askWorkers},
			queueTicks:         {MaxWorkers: tickWorkers},
		},
	})
	if err != nil {
		return nil, fmt.Errorf("prepare the queue: %w", err)
	}
	return &Scheduler{client: client}, nil
}

// Run works until ctx ends, then lets running jobs finish for a while.
func (s *Scheduler) Run(ctx context.Context) error {
	if err := s.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the queue: %w", err)
	}
	<-ctx.Done()
	const drain = 10 * time.Second
	soft, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := s.client.Stop(soft); err == nil {
		return nil
	}
	hard, cancelHard := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancelHard()
	if err := s.client.StopAndCancel(hard); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stop the queue: %w", err)
	}
	return nil
}

func periodic(config Config) ([]*river.PeriodicJob, error) {
	var ticks []*river.PeriodicJob
	for _, job := range Jobs(config.Dispatcher) {
		hand, err := newHand(job, config.Zone, config.Clock)
		if err != nil {
			return nil, err
		}
		ticks = append(ticks, river.NewPeriodicJob(hand, hand.ring, &river.PeriodicJobOpts{ID: job.Name}))
	}
	return ticks, nil
}
