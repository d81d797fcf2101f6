package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestACancellationIsAcknowledgedOnThePage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 2)
	ask := w.ask(w.shift(2, 1), w.people[0])
	path := w.path(ask)
	w.post(path, roster.Yes, ask)
	a, err := w.store.Assignment(t.Context(), w.campaign, ask.Assignment)
	w.check(err)
	_, err = w.dispatcher.CancelShift(t.Context(), w.department, a.Shift, 0, "mất điện", w.now)
	w.check(err)
	if got := w.get(path); !strings.Contains(got.body, "Ca này đã bị hủy") || !strings.Contains(got.body, `action="`+path+`/seen"`) {
		t.Fatalf("the page:\n%s", got.main())
	}
	if got := w.postForm(path+"/seen", url.Values{"ask": {ask.ID}}); got.status != http.StatusSeeOther || got.header.Get("Location") != toCard(path, ask.ID) {
		t.Fatalf("acknowledged: %d to %q", got.status, got.header.Get("Location"))
	}
	if got := w.get(path); !strings.Contains(got.body, "Ca này đã bị hủy") || strings.Contains(got.body, "/seen") {
		t.Errorf("afterwards:\n%s", got.main())
	}
}

func TestTheOtherLanguageOfARefusalLeadsToThePage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 2)
	path := w.path(w.ask(w.shift(2, 1), w.people[0]))
	for _, form := range []string{"/seen", "/swap", "/option"} {
		got := w.postForm(path+form, url.Values{})
		if got.status < http.StatusBadRequest || !strings.Contains(got.body, `href="`+path+`?lang=en"`) || strings.Contains(got.body, path+form) {
			t.Errorf("%s: %d\n%s", form, got.status, got.body)
		}
	}
}
