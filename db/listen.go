package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Notice tells that something happened: in a commune an event, or with Event 0 a change of
// what it needs; or, with no commune, progress: with Plan of a plan's run, with Import of an
// import.
type Notice struct {
	Campaign string `json:"campaign"`
	Event    int64  `json:"event"`
	Commune  string `json:"commune"`
	Plan     string `json:"plan" db:"-"`
	Import   string `json:"import" db:"-"`

	Step roster.ImportStep `json:"step" db:"-"`
}

// Listener is told what other nodes commit. Hears says whether notices come: false when the
// connection is lost, true when it is there again, before the events missed meanwhile are told.
type Listener struct {
	Tell  func(Notice)
	Hears func(bool)
}

// Listen tells of every event that any node commits, until ctx ends. A lost connection is
// opened again, and what happened meanwhile is told after it; notices without an event are not.
// Only a Store on a pool can listen.
func (s *Store) Listen(ctx context.Context, to Listener) error {
	if s.pool == nil {
		return errors.New("listen: the store is a transaction")
	}
	last, err := s.lastEvent(ctx)
	for ctx.Err() == nil {
		if err == nil {
			err = s.listenOnce(ctx, &last, to)
			to.Hears(false)
		}
		const pause = 500 * time.Millisecond
		select {
		case <-ctx.Done():
		case <-time.After(pause):
			if last == 0 {
				last, err = s.lastEvent(ctx)
			} else {
				err = nil
			}
		}
	}
	return nil
}

func (s *Store) listenOnce(ctx context.Context, last *int64, to Listener) error {
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
	missed, err := s.noticesAfter(ctx, *last)
	if err != nil {
		return err
	}
	for _, n := range missed {
		*last = max(*last, n.Event)
		to.Tell(n)
	}
	for {
		got, err := conn.WaitForNotification(ctx)
		if err != nil {
			return fmt.Errorf("listen: %w", err)
		}
		var n Notice
		if err := json.Unmarshal([]byte(got.Payload), &n); err != nil {
			return fmt.Errorf("notice %q: %w", got.Payload, err)
		}
		*last = max(*last, n.Event)
		to.Tell(n)
	}
}

func (s *Store) lastEvent(ctx context.Context) (int64, error) {
	const query = `SELECT coalesce(max(id), 0) FROM assignment_events`
	var last int64
	if err := s.conn.QueryRow(ctx, query).Scan(&last); err != nil {
		return 0, fmt.Errorf("read the newest event: %w", translate(err))
	}
	return last, nil
}

func (s *Store) noticesAfter(ctx context.Context, last int64) ([]Notice, error) {
	const query = `
		SELECT campaign_id AS campaign, id AS event, commune_code AS commune
		FROM assignment_events
		WHERE id > @last
		ORDER BY id`
	return collect(ctx, s, "missed events", query, pgx.NamedArgs{"last": last}, pgx.RowToStructByName[Notice])
}
