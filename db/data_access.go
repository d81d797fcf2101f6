package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// NoteAccess notes that a viewer is shown data of people, in one statement however many they are;
// oneself isn't noted. The first look of a day counts: looking again writes nothing.
func (s *Store) NoteAccess(ctx context.Context, v roster.Viewer, purpose roster.AccessPurpose, volunteers []string, now time.Time) error {
	// In one order for all, so that two looks at the same people never wait for each other.
	const query = `
		INSERT INTO data_access (campaign_id, volunteer_id, day, viewer, purpose, first_at, role, staff_id, organisation_id, commune_code)
		SELECT DISTINCT c.id, seen.id, (@now::timestamptz AT TIME ZONE c.time_zone)::date, @viewer, @purpose, @now::timestamptz,
		       @role, @staff::uuid, @organisation::uuid, @commune
		FROM campaigns c, unnest(@volunteers::uuid[]) AS seen (id)
		WHERE c.id = @campaign AND seen.id IS DISTINCT FROM @oneself::uuid
		ORDER BY seen.id
		ON CONFLICT DO NOTHING`
	if len(volunteers) == 0 {
		return nil
	}
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": v.Campaign, "viewer": v.Key(), "purpose": purpose, "role": v.Role, "staff": orNull(v.Staff),
		"organisation": orNull(v.Organisation), "commune": orNull(v.Commune), "oneself": orNull(v.Volunteer), "volunteers": volunteers, "now": now,
	})
	if err != nil {
		return fmt.Errorf("note who looks at whose data: %w", translate(err))
	}
	return nil
}

// Accesses returns who was shown a volunteer's data, or anybody's where that is empty, the newest
// first.
func (s *Store) Accesses(ctx context.Context, campaign, volunteer string, most int) ([]roster.Access, error) {
	const columns = `
		SELECT a.volunteer_id, a.day, a.first_at, a.purpose, a.role, coalesce(m.name, ''), coalesce(o.name, c.name, '')
		FROM data_access a
		LEFT JOIN staff m ON m.campaign_id = a.campaign_id AND m.id = a.staff_id
		LEFT JOIN organisations o ON o.campaign_id = a.campaign_id AND o.id = a.organisation_id
		LEFT JOIN communes c ON c.code = a.commune_code
		WHERE a.campaign_id = @campaign`
	const newest = `
		ORDER BY a.first_at DESC, a.volunteer_id, a.viewer, a.purpose
		LIMIT @most`
	query := columns + newest
	if volunteer != "" {
		query = columns + ` AND a.volunteer_id = @volunteer` + newest
	}
	args := namedArgs{"campaign": campaign, "volunteer": volunteer, "most": most}
	return collect(ctx, s, "who looked at whose data", query, args, func(row pgx.CollectableRow) (roster.Access, error) {
		var a roster.Access
		var day time.Time
		err := row.Scan(&a.Volunteer, &day, &a.FirstAt, &a.Purpose, &a.Role, &a.By, &a.Desk)
		a.Day = roster.DateOf(day, time.UTC)
		return a, err
	})
}
