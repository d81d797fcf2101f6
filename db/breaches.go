package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// SaveBreach stores a breach, or what is known of it since. When it was reported stays.
func (s *Store) SaveBreach(ctx context.Context, campaign string, b roster.Breach) error {
	const query = `
		INSERT INTO breaches (campaign_id, id, what, found_at, due_at, people, affected, measures)
		VALUES (@campaign, @id, @what, @found, @due, @people, @affected, @measures)
		ON CONFLICT (campaign_id, id) DO UPDATE
		SET what = excluded.what, found_at = excluded.found_at, due_at = excluded.due_at, people = excluded.people,
		    affected = excluded.affected, measures = excluded.measures`
	_, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "id": b.ID, "what": b.What, "found": b.FoundAt, "due": b.DueAt, "people": b.People,
		"affected": b.Affected, "measures": b.Measures,
	})
	if err != nil {
		return fmt.Errorf("save breach: %w", translate(err))
	}
	return nil
}

// ReportBreach notes that a breach was reported, once; false when it was before.
func (s *Store) ReportBreach(ctx context.Context, campaign, id, reference string, at time.Time) (bool, error) {
	const query = `
		UPDATE breaches
		SET reported_at = @at, reference = @reference
		WHERE campaign_id = @campaign AND id = @id AND reported_at IS NULL`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "id": id, "reference": reference, "at": at})
	if err != nil {
		return false, fmt.Errorf("report breach %s: %w", id, translate(err))
	}
	return tag.RowsAffected() > 0, nil
}

// BreachRegister returns the register, what isn't reported first, by when it is due; those of ids alone
// where ids isn't nil. The department's whole campaign, and nobody else's, has any.
func (s *Store) BreachRegister(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Breach, error) {
	const query = `
		SELECT id, what, found_at, due_at, people, affected, measures, reported_at, reference
		FROM breaches
		WHERE campaign_id = @campaign AND @see_all AND (@ids::uuid[] IS NULL OR id = ANY(@ids))
		ORDER BY reported_at IS NOT NULL, due_at, id`
	return collect(ctx, s, "breaches", query, within(scope, namedArgs{"ids": ids}), pgx.RowToStructByPos[roster.Breach])
}
