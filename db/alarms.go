package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Alarm is a job as it lies on the queue: its kind and its arguments as JSON.
type Alarm struct {
	Kind string
	Args json.RawMessage
}

// TakeAlarms takes the alarms that may ring off the queue, in the order in which they were
// put there. It is for a clock of one's own, on a database that no queue works on.
func (s *Store) TakeAlarms(ctx context.Context) ([]Alarm, error) {
	const query = `
		WITH taken AS (
			DELETE FROM ` + JobSchema + `.river_job
			WHERE state = 'available'
			RETURNING id, kind, args)
		SELECT kind, args
		FROM taken
		ORDER BY id`
	rows, err := s.conn.Query(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("take alarms: %w", translate(err))
	}
	alarms, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Alarm])
	if err != nil {
		return nil, fmt.Errorf("take alarms: %w", translate(err))
	}
	return alarms, nil
}
