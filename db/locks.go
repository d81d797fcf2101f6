package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// LockAll takes the locks of a change of one assignment in one round trip, in the order that all
// changes keep: its role, its volunteer, itself. It comes back as it is under the locks.
func (s *Store) LockAll(ctx context.Context, campaign string, a roster.Assignment) (roster.Assignment, error) {
	var batch pgx.Batch
	var locked []roster.Assignment
	batch.Queue(lockRoles, pgx.NamedArgs{"campaign": campaign, "roles": []string{a.Role}})
	batch.Queue(lockVolunteer, pgx.NamedArgs{"campaign": campaign, "id": a.Volunteer})
	queue(&batch, lockAssignment, pgx.NamedArgs{"campaign": campaign, "id": a.ID}, scanAssignment, &locked)
	if err := s.conn.SendBatch(ctx, &batch).Close(); err != nil {
		return a, fmt.Errorf("lock assignment %s: %w", a.ID, translate(err))
	}
	if len(locked) == 0 {
		return a, roster.Missing("assignment")
	}
	return locked[0], nil
}

// The locks of roles, of a volunteer and of an assignment: no harder than an update's, so that
// rows which point at a role or a volunteer can be added.
const (
	lockRoles = `
		SELECT FROM roles
		WHERE campaign_id = @campaign AND id = ANY(@roles)
		ORDER BY id
		FOR NO KEY UPDATE`
	lockVolunteer  = `SELECT FROM volunteers WHERE campaign_id = @campaign AND id = @id FOR NO KEY UPDATE`
	lockAssignment = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND id = @id
		FOR UPDATE`
)
