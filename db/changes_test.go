package db_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

// A reader who goes on from the last place that it has seen, while many transactions write and
// commit in whatever order, reads each change once.
func TestChangesAreReadInTheOrderInWhichTheyAreSeen(t *testing.T) {
	t.Parallel()
	const writers, each = 8, 40
	store := dbtest.CloneStore(t)
	f := found(t, store)
	shift, role := shiftAt(t, f.Points[0], time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC))
	group, ctx := errgroup.WithContext(t.Context())
	for range writers {
		group.Go(func() error { return writeShifts(ctx, store, f.Campaign.ID, shift, role, each) })
	}
	var seen []db.Notice
	for deadline := time.Now().Add(time.Minute); len(seen) < writers*each && time.Now().Before(deadline); {
		last := int64(0)
		if n := len(seen); n > 0 {
			last = seen[n-1].Position
		}
		more, err := store.ChangesAfter(ctx, f.Campaign.ID, last, 1000)
		if err != nil {
			t.Fatal(err)
		}
		seen = append(seen, more...)
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	all, err := store.ChangesAfter(t.Context(), f.Campaign.ID, 0, 2*writers*each)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(all, seen) || len(all) != writers*each {
		t.Errorf("%d changes were read while they were made, %d of %d are there", len(seen), len(all), writers*each)
	}
}

// The place of a change is drawn and seen as one: a transaction that commits between waits.
func TestACommitWaitsForThePlaceBeforeItsOwn(t *testing.T) {
	t.Parallel()
	pool := dbtest.Pool(t)
	store, err := db.New(pool)
	if err != nil {
		t.Fatal(err)
	}
	f := found(t, store)
	shift, role := shiftAt(t, f.Points[0], time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC))
	tx, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(context.WithoutCancel(t.Context())) //nolint:errcheck // it has ended already where all went well
	first, err := db.WithTx(tx)
	if err != nil {
		t.Fatal(err)
	}
	if err := writeShifts(t.Context(), first, f.Campaign.ID, shift, role, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), "SET CONSTRAINTS ALL IMMEDIATE"); err != nil { // as if in the middle of its commit
		t.Fatal(err)
	}
	second := make(chan error, 1)
	go func() { second <- writeShifts(t.Context(), store, f.Campaign.ID, shift, role, 1) }()
	const waiting = `SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database d ON d.oid = database
		WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted)`
	for waits := false; !waits; {
		if err := pool.QueryRow(t.Context(), waiting).Scan(&waits); err != nil {
			t.Fatal(err)
		}
		if last, err := store.LastChange(t.Context(), f.Campaign.ID); err != nil || last != 0 {
			t.Fatalf("place %d is seen before the one below it: %v", last, err)
		}
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-second; err != nil {
		t.Fatal(err)
	}
	if n, err := store.CountChangesAfter(t.Context(), f.Campaign.ID, 0, 10); err != nil || n != 2 {
		t.Errorf("%d changes are there, want 2: %v", n, err)
	}
}

// writeShifts adds so many shifts like one, each in a transaction of its own that goes on a while after
// it.
func writeShifts(ctx context.Context, store *db.Store, campaign string, like roster.Shift, role roster.Role, n int) error {
	for range n {
		shiftID, err := db.NewID()
		if err != nil {
			return err
		}
		roleID, err := db.NewID()
		if err != nil {
			return err
		}
		like.ID, role.ID, role.Shift = shiftID, roleID, shiftID
		err = store.InTx(ctx, func(tx *db.Store) error {
			if err := tx.AddShifts(ctx, campaign, []roster.Shift{like}, []roster.Role{role}); err != nil {
				return err
			}
			return tx.Ping(ctx)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
