package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// SaveOutcome stores what came of a shift; a second one corrects the first.
func (s *Store) SaveOutcome(ctx context.Context, campaign string, o roster.Outcome) error {
	const query = `
		INSERT INTO outcomes (campaign_id, shift_id, citizens, priority, procedures, notes, closed_at)
		VALUES (@campaign, @shift, @citizens, @priority, @procedures, @notes, @closed_at)
		ON CONFLICT (campaign_id, shift_id) DO UPDATE
		SET citizens = excluded.citizens, priority = excluded.priority, procedures = excluded.procedures, notes = excluded.notes`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "shift": o.Shift, "citizens": o.Citizens, "priority": o.Priority,
		"procedures": o.Procedures, "notes": o.Notes, "closed_at": o.ClosedAt,
	})
	if err != nil {
		return fmt.Errorf("save the outcome of shift %s: %w", o.Shift, translate(err))
	}
	return nil
}

// Outcomes returns what came of shifts that the scope sees.
func (s *Store) Outcomes(ctx context.Context, scope roster.Scope, shifts []string) ([]roster.Outcome, error) {
	const query = `
		SELECT o.shift_id, o.citizens, o.priority, o.procedures, o.notes, o.closed_at
		FROM outcomes o
		JOIN shifts sh ON sh.campaign_id = o.campaign_id AND sh.id = o.shift_id
		WHERE o.campaign_id = @campaign AND o.shift_id = ANY(@ids::uuid[])
		  AND ` + seesShift + `
		ORDER BY o.shift_id`
	return collect(ctx, s, "outcomes", query, within(scope, namedArgs{"ids": shifts}), pgx.RowToStructByPos[roster.Outcome])
}
