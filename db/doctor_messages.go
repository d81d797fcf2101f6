package db

// messageInvariants are about texts: one per purpose, sent once, with consent, and the
// webhooks about them taken once.
func messageInvariants() []Invariant {
	return []Invariant{
		{"one message per purpose", purposesDoubled},
		{"a message's state is lawful and goes with its attempts", messagesOutOfState},
		{"no message was accepted twice", messagesTwice},
		{"no message left without consent", messagesUnconsented},
		{"no message left for a suppressed number", messagesSuppressed},
		{"a webhook is taken once", webhooksDoubled},
	}
}

const (
	purposesDoubled = `
		SELECT 'messages ' || string_agg(id::text, ', ' ORDER BY id), 'share the purpose ' || purpose_key
		FROM messages
		GROUP BY campaign_id, purpose_key
		HAVING count(*) > 1
		ORDER BY purpose_key`
	messagesOutOfState = `
		SELECT 'message ' || m.id, m.state || ' after ' || count(t.number) || ' attempts, ' ||
		       count(t.number) FILTER (WHERE t.finished_at IS NULL) || ' of them open'
		FROM messages m
		LEFT JOIN attempts t ON t.campaign_id = m.campaign_id AND t.message_id = m.id
		GROUP BY m.campaign_id, m.id
		HAVING m.state NOT IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'uncertain', 'suppressed')
		    OR m.state IN ('sending', 'sent', 'delivered', 'failed', 'uncertain') AND count(t.number) = 0
		    OR m.state = 'queued' AND count(t.number) FILTER (WHERE t.outcome = 'accepted' OR t.finished_at IS NULL) > 0
		ORDER BY m.id`
	messagesTwice = `
		SELECT 'message ' || message_id, count(*) || ' attempts were accepted'
		FROM attempts
		WHERE outcome = 'accepted'
		GROUP BY campaign_id, message_id
		HAVING count(*) > 1
		ORDER BY message_id`
	messagesUnconsented = `
		SELECT 'message ' || m.id, 'left at ' || m.taken_at || ' without consent to ' || m.purpose
		FROM messages m
		WHERE m.state IN ('sent', 'delivered', 'uncertain') AND m.purpose <> 'opted_out' AND m.staff_id IS NULL
		  AND NOT EXISTS (SELECT FROM consents c
		                  WHERE c.campaign_id = m.campaign_id AND c.volunteer_id = m.volunteer_id AND c.purpose = 'shifts'
		                    AND c.given_at <= m.taken_at AND (c.withdrawn_at IS NULL OR c.withdrawn_at >= m.taken_at))
		ORDER BY m.id`
	messagesSuppressed = `
		SELECT 'message ' || m.id, 'left at ' || m.taken_at || ' for a number that must not be texted since ' || p.since
		FROM messages m
		JOIN suppressions p ON p.phone = m.to_phone
		WHERE m.state IN ('sent', 'delivered', 'uncertain') AND m.purpose <> 'opted_out' AND m.taken_at > p.since
		ORDER BY m.id`
	webhooksDoubled = `
		SELECT 'webhook ' || external_id || ' of ' || provider, status || ' taken ' || count(*) || ' times'
		FROM webhook_inbox
		GROUP BY provider, external_id, status
		HAVING count(*) > 1
		ORDER BY provider, external_id, status`
)
