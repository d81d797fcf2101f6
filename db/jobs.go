package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// JobSchema is the PostgreSQL schema of the queue's own tables.
const JobSchema = "river"

// SendMessage is the alarm that a message waits to be sent. First puts it before those that
// wait: words back to people who wrote, and what can't wait.
type SendMessage struct {
	Campaign string `json:"campaign"`
	Message  string `json:"message"`
	First    bool   `json:"first,omitempty"`
}

// Kind names the job.
func (SendMessage) Kind() string { return "send_message" }

// InsertOpts give texts a queue of their own with two lanes.
func (m SendMessage) InsertOpts() river.InsertOpts {
	const firstLane, secondLane = 1, 2
	if m.First {
		return river.InsertOpts{Queue: "send", Priority: firstLane}
	}
	return river.InsertOpts{Queue: "send", Priority: secondLane}
}

// RefillRole is the alarm that a seat of a role has come free.
type RefillRole struct {
	Campaign string `json:"campaign"`
	Role     string `json:"role"`
}

// Kind names the job.
func (RefillRole) Kind() string { return "refill_role" }

// InsertOpts let few people be looked for at a time: it takes long, and an answer or a
// receipt must not wait for it.
func (RefillRole) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: "ask"} }

// AskPlanned is the alarm that a plan has been published: people wait to be asked.
type AskPlanned struct {
	Campaign string `json:"campaign"`
}

// Kind names the job.
func (AskPlanned) Kind() string { return "ask_planned" }

// InsertOpts let it take its turn with the refills.
func (AskPlanned) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: "ask"} }

// HandleWebhook is the alarm that something lies in the inbox.
type HandleWebhook struct {
	Provider   string `json:"provider"`
	ExternalID string `json:"external_id"`
	Status     string `json:"status"`
}

// Kind names the job.
func (HandleWebhook) Kind() string { return "handle_webhook" }

// Enqueue puts alarms on the queue; within a transaction they ring only if it commits.
// A lost alarm is found by the sweep, a doubled one finds nothing to do.
func (s *Store) Enqueue(ctx context.Context, jobs ...river.JobArgs) error {
	if len(jobs) == 0 {
		return nil
	}
	params := make([]river.InsertManyParams, len(jobs))
	for i, job := range jobs {
		params[i] = river.InsertManyParams{Args: job}
	}
	switch conn := s.conn.(type) {
	case *pipe:
		return s.insertJobs(ctx, jobTx{pipe: conn}, params)
	case pgx.Tx:
		return s.insertJobs(ctx, conn, params)
	}
	return s.InTx(ctx, func(tx *Store) error { return tx.Enqueue(ctx, jobs...) })
}

func (s *Store) insertJobs(ctx context.Context, tx pgx.Tx, params []river.InsertManyParams) error {
	if _, err := s.jobs.InsertManyFastTx(ctx, tx, params); err != nil {
		return fmt.Errorf("enqueue %s: %w", params[0].Args.Kind(), err)
	}
	s.enqueued.Add(int64(len(params)))
	return nil
}

// Enqueued is how many alarms this Store has put on the queue, those of failed transactions counted in:
// as long as it stays, nothing new can ring that it put there.
func (s *Store) Enqueued() int64 { return s.enqueued.Load() }

func newInserter() (*river.Client[pgx.Tx], error) {
	client, err := river.NewClient(riverpgxv5.New(nil), &river.Config{Schema: JobSchema})
	if err != nil {
		return nil, fmt.Errorf("open the job queue: %w", err)
	}
	return client, nil
}
