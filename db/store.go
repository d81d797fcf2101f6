// Package db holds the only SQL of the platform. A Store is a pool of connections or one
// transaction; the same methods run on both. Queries that people read take a roster.Scope
// and return nothing outside it; constraints are the last referee and come back as
// roster errors.
package db

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
)

// conn is what a pool and a transaction have in common.
type conn interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, batch *pgx.Batch) pgx.BatchResults
	CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error)
}

// Store runs the platform's SQL on a pool or within one transaction.
type Store struct {
	conn conn
	pool *pgxpool.Pool
	jobs *river.Client[pgx.Tx]
	// campaigns are those that have been read: whatever is done needs its campaign, and a
	// campaign is never changed once it is founded.
	campaigns *sync.Map
	enqueued  *atomic.Int64
}

// New returns a Store on a pool.
func New(pool *pgxpool.Pool) (*Store, error) {
	jobs, err := newInserter()
	if err != nil {
		return nil, err
	}
	return &Store{conn: pool, pool: pool, jobs: jobs, campaigns: &sync.Map{}, enqueued: &atomic.Int64{}}, nil
}

// WithTx returns a Store that does everything within tx; InTx on it is a savepoint.
func WithTx(tx pgx.Tx) (*Store, error) {
	jobs, err := newInserter()
	if err != nil {
		return nil, err
	}
	return &Store{conn: tx, jobs: jobs, campaigns: &sync.Map{}, enqueued: &atomic.Int64{}}, nil
}

// InTx runs do in one transaction: committed when do returns nil, else rolled back whole. A
// transaction that PostgreSQL ended because it met another is run again, so do must begin
// afresh each time. Within a transaction it is a savepoint.
func (s *Store) InTx(ctx context.Context, do func(tx *Store) error) error {
	const tries = 3
	var err error
	switch conn := s.conn.(type) {
	case *pipe:
		err = conn.within(ctx, func() error { return do(s) })
	case pgx.Tx:
		err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error { return do(s.on(tx)) })
	default:
		for range tries {
			if err = s.transaction(ctx, do); !met(err) {
				break
			}
		}
	}
	return translate(err)
}

// transaction runs do once.
func (s *Store) transaction(ctx context.Context, do func(tx *Store) error) error {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	tx := begin(conn.Conn())
	defer tx.rollback(ctx) // does nothing after the commit
	if err := do(s.on(tx)); err != nil {
		return err
	}
	return tx.commit(ctx)
}

func (s *Store) on(conn conn) *Store {
	return &Store{conn: conn, jobs: s.jobs, campaigns: s.campaigns, enqueued: s.enqueued}
}

// later runs a statement that nobody waits for: within a transaction it goes with the next that
// somebody does wait for, or with the commit, and so do its errors. what says what it does; none
// is the error that it is when no row is touched, nil when that is all right.
func (s *Store) later(ctx context.Context, what, query string, args namedArgs, none error) error {
	statement := keptStatement{what: what, query: query, args: []any{args}, none: none}
	if p, piped := s.conn.(*pipe); piped {
		p.kept = append(p.kept, statement)
		return nil
	}
	return statement.outcome(s.conn.Exec(ctx, query, args))
}

// Ping tells whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if _, err := s.conn.Exec(ctx, "SELECT 1"); err != nil {
		return fmt.Errorf("ping database: %w", err)
	}
	return nil
}

// NewID makes an identity for a new row; later ones sort after earlier ones.
func NewID() (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make an identity: %w", err)
	}
	return id.String(), nil
}

// IsID tells whether a text can be the identity of a row.
func IsID(id string) bool { return uuid.Validate(id) == nil }
