package web_test

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestWhoeverHasAnsweredMayChooseAnotherSeat(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.CloneStore(t), 2)
	other := w.shift(3, 1)
	ask := w.ask(w.shift(2, 1), w.people[0])
	path := w.path(ask)
	if got := w.get(path); strings.Contains(got.body, "/option") {
		t.Errorf("before the answer:\n%s", got.main())
	}
	w.post(path, roster.No, ask)
	for lang, want := range map[string]string{"vi": "Nơi khác vẫn đang cần người", "en": "Others still need a hand"} {
		if got := w.get(path + "?lang=" + lang); !strings.Contains(got.body, want) || !strings.Contains(got.body, other) {
			t.Errorf("%s, after the no:\n%s", lang, got.main())
		}
	}
	form := url.Values{"role": {other}}
	if got := w.postForm(path+"/option?lang=en", form); got.status != http.StatusSeeOther || !strings.HasPrefix(got.header.Get("Location"), toCard(path+"?lang=en", "")) {
		t.Fatalf("chosen: %d to %q\n%s", got.status, got.header.Get("Location"), got.main())
	}
	if got := w.get(path); !strings.Contains(got.body, "Bạn đã nhận ca này") || strings.Contains(got.body, "/option") {
		t.Errorf("afterwards:\n%s", got.main())
	}
	got := w.postForm(path+"/option", form)
	if got.status != http.StatusConflict || !strings.Contains(got.body, "Chỗ này vừa có người khác nhận") || strings.Contains(got.body, "/option/option") {
		t.Errorf("chosen once more: %d\n%s", got.status, got.main())
	}
}

func TestAChoiceIsRefusedWithoutASeatOrALink(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ link, role string }{
		"no such seat": {"", "00000000-0000-0000-0000-000000000000"},
		"not an id":    {"", "x"},
		"forged link":  {"/a/AAAAAAAAAAAAAAAAAAAAAAAA", "00000000-0000-0000-0000-000000000000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, dbtest.Store(t), 1)
			page := cmp.Or(c.link, w.path(w.ask(w.shift(2, 1), w.people[0])))
			if got := w.postForm(page+"/option", url.Values{"role": {c.role}}); got.status != http.StatusNotFound {
				t.Errorf("%d, want 404\n%s", got.status, got.main())
			}
		})
	}
}

func TestAPageWithAllItsOptionsStaysSmall(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 1)
	asks := w.week(5)
	for day := range 5 {
		w.shift(3+day, 1)
	}
	for _, ask := range asks {
		w.post(w.path(ask), roster.No, ask)
	}
	const most, shown = 10_000, 4
	got := w.get(w.path(asks[0]))
	if n := strings.Count(got.body, `name="role"`); n != shown || len(got.body) > most {
		t.Errorf("%d options and %d bytes, want %d and at most %d", n, len(got.body), shown, most)
	}
}
