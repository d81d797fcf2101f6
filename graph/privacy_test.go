package graph_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnErasureNamesWhatDelaysItAndLeavesAPseudonym(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	person := w.people[0]
	request := w.ask("volunteer0", fmt.Sprintf(`mutation { openPrivacyRequest(volunteer: %q, kind: ERASE) { id } }`, person), nil).Data["openPrivacyRequest"].(map[string]any)["id"]
	w.ask("department", fmt.Sprintf(`mutation { setHold(volunteer: %q, kind: LEGAL_DUTY, reason: "x") { id } }`, person), nil)
	carry := fmt.Sprintf(`mutation { carryOutErasure(request: %q) { erased request { state } holds { id kind reason by } } }`, request)
	delayed := w.ask("department", carry, nil).Data["carryOutErasure"].(map[string]any)
	holds := delayed["holds"].([]any)
	if delayed["erased"] != false || len(holds) != 2 || delayed["request"].(map[string]any)["state"] != "OPEN" {
		t.Fatalf("delayed %v", delayed)
	}
	if diff := cmp.Diff(map[string]any{"id": nil, "kind": "OPEN_ASSIGNMENTS", "reason": "", "by": nil}, holds[0]); diff != "" {
		t.Error(diff)
	}
	seen := w.ask("volunteer0", fmt.Sprintf(`{ privacyHolds(volunteer: %q) { id kind reason liftedAt } privacyEvents { id } }`, person), nil).Data
	if own := seen["privacyHolds"].([]any); len(own) != 1 || own[0].(map[string]any)["kind"] != "LEGAL_DUTY" || len(seen["privacyEvents"].([]any)) != 0 {
		t.Errorf("the person sees %v", seen)
	}
	w.ask("department", fmt.Sprintf(`mutation { liftHold(id: %q, reason: "x") { id } }`, holds[1].(map[string]any)["id"]), nil)
	w.ask("department", fmt.Sprintf(`mutation { release(assignment: %q, reason: "x") { id } }`, w.confirmed[0]), nil)
	if done := w.ask("department", carry, nil).Data["carryOutErasure"].(map[string]any); done["erased"] != true || done["request"].(map[string]any)["state"] != "DONE" {
		t.Fatalf("done %v", done)
	}
	row := w.ask("department", fmt.Sprintf(`{ volunteer(id: %q) { name externalId phone erasedAt } volunteers { totalCount } privacyEvents { kind volunteer by } }`, person), nil).Data
	want := map[string]any{"name": "#" + person[len(person)-6:], "externalId": person, "phone": nil, "erasedAt": "2026-11-25T08:00:00+07:00"}
	if diff := cmp.Diff(want, row["volunteer"]); diff != "" {
		t.Errorf("what is left (-want +got):\n%s", diff)
	}
	if n := row["volunteers"].(map[string]any)["totalCount"]; n != 1.0 {
		t.Errorf("%v people are listed", n)
	}
	var kinds []any
	for _, e := range row["privacyEvents"].([]any) {
		kinds = append(kinds, e.(map[string]any)["kind"])
	}
	if diff := cmp.Diff([]any{"ERASED", "HOLD_LIFTED", "ERASURE_DELAYED", "HOLD_SET"}, kinds); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestThePrivacyRegistersAreKeptByTheDepartment(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	const twilio = `{name: "Twilio", processes: "x", place: "US", abroad: true, contract: "DPA 1", since: "2026-11-01"}`
	for range 2 { // sent again it creates nothing more
		a := w.ask("department", `mutation { addProcessor(input: `+twilio+`, idempotencyKey: "k") { id } recordBreach(input: {what: "x", foundAt: "2026-11-25T07:00:00+07:00", people: 3}, idempotencyKey: "l") { id } }`, nil)
		if len(a.Errors) > 0 {
			t.Fatalf("%+v", a.Errors)
		}
	}
	for token, contract := range map[string]any{"department": "DPA 1", "volunteer0": nil, "a": nil} {
		got := w.ask(token, `{ processors { name place abroad contract since endedAt } }`, nil).Data["processors"]
		want := []any{map[string]any{"name": "Twilio", "place": "US", "abroad": true, "contract": contract, "since": "2026-11-01", "endedAt": nil}}
		if diff := cmp.Diff(any(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", token, diff)
		}
	}
	id := w.ask("department", `{ breaches { id } }`, nil).Data["breaches"].([]any)[0].(map[string]any)["id"]
	got := w.ask("department", fmt.Sprintf(`mutation { reportBreach(id: %q, reference: "A05-1") { dueAt reportedAt reference people } }`, id), nil).Data["reportBreach"]
	want := map[string]any{"dueAt": "2026-11-28T07:00:00+07:00", "reportedAt": "2026-11-25T08:00:00+07:00", "reference": "A05-1", "people": 3.0}
	if diff := cmp.Diff(any(want), got); diff != "" {
		t.Errorf("reported (-want +got):\n%s", diff)
	}
}
