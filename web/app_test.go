package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// bundle finds the app's script in its page: its name changes with its content.
func bundle(t *testing.T, page string) string {
	t.Helper()
	found := regexp.MustCompile(`src="(/assets/[^"]+\.js)"`).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("no script in\n%s", page)
	}
	return found[1]
}

func TestTheAppIsServedWholeFromMemory(t *testing.T) {
	t.Parallel()
	site := serve(t, bare(t))
	page := fetch(t, site, http.MethodGet, "/", "")
	const forever, ask = "public, max-age=31536000, immutable", "no-cache"
	cases := map[string]struct {
		method, path, kind, cache string
		status                    int
	}{
		"the app":               {http.MethodGet, "/", "text/html; charset=utf-8", ask, http.StatusOK},
		"an address of its own": {http.MethodGet, "/communes/00004", "text/html; charset=utf-8", ask, http.StatusOK},
		"its head alone":        {http.MethodHead, "/", "text/html; charset=utf-8", ask, http.StatusOK},
		"its script":            {http.MethodGet, bundle(t, page.body), "text/javascript; charset=utf-8", forever, http.StatusOK},
		"its icon":              {http.MethodGet, "/icon.svg", "image/svg+xml", ask, http.StatusOK},
		"a script of last week": {http.MethodGet, "/assets/index-OLD.js", "text/plain; charset=utf-8", "", http.StatusNotFound},
		"a file that isn't":     {http.MethodGet, "/robots.txt", "text/plain; charset=utf-8", "", http.StatusNotFound},
		"a way out":             {http.MethodGet, "/assets/..%2f..%2fapp.go", "text/plain; charset=utf-8", "", http.StatusNotFound},
		"a change":              {http.MethodPost, "/", "", "", http.StatusMethodNotAllowed},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := fetch(t, site, c.method, c.path, "")
			if got.status != c.status {
				t.Errorf("status %d, want %d", got.status, c.status)
			}
			heads := []string{got.header.Get("Content-Type"), got.header.Get("Cache-Control"), got.header.Get("X-Content-Type-Options")}
			if diff := cmp.Diff([]string{c.kind, c.cache, "nosniff"}, heads); diff != "" {
				t.Errorf("headers mismatch (-want +got):\n%s", diff)
			}
		})
	}
	policy := page.header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
}

func TestTheAppIsPackedForThoseWhoUnpack(t *testing.T) {
	t.Parallel()
	site := serve(t, bare(t))
	script := bundle(t, fetch(t, site, http.MethodGet, "/", "").body)
	plain := fetch(t, site, http.MethodGet, script, "", "Accept-Encoding", "identity")
	for accept, packed := range map[string]bool{"gzip, br": true, "br;q=1, gzip;q=0.5": true, "gzip;q=0": false, "br": false, "": false} {
		got := fetch(t, site, http.MethodGet, script, "", "Accept-Encoding", accept)
		if is := got.header.Get("Content-Encoding") == "gzip"; is != packed || got.header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: packed %v, want %v", accept, is, packed)
			continue
		}
		body := got.body
		if packed {
			body = unzip(t, body)
		}
		if body != plain.body {
			t.Errorf("%q: another content, %d bytes for %d", accept, len(body), len(plain.body))
		}
	}
}

func unzip(t *testing.T, packed string) string {
	t.Helper()
	r, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestWhatTheBrowserHasIsNotSentAgain(t *testing.T) {
	t.Parallel()
	site := serve(t, bare(t))
	tag := fetch(t, site, http.MethodGet, "/", "").header.Get("ETag")
	if got := fetch(t, site, http.MethodGet, "/", "", "If-None-Match", `"other", `+tag); got.status != http.StatusNotModified || got.body != "" {
		t.Errorf("with the tag: %d, %d bytes", got.status, len(got.body))
	}
	if got := fetch(t, site, http.MethodGet, "/", "", "If-None-Match", `W/"other"`); got.status != http.StatusOK {
		t.Errorf("with another tag: %d", got.status)
	}
}
