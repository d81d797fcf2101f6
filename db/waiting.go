package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Wait puts a volunteer on the waiting list of a role; a place there is kept.
func (s *Store) Wait(ctx context.Context, campaign, role, volunteer string, now time.Time) error {
	const query = `
		INSERT INTO waiting_list (campaign_id, role_id, volunteer_id, since)
		VALUES (@campaign, @role, @volunteer, @now)
		ON CONFLICT DO NOTHING`
	_, err := s.conn.Exec(ctx, query, pgx.NamedArgs{"campaign": campaign, "role": role, "volunteer": volunteer, "now": now})
	if err != nil {
		return fmt.Errorf("put on the waiting list: %w", translate(err))
	}
	return nil
}

// Waiting returns who waits for a role, the longest first.
func (s *Store) Waiting(ctx context.Context, campaign, role string) ([]string, error) {
	const query = `
		SELECT volunteer_id
		FROM waiting_list
		WHERE campaign_id = @campaign AND role_id = @role
		ORDER BY since, volunteer_id`
	rows, err := s.conn.Query(ctx, query, pgx.NamedArgs{"campaign": campaign, "role": role})
	if err != nil {
		return nil, fmt.Errorf("read the waiting list: %w", translate(err))
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read the waiting list: %w", translate(err))
	}
	return ids, nil
}

// StopWaiting takes a volunteer off the waiting list of a role.
func (s *Store) StopWaiting(ctx context.Context, campaign, role, volunteer string) error {
	const query = `
		DELETE FROM waiting_list
		WHERE campaign_id = @campaign AND role_id = @role AND volunteer_id = @volunteer`
	_, err := s.conn.Exec(ctx, query, pgx.NamedArgs{"campaign": campaign, "role": role, "volunteer": volunteer})
	if err != nil {
		return fmt.Errorf("take off the waiting list: %w", translate(err))
	}
	return nil
}

// Standing is where a volunteer stands with a role, whatever became of a single assignment.
type Standing struct{ Confirmed, Waiting, ReleasedByStaff bool }

// Standing tells where a volunteer stands with a role.
func (s *Store) Standing(ctx context.Context, campaign, role, volunteer string) (Standing, error) {
	const query = `
		SELECT EXISTS (SELECT FROM assignments
		               WHERE campaign_id = @campaign AND role_id = @role AND volunteer_id = @volunteer
		                 AND state IN ('confirmed', 'checked_in', 'completed')),
		       EXISTS (SELECT FROM waiting_list
		               WHERE campaign_id = @campaign AND role_id = @role AND volunteer_id = @volunteer),
		       EXISTS (SELECT FROM assignments a
		               JOIN assignment_events e ON e.campaign_id = a.campaign_id AND e.assignment_id = a.id
		               WHERE a.campaign_id = @campaign AND a.role_id = @role AND a.volunteer_id = @volunteer
		                 AND a.state = 'released' AND e.to_state = 'released' AND e.actor = 'coordinator')`
	var st Standing
	err := s.conn.QueryRow(ctx, query, pgx.NamedArgs{"campaign": campaign, "role": role, "volunteer": volunteer}).
		Scan(&st.Confirmed, &st.Waiting, &st.ReleasedByStaff)
	if err != nil {
		return Standing{}, fmt.Errorf("read where volunteer %s stands: %w", volunteer, translate(err))
	}
	return st, nil
}
