package db

// askInvariants are about questions: each has one end or a live deadline, and its end is
// that of its offer.
func askInvariants() []Invariant {
	return []Invariant{
		{"every ask has ended or has a live deadline", asksOverdue},
		{"an ask is closed when it has ended, and only then", asksHalfClosed},
		{"an open ask is about an offer", asksWithoutOffer},
		{"every offer has an open ask", offersUnasked},
		{"an assignment has one open ask at most", asksDoubled},
		{"a code is one open ask's of its phone", codesDoubled},
		{"an ask's end is in the log of its assignment", asksUnlogged},
	}
}

const (
	asksOverdue = `
		SELECT 'ask ' || id, state || ' since its deadline at ' || deadline
		FROM asks
		WHERE state IN ('queued', 'sent', 'unclear') AND deadline < @overdue
		ORDER BY id`
	asksHalfClosed = `
		SELECT 'ask ' || id, state || coalesce(' closed at ' || closed_at, ' not closed')
		FROM asks
		WHERE (state IN ('queued', 'sent', 'unclear')) <> (closed_at IS NULL)
		   OR state NOT IN ('queued', 'sent', 'unclear', 'accepted', 'declined', 'expired', 'withdrawn', 'failed')
		ORDER BY id`
	asksWithoutOffer = `
		SELECT 'ask ' || q.id, q.state || ', but its assignment is ' || a.state
		FROM asks q
		JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
		WHERE q.state IN ('queued', 'sent', 'unclear') AND a.state <> 'offered'
		ORDER BY q.id`
	offersUnasked = `
		SELECT 'assignment ' || a.id, 'offered without an open ask'
		FROM assignments a
		WHERE a.state = 'offered'
		  AND NOT EXISTS (SELECT FROM asks q
		                  WHERE q.campaign_id = a.campaign_id AND q.assignment_id = a.id AND q.state IN ('queued', 'sent', 'unclear'))
		ORDER BY a.id`
	asksDoubled = `
		SELECT 'assignment ' || assignment_id, count(*) || ' open asks'
		FROM asks
		WHERE state IN ('queued', 'sent', 'unclear')
		GROUP BY campaign_id, assignment_id
		HAVING count(*) > 1
		ORDER BY assignment_id`
	codesDoubled = `
		SELECT 'asks ' || string_agg(id::text, ', ' ORDER BY id), 'share the code ' || code
		FROM asks
		WHERE state IN ('queued', 'sent', 'unclear')
		GROUP BY phone, code
		HAVING count(*) > 1
		ORDER BY phone, code`
	asksUnlogged = `
		SELECT 'ask ' || q.id, q.state || ', but its assignment never went from offered to ' || l.becomes
		FROM asks q
		JOIN (VALUES ('accepted', 'confirmed'), ('declined', 'declined'), ('expired', 'expired')) l (ends, becomes) ON l.ends = q.state
		WHERE NOT EXISTS (SELECT FROM assignment_events e
		                  WHERE e.campaign_id = q.campaign_id AND e.assignment_id = q.assignment_id
		                    AND e.from_state = 'offered' AND e.to_state = l.becomes)
		ORDER BY q.id`
)
