package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// perRow ends a query within another that is about one row of it: PostgreSQL runs it for each row, by an
// index. Without it, it may read the whole other table to tell about one row.
const perRow = ` OFFSET 0`

// collect runs a query and scans each row; what names the thing read, for the error.
func collect[T any](ctx context.Context, s *Store, what, query string, args namedArgs, scan pgx.RowToFunc[T]) ([]T, error) {
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
