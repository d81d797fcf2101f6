package invent_test

import (
	"errors"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestLoadStoresTheWholeCampaignOrNothing(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	o := options()
	o.People, o.Days = 60, 8
	seed := build(t, o)
	now := time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	refused := errors.New("refused")
	if err := seed.Load(t.Context(), store, now, func(*db.Store) error { return refused }); !errors.Is(err, refused) {
		t.Fatalf("got %v, want %v", err, refused)
	}
	if _, err := store.Campaign(t.Context(), seed.Campaign.ID); roster.KindOf(err) != roster.NotFound {
		t.Errorf("after a refusal the campaign is there: %v", err)
	}
	if err := seed.Load(t.Context(), store, now, func(*db.Store) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Campaign(t.Context(), seed.Campaign.ID); err != nil {
		t.Error(err)
	}
}
