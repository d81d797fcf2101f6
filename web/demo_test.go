package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/web"
)

// echo answers with the path that it sees.
var echo = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Method, " ", r.URL.Path) })

func demoSite(t *testing.T) *httptest.Server {
	t.Helper()
	config := bare(t)
	config.Demo = &web.Demo{
		Playground: echo, Phones: echo, Clock: echo,
		Names: func(context.Context) (map[string]string, error) {
			return map[string]string{"+84912300000": "Nguyễn Văn A"}, nil
		},
		SignIns: []web.SignIn{{Role: "department", Name: "Sở", Token: "demo-department"}},
	}
	return serve(t, config)
}

func TestTheDemosAddressesLeadWhereTheySay(t *testing.T) {
	t.Parallel()
	site := demoSite(t)
	cases := []struct{ method, path, want string }{
		{http.MethodGet, "/graphiql", "GET /graphiql"},
		{http.MethodGet, "/demo/sign-ins", `[{"role":"department","name":"Sở","token":"demo-department"}]`},
		{http.MethodGet, "/demo/names.json", `{"+84912300000":"Nguyễn Văn A"}`},
		{http.MethodGet, "/demo/phones.json", "GET /"},
		{http.MethodGet, "/demo/phones/+84912300000/messages", "GET /+84912300000/messages"},
		{http.MethodPost, "/demo/phones/+84912300000/messages", "POST /+84912300000/messages"},
		{http.MethodGet, "/demo/clock", "GET /demo/clock"},
		{http.MethodPost, "/demo/clock", "POST /demo/clock"},
	}
	for _, c := range cases {
		t.Run(c.method+c.path, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, strings.TrimSpace(fetch(t, site, c.method, c.path, "").body)); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheDemosAddressesAreNowhereElse(t *testing.T) {
	t.Parallel()
	site := serve(t, bare(t))
	for _, path := range []string{
		"/graphiql", "/demo/sign-ins", "/demo/names.json", "/demo/phones", "/demo/phones.json", "/demo/phones/+84912300000/messages", "/demo/clock", "/demo/static/phones.js",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			for _, method := range []string{http.MethodGet, http.MethodPost} {
				if got := fetch(t, site, method, path, ""); got.status != http.StatusNotFound {
					t.Errorf("%s: %d", method, got.status)
				}
			}
		})
	}
}

func TestNoOtherSitePlaysWithThePhonesOrTheClock(t *testing.T) {
	t.Parallel()
	site := demoSite(t)
	for _, path := range []string{"/demo/clock", "/demo/phones/+84912300000/messages"} {
		if got := fetch(t, site, http.MethodPost, path, "{}", "Sec-Fetch-Site", "cross-site"); got.status != http.StatusForbidden {
			t.Errorf("%s: %d", path, got.status)
		}
	}
}

func TestThePhonesPageMayLoadItsOwnFilesAndNothingElse(t *testing.T) {
	t.Parallel()
	site := demoSite(t)
	for lang, title := range map[string]string{"vi": "Điện thoại của bản thử", "en": "The demo&#39;s phones"} {
		page := fetch(t, site, http.MethodGet, "/demo/phones?lang="+lang, "")
		if page.status != http.StatusOK || !strings.Contains(page.body, "<h1>"+title+"</h1>") || strings.Contains(page.body, "phones.") != strings.Contains(page.body, "/static/phones.") {
			t.Errorf("%s: %d\n%s", lang, page.status, page.body)
		}
		policy := page.header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self'", "connect-src 'self'", "' 'self'; script-src"} {
			if !strings.Contains(policy, want) {
				t.Errorf("no %q in the policy %q", want, policy)
			}
		}
	}
	for path, kind := range map[string]string{"/demo/static/phones.js": "text/javascript", "/demo/static/phones.css": "text/css"} {
		if got := fetch(t, site, http.MethodGet, path, ""); got.status != http.StatusOK || !strings.HasPrefix(got.header.Get("Content-Type"), kind) {
			t.Errorf("%s: %d %s", path, got.status, got.header.Get("Content-Type"))
		}
	}
}

func TestHealthAndReadiness(t *testing.T) {
	t.Parallel()
	well, ill := bare(t), bare(t)
	ill.Ready = func(context.Context) error { return errors.New("the schema is old") }
	cases := map[string]struct {
		config web.Config
		path   string
		status int
	}{
		"lives":          {well, "/healthz", http.StatusNoContent},
		"is fit":         {well, "/readyz", http.StatusNoContent},
		"lives, not fit": {ill, "/healthz", http.StatusNoContent},
		"is not fit":     {ill, "/readyz", http.StatusServiceUnavailable},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := fetch(t, serve(t, c.config), http.MethodGet, c.path, ""); got.status != c.status || got.body != "" {
				t.Errorf("%d %q, want %d", got.status, got.body, c.status)
			}
		})
	}
}
