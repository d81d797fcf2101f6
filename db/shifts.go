package db

import (
	"context"
	"fmt"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AddShifts stores shifts with their roles, all or none. A role names its shift by id; its
// seats start free whatever Taken says.
func (s *Store) AddShifts(ctx context.Context, campaign string, shifts []roster.Shift, roles []roster.Role) error {
	err := s.InTx(ctx, func(tx *Store) error {
		if err := tx.copyAll(ctx, []copying{shiftRows(campaign, shifts), roleRows(campaign, roles)}); err != nil {
			return err
		}
		return tx.announce(ctx, campaign, shifts)
	})
	if err != nil {
		return fmt.Errorf("add %d shifts: %w", len(shifts), err)
	}
	return nil
}

// announce tells the nodes, when the transaction commits, that communes need something new.
func (s *Store) announce(ctx context.Context, campaign string, shifts []roster.Shift) error {
	const query = `
		INSERT INTO announcements (campaign_id, commune_code)
		SELECT DISTINCT @campaign::uuid, unnest(@communes::text[])`
	communes := make([]string, len(shifts))
	for i, sh := range shifts {
		communes[i] = sh.Commune
	}
	if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "communes": communes}); err != nil {
		return fmt.Errorf("announce shifts: %w", translate(err))
	}
	return nil
}

func shiftRows(campaign string, shifts []roster.Shift) copying {
	return copying{
		table: "shifts",
		columns: []string{
			"campaign_id", "id", "commune_code", "point_id", "request_id",
			"starts_at", "ends_at", "priority", "urgent",
		},
		rows: rowsOf(shifts, func(h roster.Shift) []any {
			return []any{
				campaign, h.ID, h.Commune, h.Point, orNull(h.Request),
				h.Span.Start, h.Span.End, h.Priority, h.Urgent,
			}
		}),
	}
}

func roleRows(campaign string, roles []roster.Role) copying {
	return copying{
		table:   "roles",
		columns: []string{"campaign_id", "id", "shift_id", "skill", "level", "kind", "seats", "floor"},
		rows: rowsOf(roles, func(r roster.Role) []any {
			return []any{campaign, r.ID, r.Shift, r.Skill, r.Level, r.Kind, r.Seats, r.Floor}
		}),
	}
}

// orNull stores an empty id as NULL: a reference to nothing.
func orNull(id string) any {
	if id == "" {
		return nil
	}
	return id
}
