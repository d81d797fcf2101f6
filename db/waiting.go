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
	return s.later(ctx, "put on the waiting list", query, namedArgs{"campaign": campaign, "role": role, "volunteer": volunteer, "now": now}, nil)
}

// Waiting returns who waits for roles, by role and there the longest first.
func (s *Store) Waiting(ctx context.Context, campaign string, roles []string) (map[string][]string, error) {
	const query = `
		SELECT role_id, volunteer_id
		FROM waiting_list
		WHERE campaign_id = @campaign AND role_id = ANY(@roles)
		ORDER BY since, volunteer_id`
	waiting, err := s.byRole(ctx, query, namedArgs{"campaign": campaign, "roles": roles})
	if err != nil {
		return nil, fmt.Errorf("read the waiting list: %w", err)
	}
	return waiting, nil
}

// Barred returns who mustn't be asked for roles, by role: who has been asked for it before, has
// or is proposed a place in its shift, or was taken off it by a coordinator.
func (s *Store) Barred(ctx context.Context, campaign string, roles []string) (map[string][]string, error) {
	const query = `
		SELECT r.id, a.volunteer_id
		FROM roles r
		JOIN assignments a ON a.campaign_id = r.campaign_id AND a.shift_id = r.shift_id
		WHERE r.campaign_id = @campaign AND r.id = ANY(@roles)
		  AND (a.state IN ('proposed', 'offered', 'confirmed', 'checked_in')
		       OR a.role_id = r.id AND EXISTS (SELECT FROM asks q WHERE q.campaign_id = a.campaign_id AND q.assignment_id = a.id)
		       OR a.role_id = r.id AND a.state = 'released' AND ` + releasedByStaff + `)
		ORDER BY r.id, a.volunteer_id, a.id`
	barred, err := s.byRole(ctx, query, namedArgs{"campaign": campaign, "roles": roles})
	if err != nil {
		return nil, fmt.Errorf("read who mustn't be asked: %w", err)
	}
	return barred, nil
}

// byRole reads pairs of a role and a volunteer.
func (s *Store) byRole(ctx context.Context, query string, args namedArgs) (map[string][]string, error) {
	rows, err := s.conn.Query(ctx, query, args)
	if err != nil {
		return nil, translate(err)
	}
	people := map[string][]string{}
	var role, volunteer string
	_, err = pgx.ForEachRow(rows, []any{&role, &volunteer}, func() error {
		people[role] = append(people[role], volunteer)
		return nil
	})
	return people, translate(err)
}

// StopWaiting takes a volunteer off the waiting list of a role.
func (s *Store) StopWaiting(ctx context.Context, campaign, role, volunteer string) error {
	const query = `
		DELETE FROM waiting_list
		WHERE campaign_id = @campaign AND role_id = @role AND volunteer_id = @volunteer`
	return s.later(ctx, "take off the waiting list", query, namedArgs{"campaign": campaign, "role": role, "volunteer": volunteer}, nil)
}

// Standing is where a volunteer stands with a role, whatever became of a single assignment.
type Standing struct{ Confirmed, Waiting, ReleasedByStaff bool }

// Standing tells where a volunteer stands with a role.
func (s *Store) Standing(ctx context.Context, campaign, role, volunteer string) (Standing, error) {
	const query = `SELECT` + standingColumns + `
		FROM (SELECT @campaign::uuid AS campaign_id, @role::uuid AS role_id, @volunteer::uuid AS volunteer_id) p`
	var st Standing
	err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "role": role, "volunteer": volunteer}).
		Scan(&st.Confirmed, &st.Waiting, &st.ReleasedByStaff)
	if err != nil {
		return Standing{}, fmt.Errorf("read where volunteer %s stands: %w", volunteer, translate(err))
	}
	return st, nil
}

// standingColumns are where the volunteer of a row p stands with its role.
const standingColumns = `
	EXISTS (SELECT FROM assignments a
	        WHERE a.campaign_id = p.campaign_id AND a.role_id = p.role_id AND a.volunteer_id = p.volunteer_id
	          AND a.state IN ('confirmed', 'checked_in', 'completed')` + perRow + `),
	EXISTS (SELECT FROM waiting_list w
	        WHERE w.campaign_id = p.campaign_id AND w.role_id = p.role_id AND w.volunteer_id = p.volunteer_id` + perRow + `),
	EXISTS (SELECT FROM assignments a
	        WHERE a.campaign_id = p.campaign_id AND a.role_id = p.role_id AND a.volunteer_id = p.volunteer_id
	          AND a.state = 'released' AND ` + releasedByStaff + perRow + `)`
