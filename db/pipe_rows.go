package db

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// batchRows are rows of a batch's last statement: the batch ends with them.
type batchRows struct {
	pgx.Rows
	batch pgx.BatchResults
}

// Close ends the rows and their batch. An error of the latter is the rows' own.
func (r batchRows) Close() {
	r.Rows.Close()
	_ = r.batch.Close()
}

// firstRow is the first of some rows.
type firstRow struct {
	rows pgx.Rows
	err  error
}

// Scan reads the row; pgx.ErrNoRows when there is none.
func (r firstRow) Scan(into ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return pgx.ErrNoRows
	}
	if err := r.rows.Scan(into...); err != nil {
		return err
	}
	r.rows.Close()
	return r.rows.Err()
}

// jobTx is a pipe as far as River needs a transaction to add jobs.
type jobTx struct {
	pgx.Tx // none: River asks for nothing else
	pipe   *pipe
}

// Conn is the connection of the transaction.
func (t jobTx) Conn() *pgx.Conn { return t.pipe.conn }

// Exec keeps back a statement: it tells the workers that there are jobs, and gives nothing.
func (t jobTx) Exec(_ context.Context, query string, args ...any) (pgconn.CommandTag, error) {
	t.pipe.kept = append(t.pipe.kept, keptStatement{what: "tell of jobs", query: query, args: args})
	return pgconn.CommandTag{}, nil
}

// Query runs a statement that gives rows.
func (t jobTx) Query(ctx context.Context, query string, args ...any) (pgx.Rows, error) {
	return t.pipe.Query(ctx, query, args...)
}

// QueryRow runs a statement that gives one row.
func (t jobTx) QueryRow(ctx context.Context, query string, args ...any) pgx.Row {
	return t.pipe.QueryRow(ctx, query, args...)
}

// CopyFrom keeps back rows that are added: they are few, and nobody waits for them.
func (t jobTx) CopyFrom(_ context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	var n int64
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return n, err
		}
		t.pipe.kept = append(t.pipe.kept, keptStatement{what: "enqueue", query: insertInto(table, columns), args: values})
		n++
	}
	return n, rows.Err()
}

func insertInto(table pgx.Identifier, columns []string) string {
	names, places := make([]string, len(columns)), make([]string, len(columns))
	for i, column := range columns {
		names[i], places[i] = pgx.Identifier{column}.Sanitize(), fmt.Sprintf("$%d", i+1)
	}
	return `INSERT INTO ` + table.Sanitize() + ` (` + strings.Join(names, ", ") + `) VALUES (` + strings.Join(places, ", ") + `)`
}
