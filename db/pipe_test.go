package db_test

import (
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

// piped is a role with a person proposed for it, on a database whose transactions commit.
type piped struct {
	pool       *pgxpool.Pool
	store      *db.Store
	campaign   string
	role       string
	assignment roster.Assignment
}

var pipedAt = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func newPiped(t *testing.T) piped {
	t.Helper()
	p := piped{pool: dbtest.Pool(t)}
	var err error
	if p.store, err = db.New(p.pool); err != nil {
		t.Fatal(err)
	}
	f := found(t, p.store)
	p.campaign = f.Campaign.ID
	shift, role := shiftAt(t, f.Points[0], pipedAt.AddDate(0, 0, 2))
	if err := p.store.AddShifts(t.Context(), p.campaign, []roster.Shift{shift}, []roster.Role{role}); err != nil {
		t.Fatal(err)
	}
	person := roster.Volunteer{
		ID: newID(t), Organisation: f.Organisations[0].ID, ExternalID: "1", Name: "Đỗ Thị Ánh", Phone: "+84912345678", Kind: roster.Student, Home: "00004",
		Lang: "vi", Limits: roster.DefaultLimits(),
	}
	if err := p.store.AddVolunteers(t.Context(), p.campaign, []roster.Volunteer{person}, pipedAt); err != nil {
		t.Fatal(err)
	}
	p.role, p.assignment = role.ID, roster.Assignment{ID: newID(t), Role: role.ID, Volunteer: person.ID, Source: roster.FromPlan, State: roster.Proposed}
	if err := p.store.AddAssignment(t.Context(), p.campaign, p.assignment, p.note()); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p piped) note() db.Note { return db.Note{Actor: roster.ByPlan, At: pipedAt} }

func (p piped) wait(t *testing.T, tx *db.Store) {
	t.Helper()
	if err := tx.Wait(t.Context(), p.campaign, p.role, p.assignment.Volunteer, pipedAt); err != nil {
		t.Error(err)
	}
}

// moveWrongly moves the assignment from a state in which it isn't: nothing is said of it at once.
func (p piped) moveWrongly(t *testing.T, tx *db.Store) {
	t.Helper()
	wrong := p.assignment
	wrong.State = roster.Offered
	if err := tx.Move(t.Context(), p.campaign, wrong, roster.Released, p.note()); err != nil {
		t.Error(err)
	}
}

func (p piped) waits(t *testing.T, store *db.Store) bool {
	t.Helper()
	standing, err := store.Standing(t.Context(), p.campaign, p.role, p.assignment.Volunteer)
	if err != nil {
		t.Error(err)
	}
	return standing.Waiting
}

func TestATransactionSeesWhatItHasKeptBack(t *testing.T) {
	t.Parallel()
	p := newPiped(t)
	err := p.store.InTx(t.Context(), func(tx *db.Store) error {
		p.wait(t, tx)
		if !p.waits(t, tx) {
			t.Error("the transaction doesn't see its own change")
		}
		if p.waits(t, p.store) {
			t.Error("another one sees it before the commit")
		}
		return nil
	})
	if err != nil || !p.waits(t, p.store) {
		t.Errorf("after the commit it isn't there: %v", err)
	}
}

func TestAConflictThatShowsAtTheCommitLeavesNoTrace(t *testing.T) {
	t.Parallel()
	p := newPiped(t)
	err := p.store.InTx(t.Context(), func(tx *db.Store) error {
		p.moveWrongly(t, tx)
		p.wait(t, tx)
		return nil
	})
	if roster.KindOf(err) != roster.Conflict {
		t.Errorf("a move from a wrong state: %v", err)
	}
	if p.waits(t, p.store) {
		t.Error("a part of the transaction is there")
	}
}

func TestAConflictThatIsPassedOverIsNotCommitted(t *testing.T) {
	t.Parallel()
	p := newPiped(t)
	err := p.store.InTx(t.Context(), func(tx *db.Store) error {
		p.moveWrongly(t, tx)
		_ = tx.Ping(t.Context()) // this is told of the conflict
		p.wait(t, tx)
		return nil
	})
	if roster.KindOf(err) != roster.Conflict {
		t.Errorf("a move from a wrong state: %v", err)
	}
	if p.waits(t, p.store) {
		t.Error("a part of the transaction is there")
	}
}

func TestAPartThatFailsLeavesTheRestOfItsTransaction(t *testing.T) {
	t.Parallel()
	p := newPiped(t)
	err := p.store.InTx(t.Context(), func(tx *db.Store) error {
		p.wait(t, tx)
		for _, inner := range []func(*db.Store) error{
			func(tx *db.Store) error { p.moveWrongly(t, tx); return nil },
			func(tx *db.Store) error {
				return errors.Join(tx.StopWaiting(t.Context(), p.campaign, p.role, p.assignment.Volunteer), roster.Clash("role.full"))
			},
		} {
			if err := tx.InTx(t.Context(), inner); roster.KindOf(err) != roster.Conflict {
				t.Errorf("the part: %v", err)
			}
		}
		return nil
	})
	if err != nil || !p.waits(t, p.store) {
		t.Errorf("the rest isn't there: %v", err)
	}
}

func TestAnErrorOfPostgreSQLEndsTheTransaction(t *testing.T) {
	t.Parallel()
	p := newPiped(t)
	err := p.store.InTx(t.Context(), func(tx *db.Store) error {
		p.wait(t, tx)
		if err := tx.Wait(t.Context(), p.campaign, "no id", p.assignment.Volunteer, pipedAt); err != nil {
			t.Error(err)
		}
		return nil
	})
	if err == nil {
		t.Error("an id that is none was taken")
	}
	if p.waits(t, p.store) {
		t.Error("a part of the transaction is there")
	}
	if n := p.pool.Stat().AcquiredConns(); n != 0 {
		t.Errorf("%d connections are still taken", n)
	}
	p.wait(t, p.store)
	if !p.waits(t, p.store) {
		t.Error("the next change isn't there")
	}
}
