package graph_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// helpMutation calls for people for so many hours, under a key.
func helpMutation(key string, hours int) string {
	end := 8 + hours
	return fmt.Sprintf(`mutation { requestHelp(idempotencyKey: %q, input: {communeCode: %q, start: "2026-11-27T08:00:00+07:00",
		end: "2026-11-27T%02d:00:00+07:00", reason: "x", roles: [{skill: "guide", seats: 1}]}) { id } }`, key, code(0), end)
}

func (w *world) requests() int {
	return len(w.ask("department", `{ helpRequests { id } }`, nil).Data["helpRequests"].([]any))
}

func TestARequestSentAgainWithItsKeyCreatesNothingMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	other := w.register(w.orgs[0], "2", "+84912345680", "Người 2").ID
	proposed := w.ask("department", fmt.Sprintf(`mutation { assign(role: %q, volunteer: %q) { id } }`, w.role, other), nil)
	assignment := proposed.Data["assign"].(map[string]any)["id"].(string)
	third := w.register(w.orgs[0], "3", "+84912345681", "Người 3").ID
	for name, mutation := range map[string]string{
		"requestHelp": helpMutation("k-help", 3),
		"assign":      fmt.Sprintf(`mutation { assign(role: %q, volunteer: %q, idempotencyKey: "k-assign") { id } }`, w.role, third),
		"ask":         fmt.Sprintf(`mutation { ask(assignment: %q, idempotencyKey: "k-ask") { id } }`, assignment),
		"planNow":     `mutation { planNow(days: 2, idempotencyKey: "k-plan") { id } }`,
		"addWebhook":  fmt.Sprintf(`mutation { addWebhook(organisation: %q, url: "https://x.example/again", idempotencyKey: "k-hook") { secret webhook { id } } }`, w.orgs[0]),
	} {
		once, again := w.ask("department", mutation, nil), w.ask("department", mutation, nil)
		if len(once.Errors)+len(again.Errors) > 0 {
			t.Errorf("%s: %+v, then %+v", name, once.Errors, again.Errors)
			continue
		}
		if diff := cmp.Diff(once.Data, again.Data); diff != "" {
			t.Errorf("%s answers otherwise the second time (-once +again):\n%s", name, diff)
		}
	}
	if n := w.requests(); n != 1 {
		t.Errorf("%d help requests came of one", n)
	}
}

func TestAKeyBelongsToOneRequestOfOneViewerForADay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	for i, step := range []struct {
		token, mutation string
		later           time.Duration
		code            []string
		rows            int
	}{
		{"department", helpMutation("k", 3), 0, nil, 1},
		{"department", helpMutation("k", 4), 0, []string{"CONFLICT"}, 1},
		{"commune0", helpMutation("k", 4), 0, nil, 2},
		{"department", helpMutation("k", 3), 23 * time.Hour, nil, 2},
		{"department", helpMutation("k", 4), 24 * time.Hour, nil, 3},
		{"department", helpMutation("", 3), 0, []string{"BAD_INPUT"}, 3},
		{"department", helpMutation("failed", 0), 0, []string{"BAD_INPUT"}, 3},
		{"department", helpMutation("failed", 3), 0, nil, 4},
	} {
		w.config.Now = func() time.Time { return morning.Add(step.later) }
		w.open()
		a := w.ask(step.token, step.mutation, nil)
		if diff := cmp.Diff(step.code, a.codes()); diff != "" {
			t.Errorf("step %d (-want +got):\n%s%+v", i, diff, a.Errors)
		}
		if n := w.requests(); n != step.rows {
			t.Errorf("step %d: %d help requests, want %d", i, n, step.rows)
		}
	}
}

func TestRequestsThatRaceUnderOneKeyCreateOneRow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	ids := make([]any, 8)
	var all sync.WaitGroup
	for i := range ids {
		all.Go(func() {
			if made, ok := w.ask("department", helpMutation("race", 3), nil).Data["requestHelp"].(map[string]any); ok {
				ids[i] = made["id"]
			}
		})
	}
	all.Wait()
	for _, id := range ids {
		if id == nil || id != ids[0] {
			t.Errorf("the racing requests were answered with %v", ids)
			break
		}
	}
	if n := w.requests(); n != 1 {
		t.Errorf("%d help requests came of one", n)
	}
}

func TestAChangeMadeUpOnAnOlderVersionIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	free := func(version int) []string {
		return w.ask("a", fmt.Sprintf(`mutation { setAvailability(input: {volunteer: %q, weekly: [], version: %d}) { version } }`, w.people[0], version), nil).codes()
	}
	made := w.ask("department", helpMutation("v", 3), nil).Data["requestHelp"].(map[string]any)["id"]
	approve := func(version int) []string {
		return w.ask("department", fmt.Sprintf(`mutation { approveRequest(id: %q, version: %d) { version } }`, made, version), nil).codes()
	}
	conflict := []string{"CONFLICT"}
	for name, codes := range map[string][2][]string{
		"somebody's first change":     {nil, free(1)},
		"a second on the same":        {conflict, free(1)},
		"a second on the new one":     {nil, free(2)},
		"approval of another version": {conflict, approve(2)},
		"approval of what was seen":   {nil, approve(1)},
	} {
		if diff := cmp.Diff(codes[0], codes[1]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	seen := w.ask("department", fmt.Sprintf(`{ node(id: %q) { ... on HelpRequest { version } } volunteer(id: %q) { version } }`, made, w.people[0]), nil).Data
	want := map[string]any{"node": map[string]any{"version": 2.0}, "volunteer": map[string]any{"version": 3.0}}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("versions after the changes (-want +got):\n%s", diff)
	}
}
