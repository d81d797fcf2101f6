package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// ExternalIDs returns the ids of an organisation's people by its own numbers for them; those who
// are registered elsewhere have none.
func (s *Store) ExternalIDs(ctx context.Context, campaign, organisation string) (map[string]string, error) {
	const query = `
		SELECT external_id, id::text
		FROM volunteers
		WHERE campaign_id = @campaign AND organisation_id = @organisation
		UNION ALL
		SELECT a.external_id, CASE WHEN v.organisation_id = a.organisation_id THEN v.id::text ELSE '' END
		FROM volunteer_aliases a
		JOIN volunteers v ON v.campaign_id = a.campaign_id AND v.id = a.volunteer_id
		WHERE a.campaign_id = @campaign AND a.organisation_id = @organisation
		ORDER BY 1`
	rows, err := s.conn.Query(ctx, query, namedArgs{"campaign": campaign, "organisation": organisation})
	if err != nil {
		return nil, fmt.Errorf("read the numbers of people: %w", translate(err))
	}
	ids := map[string]string{}
	var external, id string
	if _, err := pgx.ForEachRow(rows, []any{&external, &id}, func() error { ids[external] = id; return nil }); err != nil {
		return nil, fmt.Errorf("read the numbers of people: %w", translate(err))
	}
	return ids, nil
}

// LockVolunteers makes other changes of these people's duties wait until the transaction ends.
func (s *Store) LockVolunteers(ctx context.Context, campaign string, ids []string) error {
	const query = `
		SELECT FROM unnest(@ids::uuid[]) AS said (id)
		JOIN volunteers v ON v.campaign_id = @campaign AND v.id = said.id
		ORDER BY v.id
		FOR NO KEY UPDATE OF v`
	if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "ids": ids}); err != nil {
		return fmt.Errorf("lock %d volunteers: %w", len(ids), translate(err))
	}
	return nil
}

// SetAvailabilities replaces when people are free, in as many statements for thousands as for
// one.
func (s *Store) SetAvailabilities(ctx context.Context, campaign string, people []roster.Volunteer, now time.Time) error {
	const count = `
		UPDATE volunteers v
		SET version = v.version + 1, updated_at = @now
		FROM unnest(@ids::uuid[]) AS said (id)
		WHERE v.campaign_id = @campaign AND v.id = said.id`
	if len(people) == 0 {
		return nil
	}
	ids := make([]string, len(people))
	for i, v := range people {
		ids[i] = v.ID
	}
	if err := s.clear(ctx, campaign, ids, "weekly_availability", "availability_exceptions"); err != nil {
		return err
	}
	if err := s.copyAll(ctx, []copying{weeklyRows(campaign, people), exceptionRows(campaign, people)}); err != nil {
		return err
	}
	if _, err := s.conn.Exec(ctx, count, namedArgs{"campaign": campaign, "ids": ids, "now": now}); err != nil {
		return fmt.Errorf("count the changes of %d volunteers: %w", len(ids), translate(err))
	}
	return nil
}
