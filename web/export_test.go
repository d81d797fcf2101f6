package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestACalendarIsSubscribedToByItsLinkAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 1)
	path := strings.TrimPrefix(w.links.CalendarURL(w.campaign, w.people[0].ID), public)
	got := w.get(path)
	if got.status != http.StatusOK || !strings.HasPrefix(got.header.Get("Content-Type"), "text/calendar") || !strings.HasPrefix(got.body, "BEGIN:VCALENDAR") {
		t.Errorf("%d %s\n%s", got.status, got.header.Get("Content-Type"), got.body)
	}
	flipped := strings.Replace(path, path[len(path)-8:len(path)-4], "AAAA", 1)
	for _, forged := range []string{flipped, strings.TrimSuffix(path, ".ics"), "/cal/x.ics", "/export/volunteers.csv"} {
		if got := w.get(forged); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", forged, got.status)
		}
	}
}

func TestATableOfPeopleNeedsATokenForPeople(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, tc := range []struct {
		scope               roster.TokenScope
		volunteers, results int
	}{
		{roster.TokenRead, http.StatusForbidden, http.StatusOK},
		{roster.TokenPeople, http.StatusOK, http.StatusForbidden},
		{roster.TokenAdmin, http.StatusForbidden, http.StatusForbidden},
	} {
		token := roster.AccessToken{Scopes: []roster.TokenScope{tc.scope}, CreatedAt: d.wall, ExpiresAt: d.wall.AddDate(0, 0, 1)}
		d.check(d.store.AddToken(t.Context(), auth.Hash(string(tc.scope)), d.department, token, false))
		for file, want := range map[string]int{"volunteers.csv": tc.volunteers, "results.csv": tc.results} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.site.URL+"/export/"+file, http.NoBody)
			d.check(err)
			r.Header.Set("Authorization", "Bearer "+string(tc.scope))
			response, err := d.browser.Do(r)
			d.check(err)
			d.check(response.Body.Close())
			if response.StatusCode != want {
				t.Errorf("%s with a token for %s: %d, want %d", file, tc.scope, response.StatusCode, want)
			}
		}
	}
}
