package db

// holdingStates are the states that hold a seat; an offer may hold one or not.
const holdingStates = `('confirmed', 'checked_in', 'completed')`

// assignmentInvariants are about seats and people: the first two of domain.md.
func assignmentInvariants() []Invariant {
	return []Invariant{
		{"held seats never exceed a role's seats", seatsOverheld},
		{"a role's count of taken seats is the number of holds", seatsMiscounted},
		{"a hold goes with its state", holdsOutOfState},
		{"nobody holds two places at a time", peopleTwice},
		{"nobody has two live places in one shift", liveTwice},
		{"a shift's assignments keep its place and time", assignmentsAstray},
	}
}

const (
	seatsOverheld = `
		SELECT 'role ' || r.id, h.held || ' held of ' || r.seats
		FROM roles r
		JOIN (SELECT campaign_id, role_id, count(*) AS held
		      FROM assignments
		      WHERE holds_seat OR state IN ` + holdingStates + `
		      GROUP BY campaign_id, role_id) h ON h.campaign_id = r.campaign_id AND h.role_id = r.id
		WHERE h.held > r.seats
		ORDER BY r.id`
	seatsMiscounted = `
		SELECT 'role ' || r.id, 'taken ' || r.taken || ', held ' || coalesce(h.held, 0)
		FROM roles r
		LEFT JOIN (SELECT campaign_id, role_id, count(*) AS held
		           FROM assignments
		           WHERE holds_seat
		           GROUP BY campaign_id, role_id) h ON h.campaign_id = r.campaign_id AND h.role_id = r.id
		WHERE r.taken <> coalesce(h.held, 0)
		ORDER BY r.id`
	holdsOutOfState = `
		SELECT 'assignment ' || id, state || CASE WHEN holds_seat THEN ' holds a seat' ELSE ' holds no seat' END
		FROM assignments
		WHERE holds_seat AND state NOT IN ('offered', 'confirmed', 'checked_in', 'completed')
		   OR NOT holds_seat AND state IN ` + holdingStates + `
		ORDER BY id`
	peopleTwice = `
		SELECT 'volunteer ' || a.volunteer_id, 'assignments ' || a.id || ' and ' || b.id
		FROM assignments a
		JOIN assignments b ON b.campaign_id = a.campaign_id AND b.volunteer_id = a.volunteer_id AND b.id > a.id AND b.span && a.span
		WHERE a.state IN ('offered', 'confirmed', 'checked_in', 'completed', 'left_early')
		  AND b.state IN ('offered', 'confirmed', 'checked_in', 'completed', 'left_early')
		ORDER BY a.id, b.id`
	liveTwice = `
		SELECT 'shift ' || shift_id, 'volunteer ' || volunteer_id || ' has ' || count(*) || ' live assignments'
		FROM assignments
		WHERE state IN ('proposed', 'offered', 'confirmed', 'checked_in')
		GROUP BY campaign_id, shift_id, volunteer_id
		HAVING count(*) > 1
		ORDER BY shift_id, volunteer_id`
	assignmentsAstray = `
		SELECT 'assignment ' || a.id, 'shift ' || sh.id || ' is at another place or time'
		FROM assignments a
		JOIN shifts sh ON sh.campaign_id = a.campaign_id AND sh.id = a.shift_id
		WHERE a.state IN ('proposed', 'offered', 'confirmed', 'checked_in')
		  AND (a.commune_code, a.starts_at, a.ends_at) IS DISTINCT FROM (sh.commune_code, sh.starts_at, sh.ends_at)
		ORDER BY a.id`
)
