// Package db holds the only SQL of the platform. A Store is a pool of connections or one
// transaction; the same methods run on both. Queries that people read take a roster.Scope
// and return nothing outside it; constraints are the last referee and come back as
// roster errors.
package db

import (
	"context"
	"fmt"
	"sync"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
)

// conn is what a pool and a transaction have in common.
type conn interface {
	Begin(ctx context.Context) (pgx.Tx, error)
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
}

// New returns a Store on a pool.
func New(pool *pgxpool.Pool) (*Store, error) {
	jobs, err := newInserter()
	if err != nil {
		return nil, err
	}
	return &Store{conn: pool, pool: pool, jobs: jobs, campaigns: &sync.Map{}}, nil
}

// WithTx returns a Store that does everything within tx; InTx on it is a savepoint.
func WithTx(tx pgx.Tx) (*Store, error) {
	jobs, err := newInserter()
	if err != nil {
		return nil, err
	}
	return &Store{conn: tx, jobs: jobs, campaigns: &sync.Map{}}, nil
}

// InTx runs do in one transaction: committed when do returns nil, else rolled back whole. A
// transaction that PostgreSQL ended because it met another is run again, so do must begin
// afresh each time.
func (s *Store) InTx(ctx context.Context, do func(tx *Store) error) error {
	const tries = 3
	var err error
	for range tries {
		err = pgx.BeginFunc(ctx, s.conn, func(tx pgx.Tx) error {
			return do(&Store{conn: tx, jobs: s.jobs, campaigns: s.campaigns})
		})
		if s.pool == nil || !met(err) {
			break
		}
	}
	return translate(err)
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
