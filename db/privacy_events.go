package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AddPrivacyEvent records what was done about people's data. That an erasure is delayed by the
// same holds is recorded once.
func (s *Store) AddPrivacyEvent(ctx context.Context, campaign string, e roster.PrivacyEvent) error {
	const query = `
		INSERT INTO privacy_events (campaign_id, at, kind, volunteer_id, subject, reason, staff_id)
		VALUES (@campaign, @at, @kind, @volunteer, @subject, @reason, @staff)
		ON CONFLICT DO NOTHING`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "at": e.At, "kind": e.Kind, "volunteer": orNull(e.Volunteer), "subject": e.Subject, "reason": e.Reason, "staff": orNull(e.Staff),
	})
	if err != nil {
		return fmt.Errorf("record what was done about data: %w", translate(err))
	}
	return nil
}

// PrivacyEvents lists what was done about people's data, the newest first. The department's whole
// campaign, and nobody else's, has any.
func (s *Store) PrivacyEvents(ctx context.Context, scope roster.Scope, most int) ([]roster.PrivacyEvent, error) {
	const query = `
		SELECT e.id, e.at, e.kind, coalesce(e.volunteer_id::text, ''), e.subject, e.reason, coalesce(e.staff_id::text, ''), coalesce(m.name, '')
		FROM privacy_events e
		LEFT JOIN staff m ON m.campaign_id = e.campaign_id AND m.id = e.staff_id
		WHERE e.campaign_id = @campaign AND @see_all
		ORDER BY e.id DESC
		LIMIT @most`
	return collect(ctx, s, "what was done about data", query, within(scope, namedArgs{"most": most}), pgx.RowToStructByPos[roster.PrivacyEvent])
}
