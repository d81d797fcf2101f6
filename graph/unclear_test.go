package graph_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

const unclearTexts = `{ unclearReplies { totalCount edges { node {
	id body ask { id } decision volunteer { name phone organisation { name } } mayAnswer { id assignment { role { id shift { start commune { code } } } } } } } } }`

// texted stores a text of somebody that nobody could read.
func (w *world) texted(person, body string, at time.Time) string {
	w.Helper()
	id := w.id()
	w.check(w.store.AddReply(w.Context(), db.Reply{ID: id, Campaign: w.campaign, Volunteer: person, Phone: "+84912345670", Body: body, Reading: "unclear"}, at))
	return id
}

func TestTextsThatNobodyCouldReadAreShownToWhoMayDecide(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	text := func(phone any) map[string]any {
		return map[string]any{
			"id": w.unclear, "body": "Người 1 đây, mấy giờ ạ?", "ask": nil, "decision": nil,
			"volunteer": map[string]any{"name": "Người 1", "phone": phone, "organisation": map[string]any{"name": "B"}},
			"mayAnswer": []any{map[string]any{"id": w.asked[1], "assignment": map[string]any{
				"role": map[string]any{"id": w.role, "shift": map[string]any{"start": "2026-11-27T08:00:00+07:00", "commune": map[string]any{"code": code(0)}}},
			}}},
		}
	}
	for token, want := range map[string]struct {
		texts []any
		codes []string
	}{
		"department": {[]any{text("+84912345671")}, nil},
		"commune0":   {[]any{text(nil)}, nil},
		"commune1":   {nil, nil},
		"b":          {nil, []string{"FORBIDDEN"}},
		"volunteer0": {nil, []string{"FORBIDDEN"}},
		"":           {nil, []string{"UNAUTHENTICATED"}},
	} {
		a := w.ask(token, unclearTexts, nil)
		var texts []any
		if list, ok := a.Data["unclearReplies"].(map[string]any); ok {
			for _, e := range list["edges"].([]any) {
				texts = append(texts, e.(map[string]any)["node"])
			}
			if list["totalCount"] != float64(len(texts)) {
				t.Errorf("%s counts %v", token, list["totalCount"])
			}
		}
		if diff := cmp.Diff(want.texts, texts); diff != "" {
			t.Errorf("%q sees (-want +got):\n%s", token, diff)
		}
		if diff := cmp.Diff(want.codes, a.codes()); diff != "" {
			t.Errorf("%q hears (-want +got):\n%s", token, diff)
		}
	}
	looks := map[any]bool{}
	for _, look := range w.ask("department", fmt.Sprintf(`{ dataAccess(volunteer: %q) { purpose role } }`, w.people[1]), nil).Data["dataAccess"].([]any) {
		if look.(map[string]any)["purpose"] == "TEXTS" {
			looks[look.(map[string]any)["role"]] = true
		}
	}
	if diff := cmp.Diff(map[any]bool{"DEPARTMENT": true, "COMMUNE": true}, looks); diff != "" {
		t.Errorf("whose looks are noted (-want +got):\n%s", diff)
	}
}

func TestATextIsDecidedOnOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	decide := func(id, decision, ask string) answer {
		return w.ask("department", fmt.Sprintf(`mutation { decideReply(id: %q, decision: %s%s) { decision decidedAt ask { state } } }`, id, decision, ask), nil)
	}
	about := fmt.Sprintf(", ask: %q", w.asked[1])
	for i, step := range []struct{ decision, ask, key string }{
		{"NO", "", "reply.ask_and_decision"},
		{"DEALT_WITH", about, "reply.ask_and_decision"},
		{"NO", about, ""},
		{"NO", about, ""},
		{"YES", about, "reply.decided"},
	} {
		a := decide(w.unclear, step.decision, step.ask)
		var key string
		if len(a.Errors) > 0 {
			key = a.Errors[0].Extensions.Key
		}
		if key != step.key {
			t.Errorf("step %d: %+v, want %q", i, a.Errors, step.key)
		}
		if made, ok := a.Data["decideReply"].(map[string]any); step.key == "" && (!ok || made["decision"] != "NO" || made["decidedAt"] == nil) {
			t.Errorf("step %d: %v", i, a.Data)
		}
	}
	if list := w.ask("department", unclearTexts, nil).Data["unclearReplies"].(map[string]any); list["totalCount"] != 0.0 {
		t.Errorf("there waits %v", list)
	}
}

func TestTextsComeInPagesInAsManyStatementsAsOne(t *testing.T) {
	t.Parallel()
	const query = `{ unclearReplies { edges { node { body ask { id } volunteer { name } mayAnswer { assignment { role { id } } } } } } }`
	var counts [2]int64
	for i, texts := range []int{1, 20} {
		w := newWorld(t, 2)
		for n := range texts {
			w.texted(w.people[n%2], fmt.Sprint("câu ", n, " https://x.example/a/bimat"), morning.Add(time.Duration(n)*time.Second))
		}
		w.settle(boardQuery) // the feed's first statements are over by now
		counts[i] = math.MaxInt64
		for range 3 {
			before := w.statements.n.Load()
			if a := w.ask("department", query, nil); len(a.Errors) > 0 {
				t.Fatalf("%+v", a.Errors)
			}
			counts[i] = min(counts[i], w.statements.n.Load()-before)
		}
		if texts > 1 {
			w.pages(texts + 1)
		}
	}
	if counts[0] != counts[1] {
		t.Errorf("two texts took %d statements, 21 took %d", counts[0], counts[1])
	}
}

// pages reads so many texts page by page, the oldest first, and finds no signed link in them.
func (w *world) pages(want int) {
	w.Helper()
	var bodies []string
	after := "null"
	for range want {
		list := w.ask("department", fmt.Sprintf(`{ unclearReplies(first: 8, after: %s) { edges { node { body } } pageInfo { hasNextPage endCursor } } }`, after), nil).Data["unclearReplies"].(map[string]any)
		for _, e := range list["edges"].([]any) {
			bodies = append(bodies, e.(map[string]any)["node"].(map[string]any)["body"].(string))
		}
		info := list["pageInfo"].(map[string]any)
		if info["hasNextPage"] != true {
			break
		}
		after = fmt.Sprintf("%q", info["endCursor"])
	}
	if len(bodies) != want || bodies[want-1] != fmt.Sprint("câu ", want-2, " https://x.example/a/…") {
		w.Errorf("%d texts, %q", len(bodies), bodies)
	}
}

func TestATextWhoseWriterIsErasedIsGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	department := roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}
	w.check(w.store.Erase(t.Context(), w.campaign, w.people[1], department.Role, "x", morning))
	if list := w.ask("department", unclearTexts, nil).Data["unclearReplies"].(map[string]any); list["totalCount"] != 0.0 {
		t.Errorf("there waits %v", list)
	}
}
