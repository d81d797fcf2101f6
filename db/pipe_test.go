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

// mistakes are changes that can't be made and say so only when they are sent: one that PostgreSQL
// refuses, and one that is told by its touching no row. Each with the kind of its error.
func (p piped) mistakes() map[roster.Kind]func(t *testing.T, tx *db.Store) error {
	wrong := p.assignment
	wrong.State = roster.Offered
	return map[roster.Kind]func(t *testing.T, tx *db.Store) error{
		roster.Conflict: func(t *testing.T, tx *db.Store) error {
			t.Helper()
			return tx.Move(t.Context(), p.campaign, wrong, roster.Released, p.note())
		},
		roster.NotFound: func(t *testing.T, tx *db.Store) error {
			t.Helper()
			return tx.LockVolunteer(t.Context(), p.campaign, p.role)
		},
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

func TestAMistakeThatShowsAtTheCommitLeavesNoTrace(t *testing.T) {
	t.Parallel()
	p := newPiped(t)
	for kind, mistake := range p.mistakes() {
		err := p.store.InTx(t.Context(), func(tx *db.Store) error {
			if err := mistake(t, tx); err != nil {
				t.Errorf("was sent at once: %v", err)
			}
			p.wait(t, tx)
			return nil
		})
		if roster.KindOf(err) != kind {
			t.Errorf("%v, want %q", err, kind)
		}
		if p.waits(t, p.store) {
			t.Errorf("%s: a part of the transaction is there", kind)
		}
	}
}

func TestAMistakeThatIsPassedOverIsNotCommitted(t *testing.T) {
	t.Parallel()
	p := newPiped(t)
	for kind, mistake := range p.mistakes() {
		err := p.store.InTx(t.Context(), func(tx *db.Store) error {
			_ = mistake(t, tx)
			_ = tx.Ping(t.Context()) // this is told of it
			p.wait(t, tx)
			return nil
		})
		if roster.KindOf(err) != kind {
			t.Errorf("%v, want %q", err, kind)
		}
		if p.waits(t, p.store) {
			t.Errorf("%s: a part of the transaction is there", kind)
		}
	}
}

func TestAPartThatFailsLeavesTheRestOfItsTransaction(t *testing.T) {
	t.Parallel()
	p := newPiped(t)
	err := p.store.InTx(t.Context(), func(tx *db.Store) error {
		p.wait(t, tx)
		for kind, mistake := range p.mistakes() {
			err := tx.InTx(t.Context(), func(tx *db.Store) error {
				return errors.Join(tx.StopWaiting(t.Context(), p.campaign, p.role, p.assignment.Volunteer), mistake(t, tx))
			})
			if roster.KindOf(err) != kind {
				t.Errorf("the part: %v, want %q", err, kind)
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

func TestASeatThatThereIsNotEndsTheTransaction(t *testing.T) {
	t.Parallel()
	p := newPiped(t)
	if _, err := p.pool.Exec(t.Context(), "UPDATE roles SET taken = seats"); err != nil {
		t.Fatal(err)
	}
	err := p.store.InTx(t.Context(), func(tx *db.Store) error {
		p.wait(t, tx)
		return tx.Take(t.Context(), p.campaign, p.assignment, roster.Offered, p.note())
	})
	if refusal, ok := errors.AsType[*roster.Error](err); !ok || refusal.Key != "role.full" {
		t.Errorf("a seat of a full role: %v", err)
	}
	if p.waits(t, p.store) {
		t.Error("a part of the transaction is there")
	}
}
