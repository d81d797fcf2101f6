package db

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// EventChannel is where each committed event is told to all nodes, as JSON:
// {"campaign": "…", "event": 123, "commune": "00004"}; and the progress of planning:
// {"campaign": "…", "plan": "…"}.
const EventChannel = "tiepsuc_event"

// logged ends a statement whose part moved changes assignments: it writes the log of the move and
// tells the nodes when the transaction commits. It gives a row for each assignment moved.
const logged = `,
		event AS (
			INSERT INTO assignment_events (campaign_id, assignment_id, commune_code, at, from_state, to_state, actor, channel, reason)
			SELECT campaign_id, id, commune_code, @now, @from, @to, @actor, @channel, @reason
			FROM moved
			RETURNING campaign_id, id, commune_code)
		SELECT pg_notify('` + EventChannel + `', json_build_object('campaign', campaign_id, 'event', id, 'commune', commune_code)::text)
		FROM event`

// move runs a statement that ends with logged, and tells whether it moved anything.
func (s *Store) move(ctx context.Context, query string, args pgx.NamedArgs, from, to roster.AssignmentState, note Note) (bool, error) {
	args["from"], args["to"], args["now"] = from, to, note.At
	args["actor"], args["channel"], args["reason"] = note.Actor, note.Channel, note.Reason
	tag, err := s.conn.Exec(ctx, query, args)
	return tag.RowsAffected() > 0, err
}
