package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// collect runs a query and scans each row; what names the thing read, for the error.
func collect[T any](ctx context.Context, s *Store, what, query string, args pgx.NamedArgs, scan pgx.RowToFunc[T]) ([]T, error) {
	rows, err := s.conn.Query(ctx, query, args)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, translate(err))
	}
	found, err := pgx.CollectRows(rows, scan)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, translate(err))
	}
	return found, nil
}
