package db

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// keysAreKept is how long a request that is sent again is known.
const keysAreKept = 24 * time.Hour

// Claim is a caller's key for one request: Input is the hash of what is asked for.
type Claim struct {
	Holder, Key string
	Input       []byte
}

// ClaimKey takes a key for this transaction and answers ""; a key that was taken within the
// last 24 hours answers with what it created, or is a conflict when it was for other input.
// Two requests with one key wait for each other.
func (s *Store) ClaimKey(ctx context.Context, campaign string, c Claim, now time.Time) (result string, err error) {
	const (
		forget = `DELETE FROM idempotency_keys WHERE campaign_id = @campaign AND created_at <= @until`
		take   = `
			INSERT INTO idempotency_keys (campaign_id, holder, key, input, created_at)
			VALUES (@campaign, @holder, @key, @input, @now)
			ON CONFLICT (campaign_id, holder, key) DO NOTHING`
		taken = `
			SELECT result, input = @input
			FROM idempotency_keys
			WHERE campaign_id = @campaign AND holder = @holder AND key = @key`
	)
	args := namedArgs{"campaign": campaign, "holder": c.Holder, "key": c.Key, "input": c.Input, "now": now, "until": now.Add(-keysAreKept)}
	if _, err := s.conn.Exec(ctx, forget, args); err != nil {
		return "", fmt.Errorf("forget old keys: %w", translate(err))
	}
	tag, err := s.conn.Exec(ctx, take, args)
	if err != nil {
		return "", fmt.Errorf("claim key: %w", translate(err))
	}
	if tag.RowsAffected() == 1 {
		return "", nil
	}
	var same bool
	if err := s.conn.QueryRow(ctx, taken, args).Scan(&result, &same); err != nil {
		return "", fmt.Errorf("read key: %w", translate(err))
	}
	if !same {
		return "", &roster.Error{Kind: roster.Conflict, Key: "idempotency.other_input", Field: "idempotencyKey"}
	}
	return result, nil
}

// KeepResult notes what a claimed key created.
func (s *Store) KeepResult(ctx context.Context, campaign string, c Claim, id string) error {
	const query = `
		UPDATE idempotency_keys
		SET result = @id
		WHERE campaign_id = @campaign AND holder = @holder AND key = @key`
	if _, err := s.conn.Exec(ctx, query, namedArgs{"campaign": campaign, "holder": c.Holder, "key": c.Key, "id": id}); err != nil {
		return fmt.Errorf("keep result of key: %w", translate(err))
	}
	return nil
}
