package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// SaveProcessor stores a processor, or what has changed of one that hasn't ended. It tells false
// when the latter has.
func (s *Store) SaveProcessor(ctx context.Context, campaign string, p roster.Processor) (bool, error) {
	const query = `
		INSERT INTO processors AS p (campaign_id, id, name, processes, place, abroad, contract, since)
		VALUES (@campaign, @id, @name, @processes, @place, @abroad, @contract, @since)
		ON CONFLICT (campaign_id, id) DO UPDATE
		SET name = excluded.name, processes = excluded.processes, place = excluded.place, abroad = excluded.abroad,
		    contract = excluded.contract, since = excluded.since
		WHERE p.ended_at IS NULL`
	tag, err := s.conn.Exec(ctx, query, namedArgs{
		"campaign": campaign, "id": p.ID, "name": p.Name, "processes": p.Processes, "place": p.Place, "abroad": p.Abroad,
		"contract": p.Contract, "since": p.Since.Time(time.UTC),
	})
	if err != nil {
		return false, fmt.Errorf("save processor: %w", translate(err))
	}
	return tag.RowsAffected() > 0, nil
}

// EndProcessor notes that somebody processes data no more; false when that was noted before.
func (s *Store) EndProcessor(ctx context.Context, campaign, id string, now time.Time) (bool, error) {
	const query = `UPDATE processors SET ended_at = @now WHERE campaign_id = @campaign AND id = @id AND ended_at IS NULL`
	tag, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "id": id, "now": now})
	if err != nil {
		return false, fmt.Errorf("end processor %s: %w", id, translate(err))
	}
	return tag.RowsAffected() > 0, nil
}

// Processors returns who processes data, those that still do first, by name; those of ids alone
// where ids isn't nil. Whoever the data are about may know; the contract is the department's.
func (s *Store) Processors(ctx context.Context, scope roster.Scope, ids []string) ([]roster.Processor, error) {
	const query = `
		SELECT id, name, processes, place, abroad, CASE WHEN @see_all THEN contract ELSE '' END, since, ended_at
		FROM processors
		WHERE campaign_id = @campaign AND (@ids::uuid[] IS NULL OR id = ANY(@ids))
		ORDER BY ended_at IS NOT NULL, lower(name), id`
	return collect(ctx, s, "processors", query, within(scope, namedArgs{"ids": ids}), func(row pgx.CollectableRow) (roster.Processor, error) {
		var p roster.Processor
		var since time.Time
		err := row.Scan(&p.ID, &p.Name, &p.Processes, &p.Place, &p.Abroad, &p.Contract, &since, &p.EndedAt)
		p.Since = roster.DateOf(since, time.UTC)
		return p, err
	})
}
