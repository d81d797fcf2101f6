package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/roster"
)

// lasting is a token for all that the test takes.
func lasting(scopes ...roster.TokenScope) roster.AccessToken {
	return roster.AccessToken{Scopes: scopes, CreatedAt: morning, ExpiresAt: morning.AddDate(1, 0, 0)}
}

// limitedTo is a token of the department for these uses alone.
func (w *world) limitedTo(scopes ...roster.TokenScope) string {
	w.Helper()
	token := fmt.Sprint(scopes)
	w.check(w.store.AddToken(w.Context(), auth.Hash(token), roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}, lasting(scopes...), false))
	return token
}

func (a answer) lacksScope() bool {
	return len(a.Errors) == 1 && a.Errors[0].Extensions.Code == "FORBIDDEN" && a.Errors[0].Extensions.Key == "token.scope"
}

func TestATokenChangesNothingThatItIsNotFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	reads, all := w.limitedTo(roster.TokenRead, roster.TokenPeople), w.limitedTo(roster.TokenScopes()...)
	w.ask(reads, `{ viewer { role } }`, nil) // its use is noted once a minute: not below
	schema, rules := w.introspect(), w.rules(w.id(), w.id(), w.id())
	for _, field := range schema.rootFields() {
		if field.root != "Mutation" || field.takesFile {
			continue
		}
		query := schema.call(field, rules[field.path].args, "")
		before := dbtest.Content(t, w.pool)
		if a := w.ask(reads, query, nil); !a.lacksScope() {
			t.Errorf("%s by a token that reads: %+v", field.path, a.Errors)
		}
		if after := dbtest.Content(t, w.pool); before != after {
			t.Errorf("%s by a token that reads has changed rows", field.path)
		}
		if a := w.ask(all, query, nil); a.lacksScope() {
			t.Errorf("%s by a token for everything: %+v; say in token_scopes.go what it needs", field.path, a.Errors)
		}
	}
}

func TestATokenThatReadsFiguresFindsOutNothingAboutPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	figures := w.limitedTo(roster.TokenRead)
	schema, rules := w.introspect(), w.rules(w.id(), w.id(), w.id())
	about := []string{"Volunteer", "Message", "Reply", "StaffMember", "Candidate", "CallEntry", "Consent", "PrivacyRequest", "Hold", "PrivacyEvent", "DataAccess"}
	refused, told := 0, ""
	for _, field := range schema.rootFields() {
		if field.root != "Query" {
			continue
		}
		if w.ask(figures, schema.call(field, rules[field.path].args, rules[field.path].on), nil).lacksScope() {
			refused++
		}
		query := "query { " + field.Name + rules[field.path].args + schema.selection(field.Type, walkDepth, about) + " }"
		told += fmt.Sprint(w.ask(figures, query, nil).Data)
	}
	for i := range 2 {
		for _, secret := range []string{fmt.Sprint("Người ", i), fmt.Sprintf("+8491234567%d", i)} {
			if strings.Contains(told, secret) {
				t.Errorf("a token for figures is told %q", secret)
			}
		}
	}
	if refused < len(about) || !strings.Contains(told, w.shift) {
		t.Errorf("%d queries about people were refused, and shifts told is %v: the walk proves nothing", refused, strings.Contains(told, w.shift))
	}
}

const createToken = `mutation { createToken(input: {label: "phòng đào tạo", scopes: [READ, REGISTER, ADMIN], days: 30}, idempotencyKey: "k") { secret token { id scopes } } }`

func TestADeskMakesItsOwnKeysAndEndsThem(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	made := w.ask("a", createToken, nil).Data["createToken"].(map[string]any)
	secret, id := made["secret"].(string), made["token"].(map[string]any)["id"].(string)
	again := w.ask("a", createToken, nil).Data["createToken"].(map[string]any)
	if again["secret"] != nil || again["token"].(map[string]any)["id"] != id {
		t.Errorf("sent again it made %v, want the same token without its key", again)
	}
	if a := w.ask(secret, `mutation { createToken(input: {label: "x", scopes: [READ, DISPATCH]}) { secret } }`, nil); !a.lacksScope() {
		t.Errorf("a token made one that may do more: %+v", a)
	}
	const list = `{ accessTokens { id label role scopes seenAt current } }`
	own := slices.IndexFunc(w.ask(secret, list, nil).Data["accessTokens"].([]any), func(t any) bool {
		row := t.(map[string]any)
		return row["id"] == id && row["current"] == true && row["seenAt"] != nil && row["label"] == "phòng đào tạo"
	})
	if own < 0 {
		t.Error("its own token isn't listed as such, with its use")
	}
	for _, other := range []string{"b", "telecom", "commune0"} {
		if tokens := w.ask(other, list, nil).Data["accessTokens"].([]any); len(tokens) != 1 {
			t.Errorf("%s sees %v, want its own token alone", other, tokens)
		}
		if got := w.ask(other, fmt.Sprintf(`mutation { revokeToken(id: %q) }`, id), nil).codes(); !slices.Equal(got, []string{"NOT_FOUND"}) {
			t.Errorf("%s ends a token of a: %v", other, got)
		}
	}
	if a := w.ask(secret, fmt.Sprintf(`mutation { revokeToken(id: %q) }`, id), nil); len(a.Errors) > 0 {
		t.Errorf("it can't end itself: %+v", a.Errors)
	}
	if a := w.ask(secret, list, nil); len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "UNAUTHENTICATED" {
		t.Errorf("a token that was ended: %+v", a)
	}
}

func TestATokenSaysWhatForAndForHowLong(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	for input, field := range map[string]string{
		`{label: " ", scopes: [READ]}`:             "input.label",
		`{label: "x", scopes: []}`:                 "input.scopes",
		`{label: "x", scopes: [READ], days: 0}`:    "input.days",
		`{label: "x", scopes: [READ], days: 5000}`: "input.days",
	} {
		a := w.ask("a", `mutation { createToken(input: `+input+`) { secret } }`, nil)
		if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "BAD_INPUT" || a.Errors[0].Extensions.Field != field {
			t.Errorf("%s: %+v, want BAD_INPUT at %s", input, a.Errors, field)
		}
	}
	if got := w.ask("volunteer0", createToken, nil).codes(); !slices.Equal(got, []string{"FORBIDDEN"}) {
		t.Errorf("a volunteer makes a token: %v", got)
	}
}
