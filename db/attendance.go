package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// CheckIn moves a confirmed assignment to checked in and writes its attendance; one without
// the other is never there. The assignment must be locked.
func (s *Store) CheckIn(ctx context.Context, campaign string, a roster.Assignment, proof roster.Proof, note Note) error {
	if err := a.State.Next(roster.CheckedIn); err != nil {
		return err
	}
	if err := s.shift(ctx, campaign, a, roster.CheckedIn, true, note); err != nil {
		return err
	}
	const query = `
		INSERT INTO attendance (campaign_id, assignment_id, in_at, in_proof)
		VALUES (@campaign, @assignment, @now, @proof)`
	args := namedArgs{"campaign": campaign, "assignment": a.ID, "now": note.At, "proof": proof}
	return s.later(ctx, "write attendance of assignment "+a.ID, query, args, nil)
}

// CheckOut moves a checked-in assignment to its end, completed or left early, and ends its
// attendance at out. The assignment must be locked.
func (s *Store) CheckOut(ctx context.Context, campaign string, a roster.Assignment, to roster.AssignmentState, out time.Time, proof roster.Proof, note Note) error {
	if err := a.State.Next(to); err != nil {
		return err
	}
	if err := s.shift(ctx, campaign, a, to, to == roster.Completed, note); err != nil {
		return err
	}
	const query = `
		UPDATE attendance
		SET out_at = greatest(in_at, @out), out_proof = @proof
		WHERE campaign_id = @campaign AND assignment_id = @assignment`
	args := namedArgs{"campaign": campaign, "assignment": a.ID, "out": out, "proof": proof}
	return s.later(ctx, "end attendance of assignment "+a.ID, query, args, nil)
}

// PointSecret is what the code of a point is made from; see match.PointCode.
func (s *Store) PointSecret(ctx context.Context, campaign, point string) ([]byte, error) {
	const query = `
		SELECT code_secret
		FROM points
		WHERE campaign_id = @campaign AND id = @point`
	var secret []byte
	if err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "point": point}).Scan(&secret); err != nil {
		return nil, fmt.Errorf("read the code of point %s: %w", point, translate(err))
	}
	return secret, nil
}

// Attendances returns the presence behind assignments that the scope sees.
func (s *Store) Attendances(ctx context.Context, scope roster.Scope, assignments []string) ([]roster.Attendance, error) {
	const query = `
		SELECT t.assignment_id, t.in_at, t.in_proof, t.out_at, t.out_proof
		FROM attendance t
		JOIN assignments a ON a.campaign_id = t.campaign_id AND a.id = t.assignment_id
		WHERE t.campaign_id = @campaign AND t.assignment_id = ANY(@ids::uuid[])
		  AND ` + seesAssignment + `
		ORDER BY t.assignment_id`
	return collect(ctx, s, "attendance", query, within(scope, namedArgs{"ids": assignments}), pgx.RowToStructByPos[roster.Attendance])
}
