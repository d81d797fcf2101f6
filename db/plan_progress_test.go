package db_test

import (
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestARunGoesOnUntilItIsCancelled(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	campaign, began := found(t, store).Campaign.ID, time.Date(2026, 11, 25, 2, 0, 0, 0, time.UTC)
	run := running(t, store, campaign, began)
	goesOn := func() bool {
		on, err := store.PlanProgress(t.Context(), campaign, run, 1, 2, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		return on
	}
	if !goesOn() {
		t.Error("ended before anybody cancelled it")
	}
	if err := store.CancelPlan(t.Context(), campaign, run, began); err != nil {
		t.Fatal(err)
	}
	if goesOn() {
		t.Error("goes on after it was cancelled")
	}
	if err := store.FinishPlan(t.Context(), campaign, roster.PlanRun{ID: run, Value: 3, Bound: 4}, nil, nil, nil); err != nil {
		t.Fatal(err)
	}
	if got, err := store.Plan(t.Context(), campaign, run); err != nil || got.State != roster.PlanDraft || got.Value != 3 || got.Bound != 4 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestRunsThatNeverEndedCountAsFailed(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	campaign, now := found(t, store).Campaign.ID, time.Date(2026, 11, 25, 2, 0, 0, 0, time.UTC)
	dead, alive := running(t, store, campaign, now.Add(-time.Hour)), running(t, store, campaign, now)
	if n, err := store.FailStalePlans(t.Context(), campaign, now.Add(-10*time.Minute)); err != nil || n != 1 {
		t.Errorf("%d marked, %v", n, err)
	}
	for id, want := range map[string]roster.PlanState{dead: roster.PlanFailed, alive: roster.PlanRunning} {
		if got, err := store.Plan(t.Context(), campaign, id); err != nil || got.State != want {
			t.Errorf("got %s, %v, want %s", got.State, err, want)
		}
	}
}

func running(t *testing.T, store *db.Store, campaign string, began time.Time) string {
	t.Helper()
	run := roster.PlanRun{ID: newID(t), StartedAt: began, From: roster.DateOf(began, time.UTC), To: roster.DateOf(began, time.UTC)}
	if err := store.BeginPlan(t.Context(), campaign, run); err != nil {
		t.Fatal(err)
	}
	return run.ID
}
