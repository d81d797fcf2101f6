package db

import (
	"context"
	"fmt"
)

// TakeOver frees at once what a killed node left running on the queue. Only a program that
// knows it is the only one on its database may call it; elsewhere the queue waits a while
// and frees the jobs itself.
func (s *Store) TakeOver(ctx context.Context) error {
	const free = `
		UPDATE ` + JobSchema + `.river_job
		SET state = 'available'
		WHERE state = 'running'`
	if _, err := s.conn.Exec(ctx, free); err != nil {
		return fmt.Errorf("free the jobs of last time: %w", translate(err))
	}
	const resign = `DELETE FROM ` + JobSchema + `.river_leader`
	if _, err := s.conn.Exec(ctx, resign); err != nil {
		return fmt.Errorf("take over the queue: %w", translate(err))
	}
	return nil
}
