package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Holder is the person whom a link was sent to.
type Holder struct{ Campaign, Volunteer string }

// LinkHolder finds the person whom a link was sent to; NotFound for a link that no ask has.
func (s *Store) LinkHolder(ctx context.Context, link string) (Holder, error) {
	const query = `
		SELECT campaign_id, volunteer_id
		FROM asks
		WHERE link = @link
		ORDER BY campaign_id, id
		LIMIT 1`
	found, err := collect(ctx, s, "the holder of a link", query, namedArgs{"link": link}, pgx.RowToStructByPos[Holder])
	if err != nil {
		return Holder{}, err
	}
	if len(found) == 0 {
		return Holder{}, roster.Missing("link")
	}
	return found[0], nil
}

// PromisedBetween returns what somebody has said yes to whose shift overlaps a span, by start.
func (s *Store) PromisedBetween(ctx context.Context, h Holder, span roster.Span) ([]roster.Assignment, error) {
	const query = `SELECT` + assignmentColumns + `
		FROM assignments
		WHERE campaign_id = @campaign AND volunteer_id = @volunteer AND starts_at < @to AND ends_at > @from
		  AND state IN ` + saidYes + `
		ORDER BY starts_at, created_at, id`
	args := namedArgs{"campaign": h.Campaign, "volunteer": h.Volunteer, "from": span.Start, "to": span.End}
	promised, err := s.manyAssignments(ctx, query, args)
	if err != nil {
		return nil, fmt.Errorf("read promises of volunteer %s: %w", h.Volunteer, err)
	}
	return promised, nil
}
