package db

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// pipe is a transaction that waits for PostgreSQL as seldom as it can. A statement whose outcome
// decides nothing is kept back and sent together with the next one that somebody waits for; so
// are the beginning of the transaction and its end. The order of statements stays, so each sees
// what those before it did.
type pipe struct {
	conn *pgx.Conn
	kept []keptStatement
	// failed is what a kept statement came to: whoever waited for another one may have passed over
	// it, but the transaction isn't what was meant any more.
	failed error
	// points counts the savepoints, for their names.
	points int
}

// keptStatement is a statement that waits to be sent: what it does, for its errors, and the error
// that it is when it touches no row; nil when that is no error.
type keptStatement struct {
	what, query string
	args        []any
	none        error
}

func (k keptStatement) outcome(tag pgconn.CommandTag, err error) error {
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", k.what, translate(err))
	case tag.RowsAffected() == 0:
		return k.none
	}
	return nil
}

// begin keeps back the beginning of a transaction: one that does nothing costs nothing.
func begin(conn *pgx.Conn) *pipe {
	return &pipe{conn: conn, kept: []keptStatement{{what: "begin a transaction", query: "begin"}}}
}

// send sends what is kept back and then a batch. What comes back is about the batch alone, and
// must be closed.
func (p *pipe) send(ctx context.Context, then *pgx.Batch) (pgx.BatchResults, error) {
	if p.failed != nil {
		return nil, p.failed
	}
	kept := p.kept
	p.kept = nil
	var all pgx.Batch
	for _, k := range kept {
		all.Queue(k.query, k.args...)
	}
	all.QueuedQueries = append(all.QueuedQueries, then.QueuedQueries...)
	results := p.conn.SendBatch(ctx, &all)
	for _, k := range kept {
		tag, err := results.Exec()
		if p.failed = k.outcome(tag, err); p.failed != nil {
			_ = results.Close() // the first error is the one that counts
			return nil, p.failed
		}
	}
	return results, nil
}

// clear tells whether a statement may go on its own.
func (p *pipe) clear() bool { return len(p.kept) == 0 && p.failed == nil }

// SendBatch sends a batch after what is kept back.
func (p *pipe) SendBatch(ctx context.Context, batch *pgx.Batch) pgx.BatchResults {
	if p.clear() {
		return p.conn.SendBatch(ctx, batch)
	}
	results, err := p.send(ctx, batch)
	if err != nil {
		return pgx.FailedBatchResults(batch, err)
	}
	return results
}

// Exec runs a statement and waits for its outcome.
func (p *pipe) Exec(ctx context.Context, query string, args ...any) (pgconn.CommandTag, error) {
	if p.clear() {
		return p.conn.Exec(ctx, query, args...)
	}
	var batch pgx.Batch
	batch.Queue(query, args...)
	results, err := p.send(ctx, &batch)
	if err != nil {
		return pgconn.CommandTag{}, err
	}
	tag, err := results.Exec()
	if closing := results.Close(); err == nil {
		err = closing
	}
	return tag, err
}

// Query runs a statement that gives rows.
func (p *pipe) Query(ctx context.Context, query string, args ...any) (pgx.Rows, error) {
	if p.clear() {
		return p.conn.Query(ctx, query, args...)
	}
	var batch pgx.Batch
	batch.Queue(query, args...)
	results, err := p.send(ctx, &batch)
	if err != nil {
		return nil, err
	}
	rows, err := results.Query()
	if err != nil {
		_ = results.Close()
		return nil, err
	}
	return batchRows{rows, results}, nil
}

// QueryRow runs a statement that gives one row.
func (p *pipe) QueryRow(ctx context.Context, query string, args ...any) pgx.Row {
	rows, err := p.Query(ctx, query, args...)
	return firstRow{rows, err}
}

// CopyFrom adds rows in bulk after what is kept back.
func (p *pipe) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	if err := p.flush(ctx); err != nil {
		return 0, err
	}
	return p.conn.CopyFrom(ctx, table, columns, rows)
}

// flush sends what is kept back.
func (p *pipe) flush(ctx context.Context) error {
	if p.clear() {
		return nil
	}
	results, err := p.send(ctx, &pgx.Batch{})
	if err != nil {
		return err
	}
	return results.Close()
}

// commit ends the transaction together with what is kept back, unless that may yet forbid it. A
// transaction of which nothing was sent has never begun.
func (p *pipe) commit(ctx context.Context) error {
	if p.idle() && p.failed == nil && len(p.kept) == 1 {
		return nil
	}
	if slices.ContainsFunc(p.kept, func(k keptStatement) bool { return k.none != nil }) {
		if err := p.flush(ctx); err != nil {
			return err
		}
	}
	tag, err := p.Exec(ctx, "commit")
	if err == nil && tag.String() == "ROLLBACK" {
		return pgx.ErrTxCommitRollback
	}
	return err
}

// idle tells whether PostgreSQL knows of no transaction on the connection.
func (p *pipe) idle() bool { return p.conn.PgConn().TxStatus() == 'I' }

// rollback ends the transaction without a trace. A connection on which that fails isn't used
// again: the pool takes none back that is within a transaction.
func (p *pipe) rollback(ctx context.Context) {
	if !p.conn.IsClosed() && !p.idle() {
		_, _ = p.conn.Exec(ctx, "rollback")
	}
}

// within runs do as a part of the transaction that leaves no trace when it fails, while the rest
// goes on.
func (p *pipe) within(ctx context.Context, do func() error) error {
	p.points++
	point := fmt.Sprintf("point_%d", p.points)
	if _, err := p.Exec(ctx, "savepoint "+point); err != nil {
		return err
	}
	err := do()
	if err == nil {
		err = p.flush(ctx) // before it is too late to go back
	}
	if err == nil {
		_, err = p.Exec(ctx, "release savepoint "+point)
		return err
	}
	p.kept, p.failed = nil, nil
	if _, back := p.conn.Exec(ctx, "rollback to savepoint "+point); back != nil {
		return fmt.Errorf("%w; go back to where it began: %w", err, back)
	}
	return err
}
