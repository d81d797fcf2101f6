package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Breach is an invariant that rows break, with the first of them.
type Breach struct {
	Invariant string
	Rows      []db.Breach
}

// breachesShown bounds how many rows are named for one invariant.
const breachesShown = 20

// overdueGrace is how long after its deadline an ask may still be open: the tick that ends
// it comes every minute, and a server that was down catches up.
const overdueGrace = 10 * time.Minute

// ProveInvariants replays what the tables say has happened and returns each invariant that
// doesn't hold, of all campaigns. It changes nothing.
func ProveInvariants(ctx context.Context, store *db.Store, now time.Time) ([]Breach, error) {
	lawful := db.Lawful{Moves: lawfulMoves(), Overdue: now.Add(-overdueGrace)}
	var broken []Breach
	for _, invariant := range db.Invariants() {
		rows, err := store.Breaches(ctx, invariant, lawful, breachesShown)
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			broken = append(broken, Breach{Invariant: invariant.Name, Rows: rows})
		}
	}
	return broken, nil
}

// lawfulMoves asks the nouns which moves there are, as "from>to".
func lawfulMoves() []string {
	moves := []string{">" + string(roster.Proposed)}
	for _, from := range roster.AssignmentStates() {
		for _, to := range roster.AssignmentStates() {
			if from.Next(to) == nil {
				moves = append(moves, string(from)+">"+string(to))
			}
		}
	}
	return moves
}
