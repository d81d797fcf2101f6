package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
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
