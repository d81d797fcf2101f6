package db

import (
	"context"
	"fmt"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Tally counts what a campaign has cost the phones, and how it went. AsksEach are the asks
// of each volunteer who was asked, Replaced the minutes from each no, withdrawal or no-show
// to the next yes to the same role, for those that had one, before the start unless nobody had come;
// both ascend. Lost counts all of the former. TurnedAway are confirmed people whom the platform or its staff released,
// but for those who have another seat of the shift instead.
type Tally struct {
	Asks, Messages, Segments int
	Replies, Unclear         int
	Lost, TurnedAway         int
	AsksEach                 []int
	Replaced                 []float64
}

// Tally counts a campaign's asks, texts and moves from its beginning.
func (s *Store) Tally(ctx context.Context, campaign string) (Tally, error) {
	var t Tally
	for _, count := range []struct {
		query string
		into  []any
	}{
		{tallyTexts, []any{&t.Asks, &t.Messages, &t.Segments, &t.Replies, &t.Unclear, &t.TurnedAway}},
		{tallyAsksEach, []any{&t.AsksEach}},
		{tallyReplaced, []any{&t.Lost, &t.Replaced}},
	} {
		if err := s.conn.QueryRow(ctx, count.query, namedArgs{"campaign": campaign}).Scan(count.into...); err != nil {
			return Tally{}, fmt.Errorf("count what happened in campaign %s: %w", campaign, translate(err))
		}
	}
	return t, nil
}

const (
	tallyTexts = `
		SELECT (SELECT count(*) FROM asks WHERE campaign_id = @campaign),
		       (SELECT count(*) FROM messages WHERE campaign_id = @campaign AND state IN ('sent', 'delivered', 'uncertain')),
		       (SELECT coalesce(sum(segments), 0) FROM messages WHERE campaign_id = @campaign AND state IN ('sent', 'delivered', 'uncertain')),
		       (SELECT count(*) FROM asks WHERE campaign_id = @campaign AND state IN ('accepted', 'declined')),
		       (SELECT count(*) FROM replies WHERE campaign_id = @campaign AND reading = 'unclear'),
		       (SELECT count(*) FROM assignment_events
		        WHERE campaign_id = @campaign AND from_state = 'confirmed' AND to_state = 'released' AND reason <> '` + roster.SteppedUp + `')`
	tallyAsksEach = `
		SELECT coalesce(array_agg(n ORDER BY n), '{}')
		FROM (SELECT count(*) AS n FROM asks WHERE campaign_id = @campaign GROUP BY volunteer_id) each`
	tallyReplaced = `
		WITH moves AS (
			SELECT e.at, e.to_state, a.starts_at,
			       min(e.at) FILTER (WHERE e.to_state = 'confirmed') OVER (
			           PARTITION BY a.role_id ORDER BY e.id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS again
			FROM assignment_events e
			JOIN assignments a ON a.campaign_id = e.campaign_id AND a.id = e.assignment_id
			WHERE e.campaign_id = @campaign AND e.to_state IN ('confirmed', 'declined', 'withdrawn', 'no_show')),
		lost AS (
			SELECT at, CASE WHEN to_state = 'no_show' OR again < starts_at THEN again END AS again
			FROM moves
			WHERE to_state <> 'confirmed' AND (at < starts_at OR to_state = 'no_show'))
		SELECT count(*), coalesce(array_agg(extract(epoch FROM again - at)::float8 / 60 ORDER BY again - at) FILTER (WHERE again IS NOT NULL), '{}')
		FROM lost`
)
