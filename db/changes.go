package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Notice tells that something happened: in a commune an event, or with Event 0 a change of
// what it needs; or, with no commune, progress: with Plan of a plan's run, with Import of an
// import. Position is its place among all changes, in the order in which they committed; progress
// has none.
type Notice struct {
	Campaign string `json:"campaign"`
	Position int64  `json:"position"`
	Event    int64  `json:"event"`
	Commune  string `json:"commune"`
	Plan     string `json:"plan" db:"-"`
	Import   string `json:"import" db:"-"`

	Step roster.ImportStep `json:"step" db:"-"`
}

// LastChange is the place of a campaign's newest change, 0 when there is none.
func (s *Store) LastChange(ctx context.Context, campaign string) (int64, error) {
	const query = `SELECT coalesce(max(position), 0) FROM changes WHERE campaign_id = @campaign`
	var last int64
	if err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign}).Scan(&last); err != nil {
		return 0, fmt.Errorf("read the newest change: %w", translate(err))
	}
	return last, nil
}

// ChangesAfter reads the changes of a campaign after a place, so many at most, as they would have been
// told.
func (s *Store) ChangesAfter(ctx context.Context, campaign string, after int64, most int) ([]Notice, error) {
	const query = `
		SELECT campaign_id AS campaign, position, coalesce(event_id, 0) AS event, commune_code AS commune
		FROM changes
		WHERE campaign_id = @campaign AND position > @after
		ORDER BY position
		LIMIT @most`
	args := namedArgs{"campaign": campaign, "after": after, "most": most}
	return collect(ctx, s, "changes", query, args, pgx.RowToStructByName[Notice])
}

// CountChangesAfter counts the changes of a campaign after a place, up to a bound.
func (s *Store) CountChangesAfter(ctx context.Context, campaign string, after int64, upTo int) (int, error) {
	const query = `
		SELECT count(*)
		FROM (SELECT FROM changes WHERE campaign_id = @campaign AND position > @after LIMIT @most) missed`
	var n int
	err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign, "after": after, "most": upTo}).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count changes: %w", translate(err))
	}
	return n, nil
}

// PlaceOfEvent is the place of an event of a campaign, if there is such an event. It asks for no
// scope: whoever has been told of an event goes on from it, also when they don't see its assignment
// any more.
func (s *Store) PlaceOfEvent(ctx context.Context, campaign string, event int64) (place int64, known bool, err error) {
	const query = `SELECT position FROM changes WHERE campaign_id = @campaign AND event_id = @of`
	return s.place(ctx, query, campaign, event)
}

// PlaceOfChange is a place itself, if a change of the campaign has it.
func (s *Store) PlaceOfChange(ctx context.Context, campaign string, position int64) (place int64, known bool, err error) {
	const query = `SELECT position FROM changes WHERE campaign_id = @campaign AND position = @of`
	return s.place(ctx, query, campaign, position)
}

func (s *Store) place(ctx context.Context, query, campaign string, of int64) (place int64, known bool, err error) {
	rows, err := collect(ctx, s, "the place of a change", query, namedArgs{"campaign": campaign, "of": of}, pgx.RowTo[int64])
	if err != nil || len(rows) == 0 {
		return 0, false, err
	}
	return rows[0], true, nil
}
