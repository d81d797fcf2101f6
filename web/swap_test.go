package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestAColleagueIsAskedOnTheAnswerPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 2)
	ask := w.ask(w.shift(2, 1), w.people[0])
	path := w.path(ask)
	w.post(path, roster.Yes, ask)
	if got := w.get(path); !strings.Contains(got.body, `action="`+path+`/swap"`) {
		t.Fatalf("no way to ask a colleague:\n%s", got.main())
	}
	wrong := w.postForm(path+"/swap?lang=en", url.Values{"ask": {ask.ID}, "colleague": {"nobody"}})
	for _, want := range []string{"Nobody of your organisation has this number.", `value="nobody"`, `aria-invalid="true"`, `action="` + path + `/swap?lang=en"`} {
		if wrong.status != http.StatusBadRequest || !strings.Contains(wrong.body, want) {
			t.Errorf("a stranger: %d, without %s\n%s", wrong.status, want, wrong.main())
		}
	}
	got := w.postForm(path+"/swap", url.Values{"ask": {ask.ID}, "colleague": {strings.ToLower(w.people[1].ExternalID)}})
	if got.status != http.StatusSeeOther || got.header.Get("Location") != toCard(path, ask.ID) {
		t.Fatalf("the colleague: %d to %q\n%s", got.status, got.header.Get("Location"), got.main())
	}
	if got := w.get(path); !strings.Contains(got.body, "ca này vẫn là của bạn") || strings.Contains(got.body, "/swap") {
		t.Errorf("while the colleague thinks:\n%s", got.main())
	}
}
