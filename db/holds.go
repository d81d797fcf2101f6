package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AddHold stores that somebody's data must be kept; one of a kind stands at a time.
func (s *Store) AddHold(ctx context.Context, campaign string, h roster.Hold, staff string) error {
	const query = `
		INSERT INTO privacy_holds (campaign_id, id, volunteer_id, kind, reason, set_at, staff_id)
		VALUES (@campaign, @id, @volunteer, @kind, @reason, @at, @staff)`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "id": h.ID, "volunteer": h.Volunteer, "kind": h.Kind, "reason": h.Reason, "at": h.SetAt, "staff": orNull(staff),
	})
	if err != nil {
		return fmt.Errorf("add hold: %w", translate(err))
	}
	return nil
}

// LiftHold ends a hold that stands and tells whose it was.
func (s *Store) LiftHold(ctx context.Context, campaign, id string, now time.Time) (volunteer string, err error) {
	const query = `
		UPDATE privacy_holds
		SET lifted_at = greatest(set_at, @now::timestamptz)
		WHERE campaign_id = @campaign AND id = @id AND lifted_at IS NULL
		RETURNING volunteer_id`
	err = s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "id": id, "now": now}).Scan(&volunteer)
	if err != nil {
		return "", fmt.Errorf("lift hold %s: %w", id, translate(err))
	}
	return volunteer, nil
}

const holdsSeen = `
		SELECT h.id, h.volunteer_id, h.kind, h.reason, h.set_at, coalesce(m.name, ''), h.lifted_at
		FROM privacy_holds h
		JOIN volunteers v ON v.campaign_id = h.campaign_id AND v.id = h.volunteer_id
		LEFT JOIN staff m ON m.campaign_id = h.campaign_id AND m.id = h.staff_id
		WHERE h.campaign_id = @campaign AND ` + ownPeople

// Holds returns holds by their ids, of people whom the scope sees as its own.
func (s *Store) Holds(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Hold, error) {
	const query = holdsSeen + ` AND h.id = ANY(@ids::uuid[]) ORDER BY h.id`
	return collect(ctx, s, "holds", query, within(scope, namedArgs{"ids": ids}), pgx.RowToStructByPos[roster.Hold])
}

// HoldsOf returns the holds of a volunteer, those that stand first, the newest first.
func (s *Store) HoldsOf(ctx context.Context, scope roster.Scope, volunteer string) ([]roster.Hold, error) {
	const query = holdsSeen + ` AND h.volunteer_id = @volunteer ORDER BY h.lifted_at IS NOT NULL, h.set_at DESC, h.id`
	return collect(ctx, s, "holds", query, within(scope, namedArgs{"volunteer": volunteer}), pgx.RowToStructByPos[roster.Hold])
}

// HoldsNow returns what keeps a volunteer from being erased at this moment: what was set, and what
// is found. The volunteer must be locked.
func (s *Store) HoldsNow(ctx context.Context, campaign, volunteer string) ([]roster.Hold, error) {
	const query = `
		SELECT coalesce(h.id::text, ''), @volunteer::text, h.kind, h.reason, h.set_at, coalesce(m.name, ''), NULL::timestamptz
		FROM (SELECT NULL::uuid AS id, 'open_assignments' AS kind, '' AS reason, NULL::timestamptz AS set_at, NULL::uuid AS staff_id
		      WHERE EXISTS (SELECT FROM assignments
		                    WHERE campaign_id = @campaign AND volunteer_id = @volunteer AND state IN ('offered', 'confirmed', 'checked_in'))
		      UNION ALL
		      SELECT NULL, 'texts_in_flight', '', NULL, NULL
		      WHERE EXISTS (SELECT FROM messages WHERE campaign_id = @campaign AND volunteer_id = @volunteer AND state = 'sending')
		         OR EXISTS (SELECT FROM webhook_inbox i JOIN volunteers v ON v.phone = i.from_phone
		                    WHERE v.campaign_id = @campaign AND v.id = @volunteer AND i.handled_at IS NULL AND i.kind = 'inbound')
		      UNION ALL
		      SELECT id, kind, reason, set_at, staff_id
		      FROM privacy_holds
		      WHERE campaign_id = @campaign AND volunteer_id = @volunteer AND lifted_at IS NULL) h
		LEFT JOIN staff m ON m.campaign_id = @campaign AND m.id = h.staff_id
		ORDER BY h.set_at NULLS FIRST, h.kind, h.id`
	return collect(ctx, s, "holds of a volunteer", query, namedArgs{"campaign": campaign, "volunteer": volunteer}, pgx.RowToStructByPos[roster.Hold])
}
