package db

// presenceInvariants are about attendance: the fifth of domain.md.
func presenceInvariants() []Invariant {
	return []Invariant{
		{"attendance goes with having been there", attendanceAstray},
		{"whoever was there has attendance", attendanceMissing},
		{"attendance lasts exactly while somebody is checked in", attendanceOpen},
	}
}

const (
	attendanceAstray = `
		SELECT 'assignment ' || a.id, 'has attendance and is ' || a.state
		FROM attendance t
		JOIN assignments a ON a.campaign_id = t.campaign_id AND a.id = t.assignment_id
		WHERE a.state NOT IN ('checked_in', 'completed', 'left_early')
		ORDER BY a.id`
	attendanceMissing = `
		SELECT 'assignment ' || a.id, 'is ' || a.state || ' without attendance'
		FROM assignments a
		WHERE a.state IN ('checked_in', 'completed', 'left_early')
		  AND NOT EXISTS (SELECT FROM attendance t WHERE t.campaign_id = a.campaign_id AND t.assignment_id = a.id)
		ORDER BY a.id`
	attendanceOpen = `
		SELECT 'assignment ' || a.id, 'is ' || a.state || CASE WHEN t.out_at IS NULL THEN ' and not checked out' ELSE ' and checked out' END
		FROM attendance t
		JOIN assignments a ON a.campaign_id = t.campaign_id AND a.id = t.assignment_id
		WHERE (a.state = 'checked_in') <> (t.out_at IS NULL)
		ORDER BY a.id`
)
