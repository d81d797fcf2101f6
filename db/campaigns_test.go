package db_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

// smallFounding is a campaign of two communes; the ids are its own.
func smallFounding(t *testing.T) db.Founding {
	t.Helper()
	ids := make([]string, 4)
	for i := range ids {
		id, err := db.NewID()
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = id
	}
	return db.Founding{
		Campaign: roster.Campaign{
			ID: ids[0], Name: "Chiến dịch thử", TimeZone: "Asia/Ho_Chi_Minh",
			StartsOn: roster.Date{Year: 2026, Month: 11, Day: 23}, EndsOn: roster.Date{Year: 2027, Month: 1, Day: 6},
		},
		Communes: []roster.Commune{
			{Code: "00004", Name: "Ba Đình", NameEN: "Ba Dinh", Kind: roster.Ward, Lat: 21.0385, Lon: 105.8381, Population: 65023},
			{Code: "09988", Name: "Hòa Lạc", NameEN: "Hoa Lac", Kind: roster.RuralCommune, Lat: 21.01, Lon: 105.5, Population: 23000},
		},
		Points: []roster.Point{
			{ID: ids[1], Commune: "00004", Kind: roster.Desk, Name: "Bộ phận Một cửa"},
			{ID: ids[2], Commune: "09988", Kind: roster.Desk, Name: "Bộ phận Một cửa"},
		},
		Organisations: []roster.Organisation{{ID: ids[3], Kind: roster.University, Name: "Đại học Bách khoa Hà Nội", Short: "HUST"}},
		Skills:        []roster.Skill{{Code: "it", NameVI: "Công nghệ thông tin", NameEN: "Information technology"}},
	}
}

func found(t *testing.T, store *db.Store) db.Founding {
	t.Helper()
	f := smallFounding(t)
	if err := store.CreateCampaign(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCreateCampaignStoresWhatCampaignReads(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	want := found(t, store).Campaign
	got, err := store.Campaign(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	all, err := store.Campaigns(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]roster.Campaign{want}, all); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestCampaignsShareTheCommunes(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	first, second := found(t, store), found(t, store)
	all, err := store.Campaigns(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || first.Campaign.ID == second.Campaign.ID {
		t.Errorf("%d campaigns, want 2", len(all))
	}
}

func TestCreateCampaignLeavesNothingWhenAPartIsRefused(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	f := smallFounding(t)
	f.Points = append(f.Points, roster.Point{ID: f.Campaign.ID, Commune: "09988", Kind: roster.Desk, Name: "second desk"})
	if err := store.CreateCampaign(t.Context(), f); err == nil {
		t.Fatal("a commune with two desks was stored")
	}
	_, err := store.Campaign(t.Context(), f.Campaign.ID)
	if kind := roster.KindOf(err); kind != roster.NotFound {
		t.Errorf("after a refusal the campaign is %q, want %q", kind, roster.NotFound)
	}
}

func TestCampaignThatIsNotThereIsNotFound(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"01990000-0000-7000-8000-000000000000", "no identity"} {
		store := dbtest.Store(t)
		_, err := store.Campaign(t.Context(), id)
		if kind := roster.KindOf(err); kind != roster.NotFound {
			t.Errorf("campaign %q: %v, want %q", id, err, roster.NotFound)
		}
	}
}

func TestRealCampaignsAreThoseWithoutADemoSignIn(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	found(t, store)
	n, err := store.RealCampaigns(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n != 1 {
		t.Errorf("%d real campaigns, want 1", n)
	}
}

func TestReadyTellsAFitDatabaseAndItsClock(t *testing.T) {
	t.Parallel()
	store := dbtest.Store(t)
	if err := store.Ready(t.Context()); err != nil {
		t.Error(err)
	}
	now, err := store.Clock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if off := time.Since(now).Abs(); off > time.Minute {
		t.Errorf("the database's clock is %v off", off)
	}
}
