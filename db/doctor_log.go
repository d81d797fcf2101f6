package db

// logInvariants replay the log of assignments.
func logInvariants() []Invariant {
	return []Invariant{
		{"every assignment's log begins with its birth", logHeadless},
		{"each event begins where the one before ended", logBroken},
		{"every move is lawful", logUnlawful},
		{"the log leads to the assignment's state", logElsewhere},
	}
}

const (
	logHeadless = `
		SELECT 'assignment ' || a.id, coalesce('first event comes from ' || e.from_state, 'has no event')
		FROM assignments a
		LEFT JOIN LATERAL (SELECT from_state
		                   FROM assignment_events
		                   WHERE campaign_id = a.campaign_id AND assignment_id = a.id
		                   ORDER BY id
		                   LIMIT 1) e ON true
		WHERE e.from_state IS DISTINCT FROM ''
		ORDER BY a.id`
	logBroken = `
		SELECT 'assignment ' || assignment_id, 'event ' || id || ' comes from ' || from_state || ' after ' || before
		FROM (SELECT id, assignment_id, from_state, lag(to_state) OVER (PARTITION BY campaign_id, assignment_id ORDER BY id) AS before
		      FROM assignment_events) e
		WHERE before IS NOT NULL AND from_state <> before
		ORDER BY assignment_id, id`
	logUnlawful = `
		SELECT 'assignment ' || assignment_id, 'event ' || id || ' goes from ' || from_state || ' to ' || to_state
		FROM assignment_events
		WHERE from_state || '>' || to_state <> ALL(@moves)
		ORDER BY assignment_id, id`
	logElsewhere = `
		SELECT 'assignment ' || a.id, 'is ' || a.state || ', its log ends at ' || e.to_state
		FROM assignments a
		JOIN LATERAL (SELECT to_state
		              FROM assignment_events
		              WHERE campaign_id = a.campaign_id AND assignment_id = a.id
		              ORDER BY id DESC
		              LIMIT 1) e ON true
		WHERE e.to_state <> a.state
		ORDER BY a.id`
)
