package db

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Note says who moved an assignment, why and over which channel.
type Note struct {
	Actor   roster.Actor
	Channel roster.Channel
	Reason  string
	At      time.Time
}

// AddAssignment stores a new assignment in state proposed, with its event. The shift's
// place and span and the volunteer's organisation are taken from their rows: without them, or when the
// shift has been cancelled, the transaction ends.
func (s *Store) AddAssignment(ctx context.Context, campaign string, a roster.Assignment, note Note) error {
	const query = `
		WITH moved AS (
			INSERT INTO assignments (campaign_id, id, role_id, shift_id, volunteer_id, organisation_id, commune_code,
			                         starts_at, ends_at, state, source, replaces, created_at, updated_at)
			SELECT r.campaign_id, @id, r.id, r.shift_id, v.id, v.organisation_id, sh.commune_code,
			       sh.starts_at, sh.ends_at, 'proposed', @source, @replaces, @now, @now
			FROM roles r
			JOIN shifts sh ON sh.campaign_id = r.campaign_id AND sh.id = r.shift_id AND sh.cancelled_at IS NULL
			JOIN volunteers v ON v.campaign_id = r.campaign_id AND v.id = @volunteer AND v.erased_at IS NULL
			WHERE r.campaign_id = @campaign AND r.id = @role
			RETURNING campaign_id, id, commune_code)` + loggedOrRefused
	return s.later(ctx, "add assignment", query, moving(namedArgs{
		"campaign": campaign, "id": a.ID, "role": a.Role, "volunteer": a.Volunteer, "source": a.Source, "replaces": orNull(a.Replaces),
	}, "", roster.Proposed, note), nil)
}

// Claim moves an assignment to a state that holds a seat, taking the seat in the same
// statement. It tells false, and changes nothing, when the role has no free seat. An
// assignment that holds a seat already keeps it. The assignment must be locked.
func (s *Store) Claim(ctx context.Context, campaign string, a roster.Assignment, to roster.AssignmentState, note Note) (bool, error) {
	if err := a.State.Next(to); err != nil {
		return false, err
	}
	if a.HoldsSeat {
		return true, s.shift(ctx, campaign, a, to, true, note)
	}
	const query = `
		WITH seat AS (
			UPDATE roles
			SET taken = taken + 1
			WHERE campaign_id = @campaign AND id = @role AND taken < seats
			  AND EXISTS (SELECT FROM assignments WHERE campaign_id = @campaign AND id = @id AND state = @from)
			RETURNING id),
		moved AS (
			UPDATE assignments
			SET state = @to, holds_seat = true, updated_at = @now
			FROM seat
			WHERE campaign_id = @campaign AND assignments.id = @id AND state = @from
			RETURNING campaign_id, assignments.id, commune_code)` + logged
	tag, err := s.conn.Exec(ctx, query, moving(namedArgs{"campaign": campaign, "role": a.Role, "id": a.ID}, a.State, to, note))
	if err != nil {
		return false, fmt.Errorf("claim a seat: %w", translate(err))
	}
	return tag.RowsAffected() > 0, nil
}

// Take is Claim for whoever has locked the role and seen that it has a free seat: one that has none
// all the same ends the transaction.
func (s *Store) Take(ctx context.Context, campaign string, a roster.Assignment, to roster.AssignmentState, note Note) error {
	if err := a.State.Next(to); err != nil {
		return err
	}
	if a.HoldsSeat {
		return s.shift(ctx, campaign, a, to, true, note)
	}
	const query = `
		WITH seat AS (
			UPDATE roles
			SET taken = taken + 1 -- not beyond its seats: roles_taken_check
			WHERE campaign_id = @campaign AND id = @role),
		moved AS (
			UPDATE assignments
			SET state = @to, holds_seat = true, updated_at = @now
			WHERE campaign_id = @campaign AND id = @id AND role_id = @role AND state = @from
			RETURNING campaign_id, id, commune_code)` + loggedOrRefused
	args := moving(namedArgs{"campaign": campaign, "role": a.Role, "id": a.ID}, a.State, to, note)
	return s.later(ctx, "take a seat", query, args, nil)
}

// Move moves an assignment to a state that holds no seat; one that it held is given back in
// the same statement.
func (s *Store) Move(ctx context.Context, campaign string, a roster.Assignment, to roster.AssignmentState, note Note) error {
	if err := a.State.Next(to); err != nil {
		return err
	}
	return s.shift(ctx, campaign, a, to, false, note)
}

// shift is the one statement that moves an assignment whose holding of a seat stays or ends.
// The state it comes from is part of the condition: a move that somebody else made first is
// a conflict.
func (s *Store) shift(ctx context.Context, campaign string, a roster.Assignment, to roster.AssignmentState, holds bool, note Note) error {
	const query = `
		WITH was AS (
			SELECT campaign_id, id, role_id, holds_seat
			FROM assignments
			WHERE campaign_id = @campaign AND id = @id AND state = @from
			FOR UPDATE),
		seat AS (
			UPDATE roles
			SET taken = taken - 1
			FROM was
			WHERE roles.campaign_id = was.campaign_id AND roles.id = was.role_id AND was.holds_seat AND NOT @holds),
		moved AS (
			UPDATE assignments
			SET state = @to, holds_seat = @holds, updated_at = @now
			FROM was
			WHERE assignments.campaign_id = was.campaign_id AND assignments.id = was.id
			RETURNING assignments.campaign_id, assignments.id, commune_code)` + loggedOrRefused
	args := moving(namedArgs{"campaign": campaign, "id": a.ID, "holds": holds}, a.State, to, note)
	return s.later(ctx, "move assignment "+a.ID, query, args, nil)
}

// DropHolds turns a role to a wave: no offer of it holds a seat any more, the first yes
// takes it.
func (s *Store) DropHolds(ctx context.Context, campaign, role string, now time.Time) error {
	const query = `
		WITH dropped AS (
			UPDATE assignments
			SET holds_seat = false, updated_at = @now
			WHERE campaign_id = @campaign AND role_id = @role AND state = 'offered' AND holds_seat
			  AND NOT EXISTS (SELECT FROM assignment_events e
			                  WHERE e.campaign_id = assignments.campaign_id AND e.assignment_id = assignments.id AND e.reason = 'moved')
			RETURNING id)
		UPDATE roles
		SET taken = taken - (SELECT count(*) FROM dropped)
		WHERE campaign_id = @campaign AND id = @role`
	return s.later(ctx, "open role "+role+" to the first yes", query, namedArgs{"campaign": campaign, "role": role, "now": now}, nil)
}

// PromisedBefore is the place that the person of an assignment had confirmed in its role before the shift
// was moved and they were asked anew; false when there was none.
func (s *Store) PromisedBefore(ctx context.Context, campaign string, a roster.Assignment) (roster.Assignment, bool, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments p
		WHERE campaign_id = @campaign AND role_id = @role AND volunteer_id = @volunteer AND state = 'released'
		  AND EXISTS (SELECT FROM assignment_events e
		              WHERE e.campaign_id = @campaign AND e.assignment_id = p.id AND e.from_state = 'confirmed' AND e.to_state = 'released')
		  AND EXISTS (SELECT FROM assignment_events e
		              WHERE e.campaign_id = @campaign AND e.assignment_id = @id AND e.from_state = 'proposed' AND e.reason = 'moved')
		ORDER BY updated_at DESC, id
		LIMIT 1`
	args := namedArgs{"campaign": campaign, "id": a.ID, "role": a.Role, "volunteer": a.Volunteer}
	found, err := s.manyAssignments(ctx, query, args)
	if err != nil || len(found) == 0 {
		return roster.Assignment{}, false, err
	}
	return found[0], true, nil
}

// Aftermath is what has become of an assignment that has ended: who moved it last, and whether
// its person has been confirmed in the role since.
type Aftermath struct {
	MovedBy   roster.Actor
	Confirmed bool
}

// Aftermath reads what has become of an assignment that has ended.
func (s *Store) Aftermath(ctx context.Context, campaign string, a roster.Assignment) (Aftermath, error) {
	const query = `
		SELECT (SELECT actor
		        FROM assignment_events
		        WHERE campaign_id = @campaign AND assignment_id = @id
		        ORDER BY id DESC
		        LIMIT 1),
		       EXISTS (SELECT FROM assignments
		               WHERE campaign_id = @campaign AND role_id = @role AND volunteer_id = @volunteer AND state = 'confirmed')`
	var since Aftermath
	args := namedArgs{"campaign": campaign, "id": a.ID, "role": a.Role, "volunteer": a.Volunteer}
	if err := s.conn.QueryRow(ctx, query, args).Scan(&since.MovedBy, &since.Confirmed); err != nil {
		return Aftermath{}, fmt.Errorf("read what became of assignment %s: %w", a.ID, translate(err))
	}
	return since, nil
}
