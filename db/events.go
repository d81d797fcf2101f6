package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// EventChannel is where each committed event is told to all nodes, as JSON:
// {"campaign": "…", "event": 123, "commune": "00004"}; and the progress of planning:
// {"campaign": "…", "plan": "…"}.
const EventChannel = "tiepsuc_event"

// addEvent writes the log of a move and tells the nodes when the transaction commits.
func (s *Store) addEvent(ctx context.Context, campaign, assignment string, from, to roster.AssignmentState, note Note) error {
	const query = `
		WITH added AS (
			INSERT INTO assignment_events (campaign_id, assignment_id, commune_code, at, from_state, to_state, actor, channel, reason)
			SELECT campaign_id, id, commune_code, @at, @from, @to, @actor, @channel, @reason
			FROM assignments
			WHERE campaign_id = @campaign AND id = @assignment
			RETURNING campaign_id, id, commune_code)
		SELECT pg_notify('` + EventChannel + `', json_build_object('campaign', campaign_id, 'event', id, 'commune', commune_code)::text)
		FROM added`
	_, err := s.conn.Exec(ctx, query, pgx.NamedArgs{
		"campaign": campaign, "assignment": assignment, "at": note.At, "from": from, "to": to,
		"actor": note.Actor, "channel": note.Channel, "reason": note.Reason,
	})
	if err != nil {
		return fmt.Errorf("log the move of assignment %s: %w", assignment, translate(err))
	}
	return nil
}
