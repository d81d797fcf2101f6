package db

import (
	"context"
	"fmt"
	"time"
)

// NextDue is when the clock's ticks will next find something in the tables of a campaign:
// the first deadline of an open ask, the first time of a text that waits for its hour, the
// first start of a shift with a proposal. Nil when there is none.
func (s *Store) NextDue(ctx context.Context, campaign string) (*time.Time, error) {
	const query = `
		SELECT least(
			(SELECT min(deadline) FROM asks WHERE campaign_id = @campaign AND state IN ('queued', 'sent', 'unclear')),
			(SELECT min(not_before) FROM messages WHERE campaign_id = @campaign AND state = 'queued'),
			(SELECT min(starts_at) FROM assignments WHERE campaign_id = @campaign AND state = 'proposed'))`
	var due *time.Time
	if err := s.conn.QueryRow(ctx, query, namedArgs{"campaign": campaign}).Scan(&due); err != nil {
		return nil, fmt.Errorf("read what is due next: %w", translate(err))
	}
	return due, nil
}
