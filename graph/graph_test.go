package graph_test

import (
	"bufio"
	"context"
	"encoding/json"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

const board = `{ campaign { id now coverage { seats confirmed } communes { code name coverage { seats confirmed ratio floors floorsMet lowestRatio }
	shifts(from: "2026-11-23", to: "2026-11-30") { id start roles { id confirmed asked skill { name } assignments { id state volunteer { name phone } ask { code message { body } } } } } } } }`

func TestTheBoardsStatementsDontDependOnTheNumberOfCommunes(t *testing.T) {
	t.Parallel()
	var counts [2]int64
	for i, communes := range []int{2, 126} {
		w := newWorld(t, communes)
		w.settle(boardQuery) // the feed's first statements are over by now
		// The feed's own connection speaks now and then: the least of some counts is the board's.
		counts[i] = math.MaxInt64
		for range 3 {
			before := w.statements.n.Load()
			if a := w.ask("department", board, nil); len(a.Errors) > 0 {
				t.Fatalf("%+v", a.Errors)
			}
			counts[i] = min(counts[i], w.statements.n.Load()-before)
		}
	}
	if counts[0] != counts[1] {
		t.Errorf("2 communes took %d statements, 126 took %d", counts[0], counts[1])
	}
	const most = 20
	if counts[0] > most {
		t.Errorf("the board takes %d statements, over %d", counts[0], most)
	}
}

func TestSomebodyElsesRowIsNotFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	for name, tc := range map[string]struct {
		query string
		id    string
		see   []string
	}{
		"volunteer":   {`query($id: ID!) { volunteer(id: $id) { name } }`, w.people[0], []string{"department", "a", "commune0", "volunteer0"}},
		"shift":       {`query($id: ID!) { shift(id: $id) { start } }`, w.shift, []string{"department", "a", "b", "commune0", "volunteer0"}},
		"commune":     {`query($id: String!) { commune(code: $id) { name } }`, code(0), []string{"department", "a", "b", "commune0", "volunteer0"}},
		"no such id":  {`query($id: ID!) { volunteer(id: $id) { name } }`, "nonsense", nil},
		"plan run":    {`query($id: ID!) { planRun(id: $id) { value } }`, w.people[0], nil},
		"campaign":    {`query($id: ID!) { campaign(id: $id) { name } }`, w.campaign, []string{"department", "a", "b", "commune0", "commune1", "volunteer0"}},
		"other's":     {`query($id: ID!) { campaign(id: $id) { name } }`, w.people[0], nil},
		"release":     {`mutation($id: ID!) { release(assignment: $id, reason: "x") { id } }`, "00000000-0000-7000-8000-000000000000", nil},
		"recordAnswr": {`mutation($id: ID!) { recordAnswer(ask: $id, answer: YES) { id } }`, "00000000-0000-7000-8000-000000000000", nil},
	} {
		for _, token := range []string{"department", "a", "b", "commune0", "commune1", "volunteer0"} {
			want := []string{"NOT_FOUND"}
			for _, sees := range tc.see {
				if token == sees {
					want = nil
				}
			}
			got := w.ask(token, tc.query, map[string]any{"id": tc.id}).codes()
			if len(got) == 1 && got[0] == "FORBIDDEN" && strings.HasPrefix(tc.query, "mutation") {
				continue // the role may not do this at all, whosever row it is
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s as %s (-want +got):\n%s", name, token, diff)
			}
		}
	}
}

func TestListsHoldOnlyWhatTheViewerMaySee(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	const query = `{ campaign { communes { code } planRuns { id } } volunteers { totalCount edges { node { name phone } } } shifts { edges { node { id } } } asks { edges { node { id } } } helpRequests { id } }`
	type counts struct{ Communes, Volunteers, Phones, Shifts, Asks int }
	for token, want := range map[string]counts{
		"department": {3, 2, 2, 3, 2},
		"a":          {3, 1, 1, 1, 1},
		"b":          {3, 1, 1, 1, 1},
		"commune0":   {1, 2, 0, 1, 2},
		"commune1":   {1, 0, 0, 1, 0},
		"volunteer0": {3, 1, 1, 1, 1},
	} {
		a := w.ask(token, query, nil)
		if len(a.Errors) > 0 {
			t.Fatalf("%s: %+v", token, a.Errors)
		}
		people := a.Data["volunteers"].(map[string]any)["edges"].([]any)
		got := counts{
			Communes: len(a.Data["campaign"].(map[string]any)["communes"].([]any)), Volunteers: len(people),
			Shifts: len(a.Data["shifts"].(map[string]any)["edges"].([]any)), Asks: len(a.Data["asks"].(map[string]any)["edges"].([]any)),
		}
		for _, p := range people {
			if p.(map[string]any)["node"].(map[string]any)["phone"] != nil {
				got.Phones++
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s sees (-want +got):\n%s", token, diff)
		}
	}
}

func TestNobodySeesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	for _, token := range []string{"", "stolen"} {
		for _, query := range []string{`{ viewer { role } }`, `{ __schema { types { name } } }`, `mutation { planNow { id } }`} {
			a := w.ask(token, query, nil)
			if len(a.Errors) == 0 {
				t.Errorf("%q got %v for %s", token, a.Data, query)
			}
		}
	}
}

func TestARequestSaysWhomItCallsForBeforeItIsApproved(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const roles = `roles { skill { code } level kind seats floor }`
	made := w.ask("commune0", `mutation { requestHelp(input: {communeCode: "`+code(0)+`", start: "2026-11-27T08:00:00+07:00", end: "2026-11-27T11:00:00+07:00", reason: "x",
		roles: [{skill: "guide", level: 2, kind: ENGINEER, seats: 2}, {skill: "guide", seats: 3}]}) { state `+roles+` } }`, nil).Data["requestHelp"]
	want := map[string]any{"state": "OPEN", "roles": []any{
		map[string]any{"skill": map[string]any{"code": "guide"}, "level": 2.0, "kind": "ENGINEER", "seats": 2.0, "floor": false},
		map[string]any{"skill": map[string]any{"code": "guide"}, "level": 1.0, "kind": nil, "seats": 3.0, "floor": false},
	}}
	if diff := cmp.Diff(any(want), made); diff != "" {
		t.Errorf("as sent (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(any([]any{want}), w.ask("department", `{ helpRequests { state `+roles+` } }`, nil).Data["helpRequests"]); diff != "" {
		t.Errorf("as the department reads it (-want +got):\n%s", diff)
	}
}

func TestFaultsComeInTheOrderInWhichTheyWereFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	a := w.ask("department", `mutation { requestHelp(input: {communeCode: "99999", start: "2026-11-27T08:00:00+07:00", end: "2026-11-27T07:00:00+07:00", reason: " ",
		roles: [{skill: "guide", seats: 2}, {skill: "magic", seats: 0}]}) { id } }`, nil)
	var fields []string
	for _, e := range a.Errors {
		fields = append(fields, e.Extensions.Field)
	}
	want := []string{"input.end", "input.roles[1].skill", "input.roles[1].seats", "input.reason", "input.communeCode"}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestBadInputIsNamedByItsPlaceInBothLanguages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const mutation = `mutation($input: RequestHelpInput!) { requestHelp(input: $input) { id } }`
	good := func() map[string]any {
		return map[string]any{
			"communeCode": code(0), "start": "2026-11-27T08:00:00+07:00", "end": "2026-11-27T11:00:00+07:00", "reason": "đông người",
			"roles": []map[string]any{{"skill": "guide", "seats": 2}},
		}
	}
	for name, tc := range map[string]struct {
		change func(map[string]any)
		field  string
	}{
		"end before start": {func(in map[string]any) { in["end"] = "2026-11-27T07:00:00+07:00" }, "input.end"},
		"outside the campaign": {func(in map[string]any) {
			in["start"], in["end"] = "2027-03-01T08:00:00+07:00", "2027-03-01T09:00:00+07:00"
		}, "input.start"},
		"no seats":              {func(in map[string]any) { in["roles"] = []map[string]any{{"skill": "guide", "seats": 0}} }, "input.roles[0].seats"},
		"unknown skill":         {func(in map[string]any) { in["roles"] = []map[string]any{{"skill": "magic", "seats": 1}} }, "input.roles[0].skill"},
		"a time that is none":   {func(in map[string]any) { in["start"] = "tomorrow" }, "input.start"},
		"a time without offset": {func(in map[string]any) { in["start"] = "2026-11-27T08:00:00" }, "input.start"},
		"no roles":              {func(in map[string]any) { in["roles"] = []map[string]any{} }, "input.roles"},
		"no reason":             {func(in map[string]any) { in["reason"] = " " }, "input.reason"},
		"unknown commune":       {func(in map[string]any) { in["communeCode"] = "99999" }, "input.communeCode"},
	} {
		in := good()
		tc.change(in)
		seen := map[string]bool{}
		for _, lang := range []string{"vi", "en"} {
			response, err := http.DefaultClient.Do(w.request("department", lang, mutation, map[string]any{"input": in}))
			w.check(err)
			var a answer
			w.check(json.NewDecoder(response.Body).Decode(&a))
			w.check(response.Body.Close())
			if len(a.Errors) != 1 || a.Errors[0].Extensions.Code != "BAD_INPUT" || a.Errors[0].Extensions.Field != tc.field {
				t.Errorf("%s: got %+v, want one BAD_INPUT at %s", name, a.Errors, tc.field)
				continue
			}
			seen[a.Errors[0].Message] = true
		}
		if len(seen) != 2 {
			t.Errorf("%s: messages %v, want one per language", name, seen)
		}
	}
	if a := w.ask("department", `{ helpRequests { id } }`, nil); len(a.Data["helpRequests"].([]any)) != 0 {
		t.Error("a refused request was stored")
	}
}

func TestAMoveIsSeenByWhomItConcernsWithinTwoSeconds(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.settle(boardQuery) // the feed hears the database by now
	mine := w.listen("a", `subscription { dispatchEvents { to assignment { id } } }`)
	foreign := w.listen("commune1", `subscription { dispatchEvents { to } }`)
	changed := w.listen("department", `subscription { coverageChanged { code coverage { confirmed } } }`)
	_, err := w.dispatcher.Release(t.Context(), roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}, w.confirmed[0], "đổi ca", morning)
	w.check(err)
	for name, stream := range map[string]<-chan string{`"to":"RELEASED"`: mine, `"confirmed":1`: changed} {
		select {
		case got := <-stream:
			if !strings.Contains(got, name) {
				t.Errorf("got %s, want %s", got, name)
			}
		case <-time.After(2 * time.Second):
			t.Errorf("nothing with %s within two seconds", name)
		}
	}
	select {
	case got := <-foreign:
		t.Errorf("a foreign commune was told %s", got)
	default:
	}
}

// listen subscribes over server-sent events and returns once the server has taken it.
func (w *world) listen(token, query string) <-chan string {
	w.Helper()
	r := w.request(token, "en", query, nil)
	ctx, cancel := context.WithCancel(context.Background())
	w.Cleanup(cancel)
	r = r.WithContext(ctx)
	r.Header.Set("Accept", "text/event-stream")
	response, err := http.DefaultClient.Do(r)
	w.check(err)
	w.Cleanup(func() { _ = response.Body.Close() })
	events := make(chan string, 64)
	go func() {
		lines := bufio.NewScanner(response.Body)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				events <- data
			}
		}
	}()
	return events
}
