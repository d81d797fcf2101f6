package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Listener is told what all nodes commit. Hears says whether notices come: false when the
// connection is lost, true when it is there again; what was committed meanwhile is in the log
// (ChangesAfter).
type Listener struct {
	Tell  func(Notice)
	Hears func(bool)
}

// Listen tells of every change that any node commits, until ctx ends. A lost connection is opened
// again. Only a Store on a pool can listen.
func (s *Store) Listen(ctx context.Context, to Listener) error {
	if s.pool == nil {
		return errors.New("listen: the store is a transaction")
	}
	const pause = 500 * time.Millisecond
	for ctx.Err() == nil {
		_ = s.listenOnce(ctx, to) // whatever it was: what was missed is in the log
		to.Hears(false)
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
	return nil
}

func (s *Store) listenOnce(ctx context.Context, to Listener) error {
	held, err := s.pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	conn := held.Hijack()
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+EventChannel); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	to.Hears(true)
	for {
		got, err := waitForNotice(ctx, conn)
		if err != nil {
			return fmt.Errorf("listen: %w", err)
		}
		var n Notice
		if err := json.Unmarshal([]byte(got.Payload), &n); err != nil {
			return fmt.Errorf("notice %q: %w", got.Payload, err)
		}
		to.Tell(n)
	}
}

// waitForNotice waits for the next notice. A connection may die without a word, so one that is
// silent for long is asked whether it lives.
func waitForNotice(ctx context.Context, conn *pgx.Conn) (*pgconn.Notification, error) {
	const silence, patience = 10 * time.Second, 5 * time.Second
	for {
		quiet, cancel := context.WithTimeout(ctx, silence)
		got, err := conn.WaitForNotification(quiet)
		cancel()
		if err == nil || ctx.Err() != nil || conn.IsClosed() {
			return got, err
		}
		soon, cancel := context.WithTimeout(ctx, patience)
		err = conn.Ping(soon)
		cancel()
		if err != nil {
			return nil, err
		}
	}
}
