package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
)

// accesses are the lines that a viewer reads of a person's log, the oldest first.
func (w *world) accesses(token, args string) []string {
	w.Helper()
	a := w.ask(token, `{ dataAccess`+args+` { volunteer day purpose role by desk } }`, nil)
	if len(a.Errors) > 0 {
		w.Fatalf("%+v", a.Errors)
	}
	lines := []string{}
	for _, row := range a.Data["dataAccess"].([]any) {
		r := row.(map[string]any)
		lines = append(lines, strings.TrimSpace(fmt.Sprint(r["purpose"], " by ", r["role"], " ", r["desk"])))
		if r["volunteer"] != w.people[0] && args == "" || r["day"] != "2026-11-25" {
			w.Errorf("row %v", r)
		}
	}
	slices.Sort(lines)
	return lines
}

func TestWhoLooksAtSomebodysDataIsOnRecord(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	person := fmt.Sprintf("%q", w.people[0])
	for _, look := range []struct{ token, query string }{
		{"department", `{ volunteer(id: ` + person + `) { name } }`},
		{"department", `{ node(id: ` + person + `) { id } }`},
		{"department", `{ volunteers { edges { node { name } } } }`}, // names alone
		{"department", `{ asks { edges { node { message { state } } } } }`},
		{"a", `{ volunteers { edges { node { phone } } } }`},
		{"a", `{ asks { edges { node { message { body } } } } }`},
		{"a", `{ volunteerExport(id: ` + person + `) }`},
		{"b", `{ volunteers { edges { node { phone } } } }`},                                                      // its own
		{"commune0", fmt.Sprintf(`{ shift(id: %q) { roles { assignments { volunteer { phone } } } } }`, w.shift)}, // too early for it
		{"volunteer0", `{ volunteer(id: ` + person + `) { phone } }`},                                             // oneself
		{"department", fmt.Sprintf(`{ candidates(role: %q) { volunteer { name } } }`, w.role)},
	} {
		if a := w.ask(look.token, look.query, nil); len(a.Errors) > 0 {
			t.Errorf("%s: %+v", look.query, a.Errors)
		}
	}
	want := []string{
		"CANDIDATES by DEPARTMENT <nil>", "EXPORT by UNIVERSITY A", "PHONE by UNIVERSITY A", "RECORD by DEPARTMENT <nil>", "TEXTS by UNIVERSITY A",
	}
	if got := w.accesses("volunteer0", ""); !slices.Equal(got, want) {
		t.Errorf("the person reads %q, want %q", got, want)
	}
	if got := w.accesses("department", "(volunteer: "+person+")"); !slices.Equal(got, want) {
		t.Errorf("the department reads %q, want %q", got, want)
	}
	if got := w.accesses("department", ""+"(first: 200)"); len(got) != len(want)+2 { // the other one: their university, and a candidate
		t.Errorf("of everybody %q", got)
	}
	for _, token := range []string{"a", "commune0"} {
		if got := w.ask(token, `{ dataAccess(volunteer: `+person+`) { day } }`, nil).codes(); !slices.Equal(got, []string{"FORBIDDEN"}) {
			t.Errorf("%s: %v", token, got)
		}
	}
}

func TestLookingAgainOnTheSameDayWritesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const look = `{ volunteers { edges { node { phone } } } }`
	w.ask("department", look, nil)
	before := dbtest.Content(t, w.pool)
	w.ask("department", look, nil)
	if after := dbtest.Content(t, w.pool); before != after {
		t.Error("the second look has written")
	}
}
