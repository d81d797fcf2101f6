package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

// promised is a world at the start of a shift that its first person has said yes to.
func promised(t *testing.T) (*world, roster.Ask, string) {
	t.Helper()
	w := newWorld(t, dbtest.Store(t), 2)
	ask := w.ask(w.shift(2, 1), w.people[0])
	w.post(w.path(ask), roster.Yes, ask)
	w.now = morning.AddDate(0, 0, 2)
	return w, ask, strings.Replace(w.path(ask), "/a/", "/c/", 1)
}

func (w *world) postForm(path string, fields url.Values) reply {
	w.Helper()
	return fetch(w.T, w.site, http.MethodPost, path, fields.Encode())
}

// shownCode is what the point of the campaign shows.
func (w *world) shownCode(role string) string {
	w.Helper()
	seat, err := w.store.Seat(w.Context(), w.campaign, role)
	w.check(err)
	code, _, err := w.dispatcher.PointCode(w.Context(), w.department, seat.Shift.Point, w.now)
	w.check(err)
	return code
}

func TestTheLanguageAskedForStaysFromTheAnswerToTheCheckInAndBack(t *testing.T) {
	t.Parallel()
	w, ask, path := promised(t)
	if got := w.get(w.path(ask) + "?lang=en"); !strings.Contains(got.body, `href="`+path+`?lang=en"`) {
		t.Errorf("to the check-in:\n%s", got.main())
	}
	got := w.get(path + "?lang=en")
	for _, want := range []string{`action="` + path + `?lang=en"`, `href="` + w.path(ask) + `?lang=en"`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %s:\n%s", want, got.main())
		}
	}
}

func TestSomebodyChecksInAndOutWithoutScripts(t *testing.T) {
	t.Parallel()
	w, ask, path := promised(t)
	a, err := w.store.Assignment(t.Context(), w.campaign, ask.Assignment)
	w.check(err)
	if got := w.get(w.path(ask)); !strings.Contains(got.body, `href="`+path+`"`) {
		t.Errorf("no way to the check-in on the answer page:\n%s", got.main())
	}
	if got := w.get(path); got.status != http.StatusOK || !strings.Contains(got.body, "Tôi đã đến") {
		t.Fatalf("the page: %d\n%s", got.status, got.main())
	}
	code := w.shownCode(a.Role)
	in := url.Values{"assignment": {a.ID}, "answer": {"in"}, "code": {code[:3] + " " + code[3:]}}
	if got := w.postForm(path, in); got.status != http.StatusSeeOther {
		t.Fatalf("the check-in: %d\n%s", got.status, got.main())
	}
	if got := w.get(path); !strings.Contains(got.body, "Bạn đã điểm danh") || w.state(ask) != roster.CheckedIn {
		t.Errorf("after the check-in, %s:\n%s", w.state(ask), got.main())
	}
	w.now = w.now.Add(3 * time.Hour)
	if got := w.postForm(path, url.Values{"assignment": {a.ID}, "answer": {"out"}}); got.status != http.StatusSeeOther || w.state(ask) != roster.Completed {
		t.Errorf("the check-out: %d, %s", got.status, w.state(ask))
	}
}

func TestWhatIsWrongWithACheckInIsSaidOnItsPage(t *testing.T) {
	t.Parallel()
	w, ask, path := promised(t)
	own := url.Values{"assignment": {ask.Assignment}, "answer": {"in"}}
	for name, tc := range map[string]struct {
		fields url.Values
		status int
		says   string
	}{
		"no code":          {own, http.StatusBadRequest, "Hãy nhập mã"},
		"a wrong code":     {url.Values{"assignment": own["assignment"], "answer": own["answer"], "code": {"12"}}, http.StatusBadRequest, "Mã không đúng"},
		"a phone far away": {url.Values{"assignment": own["assignment"], "answer": own["answer"], "lat": {"10.8"}, "lon": {"106.7"}}, http.StatusBadRequest, "còn xa điểm hỗ trợ"},
		"leaving at once":  {url.Values{"assignment": own["assignment"], "answer": {"out"}}, http.StatusConflict, "chưa điểm danh"},
		"no button":        {url.Values{"assignment": own["assignment"]}, http.StatusBadRequest, "Không đọc được"},
		"no such shift":    {url.Values{"assignment": {newID(t)}, "answer": {"in"}}, http.StatusNotFound, "Không tìm thấy"},
	} {
		if got := w.postForm(path, tc.fields); got.status != tc.status || !strings.Contains(got.body, tc.says) {
			t.Errorf("%s: %d, no %q in\n%s", name, got.status, tc.says, got.main())
		}
	}
	if got := w.state(ask); got != roster.Confirmed {
		t.Errorf("the assignment is %s", got)
	}
}

func TestCodesAreNotGuessed(t *testing.T) {
	t.Parallel()
	w, ask, path := promised(t)
	guess := url.Values{"assignment": {ask.Assignment}, "answer": {"in"}, "code": {"1"}}
	tries := 0
	for tries < 50 && w.postForm(path, guess).status == http.StatusBadRequest {
		tries++
	}
	if got := w.postForm(path, guess); got.status != http.StatusTooManyRequests || tries > 10 {
		t.Errorf("after %d guesses: %d", tries, got.status)
	}
}

func TestACheckInPageIsSmallAndShowsBothLanguages(t *testing.T) {
	t.Parallel()
	w, _, path := promised(t)
	const most = 10_000
	for lang, says := range map[string]string{"vi": "Tôi đã đến", "en": "I am here"} {
		got := w.get(path + "?lang=" + lang)
		if !strings.Contains(got.body, says) || len(got.body) > most {
			t.Errorf("%s: %d bytes\n%s", lang, len(got.body), got.main())
		}
	}
	if got := w.get("/c/half-a-link"); got.status != http.StatusNotFound {
		t.Errorf("half a link: %d", got.status)
	}
}
