package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/tiepsuc/tiepsuc/roster"
)

// SendCode is the alarm that a number has asked for a code.
type SendCode struct {
	Code string `json:"code"`
}

// Kind names the job.
func (SendCode) Kind() string { return "send_code" }

// InsertOpts put it before every other text: somebody sits and waits.
func (SendCode) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: "send", Priority: 1} }

// AddCode keeps that a number asks for a code, and forgets the codes of the day before.
func (s *Store) AddCode(ctx context.Context, id string, phone roster.Phone, now, expires time.Time) error {
	const day = 24 * time.Hour
	const query = `
		WITH old AS (DELETE FROM sign_in_codes WHERE requested_at < @yesterday)
		INSERT INTO sign_in_codes (id, phone, requested_at, expires_at)
		VALUES (@id, @phone, @now, @expires)`
	_, err := s.conn.Exec(ctx, query, namedArgs{"id": id, "phone": phone, "now": now, "expires": expires, "yesterday": now.Add(-day)})
	if err != nil {
		return fmt.Errorf("add sign-in code: %w", translate(err))
	}
	return nil
}

// CodesSince counts the codes that a number has asked for since a moment.
func (s *Store) CodesSince(ctx context.Context, phone roster.Phone, since time.Time) (int, error) {
	const query = `SELECT count(*) FROM sign_in_codes WHERE phone = @phone AND requested_at > @since`
	var n int
	if err := s.conn.QueryRow(ctx, query, namedArgs{"phone": phone, "since": since}).Scan(&n); err != nil {
		return 0, fmt.Errorf("count sign-in codes: %w", translate(err))
	}
	return n, nil
}

// ArmCode writes the hash of a code that is about to leave, and gives the number. It tells
// false when it has left before: it leaves once.
func (s *Store) ArmCode(ctx context.Context, id string, hash []byte) (phone roster.Phone, armed bool, err error) {
	const query = `
		UPDATE sign_in_codes
		SET hash = @hash
		WHERE id = @id AND hash IS NULL
		RETURNING phone`
	err = s.conn.QueryRow(ctx, query, namedArgs{"id": id, "hash": hash}).Scan(&phone)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("arm sign-in code: %w", translate(err))
	}
	return phone, true, nil
}

// TryCode takes a try at a code, and the code itself when its hash is right: in one statement,
// so that tries at the same time count apart and one of them at most succeeds.
func (s *Store) TryCode(ctx context.Context, id string, hash []byte, now time.Time) (phone roster.Phone, right bool, err error) {
	const query = `
		UPDATE sign_in_codes
		SET tries = tries + 1, used_at = CASE WHEN hash = @hash THEN @now::timestamptz END
		WHERE id = @id AND hash IS NOT NULL AND used_at IS NULL AND expires_at > @now AND tries < 5
		RETURNING phone, used_at IS NOT NULL`
	err = s.conn.QueryRow(ctx, query, namedArgs{"id": id, "hash": hash, "now": now}).Scan(&phone, &right)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("try sign-in code: %w", translate(err))
	}
	return phone, right, nil
}
