package graph_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestHostileQueriesAreLimitedWithTheFigure(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	for name, query := range map[string]string{
		"a page too long":    `{ volunteers(first: 201) { totalCount } }`,
		"one level too deep": nested(16),
		"1,000 levels":       nested(1_000),
		"101 aliases":        aliases(101),
		"10,000 aliases":     aliases(10_000),
		"fragments doubling": doubling(40),
		"types of types":     "{ __schema { types " + strings.Repeat("{ fields { type ", 4) + "{ name }" + strings.Repeat(" } }", 4) + " } }",
		"too many rows":      `{ campaign { communes { shifts(from: "2026-11-23", to: "2027-01-06") { roles { assignments { events { id at to actor reason } volunteer { name assignments { id events { id } } } } } } } } }`,
	} {
		started := time.Now()
		a := w.ask("department", query, nil)
		if took := time.Since(started); took > 5*time.Second {
			t.Errorf("%s held the server for %s", name, took)
		}
		if diff := cmp.Diff([]string{"LIMITED"}, a.codes()); diff != "" {
			t.Errorf("%s (-want +got):\n%s%+v", name, diff, a.Errors)
			continue
		}
		if !strings.ContainsAny(a.Errors[0].Message, "0123456789") {
			t.Errorf("%s: %q names no figure", name, a.Errors[0].Message)
		}
	}
}

func TestQueriesAtTheLimitsAreAnswered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	for name, query := range map[string]string{
		"a page as long as pages are": `{ volunteers(first: 200) { totalCount } }`,
		"as deep as may be":           nested(15),
		"as many aliases as may be":   aliases(100),
		"what tools ask of a schema": `{ __schema { types { ...T } } } fragment T on __Type { name fields { name args { name type { ...R } } type { ...R } } inputFields { name type { ...R } } }
			fragment R on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } }`,
	} {
		if a := w.ask("department", query, nil); len(a.Errors) > 0 {
			t.Errorf("%s: %+v", name, a.Errors)
		}
	}
}

func TestFragmentsInACircleAreBadInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	a := w.ask("department", `{ campaign { ...A } } fragment A on Campaign { name ...B } fragment B on Campaign { name ...A }`, nil)
	if len(a.Errors) == 0 || a.codes()[0] != "BAD_INPUT" {
		t.Errorf("got %+v", a)
	}
}

func TestBodiesAreBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	long := `{"query": "{ viewer { role } }", "operationName": "` + strings.Repeat("x", 50<<20) + `"}`
	batch := `[{"query": "{ viewer { role } }"}, {"query": "{ viewer { role } }"}]`
	for name, tc := range map[string]struct {
		body   string
		length int64
		status int
		figure string
	}{
		"50 MB announced":     {long, int64(len(long)), http.StatusRequestEntityTooLarge, "1048576"},
		"50 MB by the way":    {long, -1, http.StatusRequestEntityTooLarge, "1048576"},
		"a batch of two":      {batch, int64(len(batch)), http.StatusBadRequest, "1"},
		"a batch in disguise": {" \n" + batch, -1, http.StatusBadRequest, "1"},
	} {
		r := w.request("department", "en", "", nil)
		r.Body, r.ContentLength, r.GetBody = readCloser{strings.NewReader(tc.body)}, tc.length, nil
		recorded := record(w.config, r)
		var a answer
		if err := json.Unmarshal(recorded.Body.Bytes(), &a); err != nil || recorded.Code != tc.status || len(a.Errors) != 1 {
			t.Errorf("%s: %d %s %v", name, recorded.Code, recorded.Body, err)
			continue
		}
		if e := a.Errors[0]; e.Extensions.Code != "LIMITED" || !strings.Contains(e.Message, tc.figure) {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

func TestABodyThatTricklesIsCutOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	// By this clock the body's time is over a moment after it began.
	w.config.Wall = func() time.Time { return time.Now().Add(-14900 * time.Millisecond) }
	w.open()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(w.url, "http://"))
	w.check(err)
	defer conn.Close()
	_, err = fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
	w.check(err)
	w.check(conn.SetReadDeadline(time.Now().Add(10 * time.Second)))
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	w.check(err)
	defer response.Body.Close()
	if response.StatusCode != http.StatusRequestTimeout {
		t.Errorf("got %s", response.Status)
	}
}

func TestATokenThatAsksTooOftenIsHeldUpAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.config.PerSecond = 2
	w.config.Wall = frozen()
	w.open()
	var codes []string
	for range 21 {
		codes = append(codes, w.ask("a", `{ viewer { role } }`, nil).codes()...)
	}
	if diff := cmp.Diff([]string{"LIMITED"}, codes); diff != "" {
		t.Errorf("21 requests at once, 20 allowed (-want +got):\n%s", diff)
	}
	if a := w.ask("b", `{ viewer { role } }`, nil); len(a.Errors) > 0 {
		t.Errorf("another token: %+v", a.Errors)
	}
}

func TestPersistedQueriesAreKnownByTheirHash(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const query = `{ viewer { role } }`
	sum := sha256.Sum256([]byte(query))
	send := func(text string) answer {
		body, err := json.Marshal(map[string]any{"query": text, "extensions": map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": hex.EncodeToString(sum[:])}}})
		w.check(err)
		r := w.request("a", "en", "", nil)
		r.Body, r.ContentLength = readCloser{bytes.NewReader(body)}, int64(len(body))
		response, err := http.DefaultClient.Do(r)
		w.check(err)
		defer response.Body.Close()
		var a answer
		w.check(json.NewDecoder(response.Body).Decode(&a))
		return a
	}
	if a := send(""); len(a.Errors) != 1 || a.Errors[0].Message != "PersistedQueryNotFound" {
		t.Errorf("before it was sent: %+v", a)
	}
	for _, text := range []string{query, ""} {
		if a := send(text); len(a.Errors) > 0 || a.Data["viewer"] == nil {
			t.Errorf("sent %q: %+v", text, a)
		}
	}
}

func TestTheSchemaIsShownToStaffAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	shown := map[string]bool{}
	for _, token := range []string{"department", "a", "commune0", "volunteer0", ""} {
		shown[token] = len(w.ask(token, `{ __schema { queryType { name } } }`, nil).Errors) == 0
	}
	want := map[string]bool{"department": true, "a": true, "commune0": true, "volunteer0": false, "": false}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTokensStopCountingWhenTheyExpire(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.check(w.store.AddToken(t.Context(), auth.Hash("old"), roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign},
		roster.AccessToken{Scopes: roster.TokenScopes(), CreatedAt: morning.AddDate(-1, 0, 0), ExpiresAt: morning.Add(-time.Second)}, false))
	if diff := cmp.Diff([]string{"UNAUTHENTICATED"}, w.ask("old", `{ viewer { role } }`, nil).codes()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// nested asks so many levels deep, at one row each.
func nested(levels int) string {
	const around = 4
	var b strings.Builder
	for i := range levels - around {
		b.WriteString([]string{"assignment { ", "ask { "}[i%2])
	}
	return "{ asks(first: 1) { edges { node { " + b.String() + "id" + strings.Repeat(" }", levels)
}

func aliases(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d: viewer { role } ", i)
	}
	return "{ " + b.String() + "}"
}

// doubling has n fragments of which each spreads the next one twice.
func doubling(n int) string {
	b := strings.Builder{}
	b.WriteString("{ campaign { ...F0 } } ")
	for i := range n {
		fmt.Fprintf(&b, "fragment F%d on Campaign { ...F%d ...F%d } ", i, i+1, i+1)
	}
	fmt.Fprintf(&b, "fragment F%d on Campaign { name }", n)
	return b.String()
}
