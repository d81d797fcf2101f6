package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Invariant is something that holds of the rows at every moment, and the query that finds
// the rows of which it doesn't. The query gives what the row is and what is wrong with it.
type Invariant struct {
	Name  string
	query string
}

// Breach is one row that breaks an invariant.
type Breach struct {
	Row    string
	Detail string
}

// Invariants lists what must hold, whatever has happened: of assignments and their log, of
// asks, of messages and what came in, of presence.
func Invariants() []Invariant {
	var all []Invariant
	for _, some := range [][]Invariant{assignmentInvariants(), logInvariants(), askInvariants(), messageInvariants(), presenceInvariants()} {
		all = append(all, some...)
	}
	return all
}

// Lawful is what the invariants are checked against: the moves that an assignment may make,
// each written "from>to" with an empty from for its birth, and the moment before which an
// open ask's deadline has surely been looked at.
type Lawful struct {
	Moves   []string
	Overdue time.Time
}

// Breaches returns rows of all campaigns that break an invariant, at most limit of them.
func (s *Store) Breaches(ctx context.Context, i Invariant, lawful Lawful, limit int) ([]Breach, error) {
	rows, err := s.conn.Query(ctx, i.query+"\n\t\tLIMIT @limit", namedArgs{
		"moves": lawful.Moves, "overdue": lawful.Overdue, "limit": limit,
	})
	if err != nil {
		return nil, fmt.Errorf("check that %s: %w", i.Name, translate(err))
	}
	breaches, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Breach])
	if err != nil {
		return nil, fmt.Errorf("check that %s: %w", i.Name, translate(err))
	}
	return breaches, nil
}
