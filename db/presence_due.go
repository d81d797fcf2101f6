package db

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Absent returns confirmed assignments of shifts that began at or before a moment, the oldest
// first. Who said yes after the start is among them once that was at or before joined.
func (s *Store) Absent(ctx context.Context, campaign string, begun, joined time.Time, limit int) ([]roster.Assignment, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND state = 'confirmed' AND starts_at <= @begun
		  AND (updated_at < starts_at OR updated_at <= @joined)
		ORDER BY starts_at, id
		LIMIT @limit`
	return s.manyAssignments(ctx, query, namedArgs{"campaign": campaign, "begun": begun, "joined": joined, "limit": limit})
}

// StillIn returns checked-in assignments of shifts that ended at or before a moment, the
// oldest first.
func (s *Store) StillIn(ctx context.Context, campaign string, ended time.Time, limit int) ([]roster.Assignment, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND state = 'checked_in' AND ends_at <= @ended
		ORDER BY ends_at, id
		LIMIT @limit`
	return s.manyAssignments(ctx, query, namedArgs{"campaign": campaign, "ended": ended, "limit": limit})
}

// AssignmentsOfShift returns the live assignments of a shift, locked, by id.
func (s *Store) AssignmentsOfShift(ctx context.Context, campaign, shift string) ([]roster.Assignment, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND shift_id = @shift AND state IN ('proposed', 'offered', 'confirmed', 'checked_in')
		ORDER BY id
		FOR UPDATE`
	return s.manyAssignments(ctx, query, namedArgs{"campaign": campaign, "shift": shift})
}

// LockVolunteersOf makes other changes of the duties of a shift's people wait until the
// transaction ends. They are locked by id.
func (s *Store) LockVolunteersOf(ctx context.Context, campaign, shift string) error {
	const query = `
		SELECT FROM volunteers
		WHERE campaign_id = @campaign AND id IN (
			SELECT volunteer_id FROM assignments
			WHERE campaign_id = @campaign AND shift_id = @shift AND state IN ('proposed', 'offered', 'confirmed', 'checked_in'))
		ORDER BY id
		FOR NO KEY UPDATE`
	if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "shift": shift}); err != nil {
		return fmt.Errorf("lock the people of shift %s: %w", shift, translate(err))
	}
	return nil
}
