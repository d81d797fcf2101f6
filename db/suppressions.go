package db

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Suppress keeps a number from getting texts; a text whose receiver was erased has none. That somebody
// wants none outweighs what a provider has said of the number before.
func (s *Store) Suppress(ctx context.Context, phone roster.Phone, reason string, now time.Time) error {
	const query = `
		INSERT INTO suppressions (phone, reason, since)
		SELECT @phone, @reason, @now
		WHERE @phone <> ''
		ON CONFLICT (phone) DO UPDATE
		SET reason = excluded.reason, since = excluded.since
		WHERE excluded.reason = 'opted_out' AND suppressions.reason <> 'opted_out'`
	return s.later(ctx, "suppress a number", query, namedArgs{"phone": phone, "reason": reason, "now": now}, nil)
}

// Unsuppress lets a number get texts again, whatever kept it from them: whoever writes that they want
// them has a phone for it, and has seen to the rest.
func (s *Store) Unsuppress(ctx context.Context, phone roster.Phone) error {
	const query = `DELETE FROM suppressions WHERE phone = @phone`
	if _, err := s.conn.Exec(ctx, query, namedArgs{"phone": phone}); err != nil {
		return fmt.Errorf("lift the suppression of a number: %w", translate(err))
	}
	return nil
}
