package graph_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/roster"
)

// signIn gives somebody of the department the cookie of a session.
func (w *world) signIn(cookie string) {
	w.Helper()
	now := w.config.Wall()
	m := roster.StaffMember{ID: w.id(), Campaign: w.campaign, Name: "Bình", Phone: "+84912000001", Lang: "vi", Role: roster.AsDepartment, CreatedAt: now}
	w.check(w.store.AddStaff(w.Context(), m))
	w.check(w.store.AddSession(w.Context(), auth.Hash(cookie), m, roster.Session{ID: w.id(), CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(time.Hour)}))
}

// asks sends a body with a cookie or a token.
func (w *world) asks(credential string, body map[string]any) answer {
	w.Helper()
	r, err := http.NewRequestWithContext(w.Context(), http.MethodPost, w.url, strings.NewReader(string(w.json(body))))
	w.check(err)
	r.Header.Set("Content-Type", "application/json")
	if cookie, ok := strings.CutPrefix(credential, "Cookie "); ok {
		r.AddCookie(&http.Cookie{Name: "tiepsuc", Value: cookie})
	} else {
		r.Header.Set("Authorization", credential)
	}
	response, err := http.DefaultClient.Do(r)
	w.check(err)
	defer response.Body.Close()
	var a answer
	w.check(json.NewDecoder(response.Body).Decode(&a))
	return a
}

// appOperations are those of the app's build, by hash.
func appOperations(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../web/app/src/gql/persisted-documents.json")
	if err != nil {
		t.Fatal(err)
	}
	var byName, byHash map[string]string
	if err := json.Unmarshal(raw, &byName); err != nil {
		t.Fatal(err)
	}
	byHash = map[string]string{}
	for name, text := range byName {
		byHash[strings.TrimPrefix(name, "sha256:")] = text
	}
	return byHash
}

// sentByTheApp are the texts that the app sends, as they stand in its source.
func sentByTheApp(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile("../web/app/src/gql/graphql.ts")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, found := range regexp.MustCompile("new TypedDocumentString\\(`([^`]*)`, \\{\"hash\"").FindAllStringSubmatch(string(raw), -1) {
		texts = append(texts, found[1])
	}
	return texts
}

func byHash(hash string) map[string]any {
	return map[string]any{"extensions": map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": hash}}}
}

func TestASessionAsksForWhatTheAppAsksAndNothingElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.config.Operations, w.config.ListedOnly = appOperations(t), true
	w.open()
	w.signIn("mine")
	texts := sentByTheApp(t)
	if len(texts) != len(w.config.Operations) {
		t.Fatalf("the app sends %d operations, %d are listed", len(texts), len(w.config.Operations))
	}
	refused := func(a answer) bool { return len(a.Errors) == 1 && a.Errors[0].Extensions.Key == "query.not_listed" }
	clock, clockHash := "", ""
	for hash, text := range w.config.Operations {
		if strings.HasPrefix(text, "query Clock") {
			clock, clockHash = text, hash
		}
		if a := w.asks("Cookie mine", byHash(hash)); refused(a) || len(a.codes()) == 1 && a.Errors[0].Message == "PersistedQueryNotFound" {
			t.Errorf("by hash: %s: %+v", text, a.Errors)
		}
	}
	for _, text := range texts {
		for _, written := range []string{text, strings.Join(strings.Fields(text), " ")} {
			if a := w.asks("Cookie mine", map[string]any{"query": written}); refused(a) {
				t.Errorf("as the app sends it: %s: %+v", written, a.Errors)
			}
		}
	}
	for _, a := range []answer{w.asks("Cookie mine", map[string]any{"query": clock}), w.asks("Cookie mine", byHash(clockHash))} {
		if len(a.Errors) > 0 || a.Data["campaign"] == nil {
			t.Errorf("the clock: %+v", a)
		}
	}
	for name, text := range map[string]string{
		"another question":    `{ viewer { role } }`,
		"a field more":        strings.Replace(clock, " now", " now name", 1),
		"a field less":        strings.Replace(clock, " now", "", 1),
		"another name for it": strings.Replace(clock, " now", " later: now", 1),
		"beside another":      clock + ` query Other { viewer { role } }`,
		"the schema":          `{ __schema { queryType { name } } }`,
		"a type's name":       `{ __typename }`,
	} {
		body := map[string]any{"query": text, "operationName": map[bool]any{true: "Clock"}[name == "beside another"]}
		if a := w.asks("Cookie mine", body); !refused(a) || a.Errors[0].Extensions.Code != "FORBIDDEN" {
			t.Errorf("%s: %+v", name, a)
		}
		if a := w.asks("Bearer department", body); refused(a) {
			t.Errorf("%s, by a token: %+v", name, a)
		}
	}
}

func TestWhereAnyOperationMayBeAskedTheListIsOnlyKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.config.Operations = appOperations(t)
	w.open()
	w.signIn("mine")
	got := map[string]bool{}
	for hash, text := range w.config.Operations {
		if strings.HasPrefix(text, "query Clock") {
			got["by hash"] = len(w.asks("Cookie mine", byHash(hash)).Errors) == 0
		}
	}
	got["another"] = len(w.asks("Cookie mine", map[string]any{"query": `{ viewer { role } }`}).Errors) == 0
	got["an unknown hash"] = len(w.asks("Cookie mine", byHash(fmt.Sprintf("%064d", 0))).Errors) == 0
	if diff := cmp.Diff(map[string]bool{"by hash": true, "another": true, "an unknown hash": false}, got); diff != "" {
		t.Errorf("answered (-want +got):\n%s", diff)
	}
}
