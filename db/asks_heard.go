package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/roster"
)

// AsksHeardBy returns what a text from this number may answer, newest first: the open asks whose text has
// left, and those that have ended whose shift is still ahead.
func (s *Store) AsksHeardBy(ctx context.Context, phone roster.Phone, now time.Time) (open, ended []LinkedAsk, err error) {
	const query = `
		WITH heard AS (
			SELECT campaign_id,` + askColumns + `
			FROM asks
			WHERE phone = @phone AND state IN ('queued', 'sent', 'unclear')
			UNION ALL
			SELECT q.campaign_id,` + qColumns + `
			FROM volunteers v
			JOIN asks q ON q.campaign_id = v.campaign_id AND q.volunteer_id = v.id
			JOIN assignments a ON a.campaign_id = q.campaign_id AND a.id = q.assignment_id
			WHERE v.phone = @phone AND q.phone = @phone AND q.closed_at IS NOT NULL AND a.starts_at > @now)
		SELECT *
		FROM heard
		WHERE EXISTS (SELECT FROM messages m
		              WHERE m.campaign_id = heard.campaign_id AND m.id = heard.message_id AND m.state IN ('sending', 'sent', 'delivered', 'uncertain'))
		ORDER BY queued_at DESC, id DESC`
	heard, err := s.linkedAsks(ctx, query, namedArgs{"phone": phone, "now": now})
	for _, a := range heard {
		if a.State.Open() {
			open = append(open, a)
		} else {
			ended = append(ended, a)
		}
	}
	return open, ended, err
}

// CodesInUse are the codes that somebody may still answer with: those of the open asks of their number,
// and of what they were asked last.
func (s *Store) CodesInUse(ctx context.Context, campaign, volunteer string) ([]string, error) {
	rows, err := s.conn.Query(ctx, codesOfPerson, namedArgs{"campaign": campaign, "id": volunteer})
	if err != nil {
		return nil, fmt.Errorf("read codes in use: %w", translate(err))
	}
	codes, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read codes in use: %w", translate(err))
	}
	return codes, nil
}
