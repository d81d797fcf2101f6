package web_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestATokenThatIsNotWholeLeadsToAKindPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.CloneStore(t), 1)
	path := w.path(w.ask(w.shift(2, 1), w.people[0]))
	cases := map[string]string{
		"cut by one character":       path[:len(path)-1],
		"cut to nothing":             "/a/",
		"without a slash":            "/a/x/y",
		"longer by one character":    path + "A",
		"another signature":          path[:len(path)-4] + "AAAA",
		"another page":               "/a/AAAAAAAAAAAAAAAAAAAAAAAA",
		"signed, of no ask":          strings.TrimPrefix(w.links.URL("AAAAAAAAAAA"), public),
		"characters of no alphabet":  "/a/%C4%90%00%2F..%2F",
		"something far too long":     "/a/" + strings.Repeat("A", 2000),
		"a script for whoever reads": "/a/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
	}
	for name, path := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				for lang, want := range map[string]string{"": "Hãy mở lại từ tin nhắn", "?lang=en": "Open it again from the text"} {
					got := fetch(t, w.site, method, path+lang, "answer=yes&ask=x")
					if got.status != http.StatusNotFound || !strings.Contains(got.body, want) || strings.Contains(got.body, "<script") {
						t.Errorf("%s %s: %d\n%s", method, lang, got.status, got.main())
					}
				}
			}
		})
	}
}

func TestAFormThatIsNotTheButtonsChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.CloneStore(t), 2)
	ask := w.ask(w.shift(2, 1), w.people[0])
	foreign := w.ask(w.shift(3, 1), w.people[1])
	cases := map[string]struct {
		body    string
		headers []string
		status  int
	}{
		"nothing at all":         {status: http.StatusBadRequest},
		"no answer":              {body: "ask=" + ask.ID, status: http.StatusBadRequest},
		"an unknown answer":      {body: "answer=maybe&ask=" + ask.ID, status: http.StatusBadRequest},
		"no ask":                 {body: "answer=yes", status: http.StatusBadRequest},
		"not a form":             {body: "answer=%zz&ask=" + ask.ID, status: http.StatusBadRequest},
		"too large":              {body: form(roster.Yes, ask).Encode() + "&x=" + strings.Repeat("x", 20_000), status: http.StatusBadRequest},
		"an ask of another page": {body: form(roster.Yes, ask, foreign).Encode(), status: http.StatusNotFound},
		"from another site":      {body: form(roster.Yes, ask).Encode(), headers: []string{"Sec-Fetch-Site", "cross-site"}, status: http.StatusForbidden},
		"from a sister site":     {body: form(roster.Yes, ask).Encode(), headers: []string{"Sec-Fetch-Site", "same-site"}, status: http.StatusForbidden},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := fetch(t, w.site, http.MethodPost, w.path(ask), c.body, c.headers...); got.status != c.status || !strings.Contains(got.body, "<h1>") {
				t.Errorf("%d, want %d\n%s", got.status, c.status, got.main())
			}
			if got := w.state(ask); got != roster.Offered {
				t.Errorf("the assignment is %s", got)
			}
		})
	}
}

func TestWhoeverAnswersAllTheTimeIsToldToWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.Store(t), 2)
	role := w.shift(2, 2)
	busy, calm := w.ask(role, w.people[0]), w.ask(role, w.people[1])
	const burst = 60 // the clock on the wall stands still
	for range burst {
		if got := w.post(w.path(busy), roster.Yes, busy); got.status != http.StatusSeeOther {
			t.Fatalf("%d\n%s", got.status, got.main())
		}
	}
	if got := w.post(w.path(busy), roster.No, busy); got.status != http.StatusTooManyRequests || got.header.Get("Retry-After") == "" {
		t.Errorf("%d, retry after %q", got.status, got.header.Get("Retry-After"))
	}
	if got := w.post(w.path(calm), roster.Yes, calm); got.status != http.StatusSeeOther {
		t.Errorf("somebody else's page: %d", got.status)
	}
}

func TestAnAddressThatAsksAllTheTimeIsToldToWait(t *testing.T) {
	t.Parallel()
	site := serve(t, bare(t))
	const burst = 500
	counts := map[int]int{}
	for range burst + 3 {
		counts[fetch(t, site, http.MethodGet, "/a/", "").status]++
	}
	if diff := cmp.Diff(map[int]int{http.StatusNotFound: burst, http.StatusTooManyRequests: 3}, counts); diff != "" {
		t.Errorf("statuses mismatch (-want +got):\n%s", diff)
	}
}

func TestPagesOfTokensAreKeptNowhereAndLoadNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, dbtest.CloneStore(t), 1)
	ask := w.ask(w.shift(2, 1), w.people[0])
	cases := map[string]struct{ method, path string }{
		"a question":     {http.MethodGet, w.path(ask)},
		"a broken token": {http.MethodGet, "/a/x"},
		"a broken form":  {http.MethodPost, w.path(ask)},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := fetch(t, w.site, c.method, c.path, "")
			want := map[string]string{
				"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
				"X-Robots-Tag": "noindex, nofollow", "X-Content-Type-Options": "nosniff", "Set-Cookie": "",
			}
			for name, value := range want {
				if diff := cmp.Diff(value, got.header.Get(name)); diff != "" {
					t.Errorf("%s mismatch (-want +got):\n%s", name, diff)
				}
			}
			checkPolicy(t, got)
		})
	}
}

// checkPolicy holds a page to: no script, nothing loaded, the one style that it carries.
func checkPolicy(t *testing.T, got reply) {
	t.Helper()
	policy := got.header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "style-src 'sha256-"} {
		if !strings.Contains(policy, want) {
			t.Errorf("no %q in the policy %q", want, policy)
		}
	}
	if strings.Contains(policy, "script-src") || strings.Contains(policy, "unsafe") || strings.Contains(got.body, "<script") {
		t.Errorf("scripts: %q", policy)
	}
	_, style, _ := strings.Cut(got.body, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	if !strings.Contains(policy, base64.StdEncoding.EncodeToString(sum[:])) {
		t.Errorf("the policy %q refuses the page's own style", policy)
	}
}

func TestWhatFailsIsShownKindlyAndLoggedWithoutTokens(t *testing.T) {
	t.Parallel()
	pool := dbtest.Pool(t)
	store, err := db.New(pool)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, store, 1)
	ask := w.ask(w.shift(2, 1), w.people[0])
	pool.Close()
	got := w.post(w.path(ask), roster.Yes, ask)
	if got.status != http.StatusInternalServerError || !strings.Contains(got.body, "Vui lòng thử lại") {
		t.Errorf("%d\n%s", got.status, got.main())
	}
	log := w.log.String()
	for _, secret := range []string{strings.TrimPrefix(w.path(ask), "/a/"), string(w.people[0].Phone)} {
		if strings.Contains(log, secret) {
			t.Errorf("%q is in the log:\n%s", secret, log)
		}
	}
	if !strings.Contains(log, "/a/…") {
		t.Errorf("nothing in the log:\n%s", log)
	}
}

func TestAPanicIsAPage(t *testing.T) {
	t.Parallel()
	config := bare(t)
	config.GraphQL = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("lost") })
	site := serve(t, config)
	got := fetch(t, site, http.MethodPost, "/graphql", "")
	if got.status != http.StatusInternalServerError || !strings.Contains(got.body, "<h1>") || strings.Contains(got.body, "lost") {
		t.Errorf("%d\n%s", got.status, got.main())
	}
}

func TestAStreamIsFlushedThroughTheLog(t *testing.T) {
	t.Parallel()
	config := bare(t)
	config.GraphQL = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.(http.Flusher).Flush() })
	handler := handlerOf(t, config)
	recorded := httptest.NewRecorder()
	handler.ServeHTTP(recorded, httptest.NewRequest(http.MethodPost, "/graphql", nil))
	if !recorded.Flushed {
		t.Error("what was flushed has stayed here")
	}
}
