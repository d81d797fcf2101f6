package db

import (
	"github.com/tiepsuc/tiepsuc/roster"
)

// EventChannel is where each change is told to all nodes when it commits, as JSON:
// {"campaign": "…", "position": 7, "event": 123, "commune": "00004"}, told by the database itself
// (place_change in the migrations); and progress: {"campaign": "…", "plan": "…"}, {"campaign": "…", "import": "…", "step": {…}}.
const EventChannel = "tiepsuc_event"

// logged ends a statement whose part moved changes assignments: it writes the log of the move. It
// gives a row for each assignment moved.
const logged = logging + `
		SELECT id
		FROM event`

// loggedOrRefused is logged for the move of one assignment that must be made: one that somebody
// else has made first ends the transaction.
const loggedOrRefused = logging + `
		SELECT coalesce((SELECT id FROM event), refuse('assignment.moved_meanwhile'))`

const logging = `,
		event AS (
			INSERT INTO assignment_events (campaign_id, assignment_id, commune_code, at, from_state, to_state, actor, channel, reason)
			SELECT campaign_id, id, commune_code, @now, @from, @to, @actor, @channel, @reason
			FROM moved
			RETURNING id)`

// moving adds to the arguments of a statement that logs a move what is logged.
func moving(args namedArgs, from, to roster.AssignmentState, note Note) namedArgs {
	args["from"], args["to"], args["now"] = from, to, note.At
	args["actor"], args["channel"], args["reason"] = note.Actor, note.Channel, note.Reason
	return args
}
