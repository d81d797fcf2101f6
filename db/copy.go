package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// copying is one table's share of a bulk load.
type copying struct {
	table   string
	columns []string
	rows    [][]any
}

// copyAll loads tables in order by COPY, the fast way in for thousands of rows. It reports
// the first refused table; run it in a transaction.
func (s *Store) copyAll(ctx context.Context, tables []copying) error {
	for _, t := range tables {
		_, err := s.conn.CopyFrom(ctx, pgx.Identifier{t.table}, t.columns, pgx.CopyFromRows(t.rows))
		if err != nil {
			return fmt.Errorf("load %s: %w", t.table, translate(err))
		}
	}
	return nil
}

func rowsOf[T any](items []T, row func(T) []any) [][]any {
	rows := make([][]any, len(items))
	for i, item := range items {
		rows[i] = row(item)
	}
	return rows
}
