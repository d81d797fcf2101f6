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
	colleague := w.register(w.orgs[0], "4", "+84912345682", "Người 4").ExternalID
	mutations := map[string]string{
		"requestHelp":        helpMutation("k-help", 3),
		"assign":             fmt.Sprintf(`mutation { assign(role: %q, volunteer: %q, idempotencyKey: "k-assign") { id } }`, w.role, third),
		"ask":                fmt.Sprintf(`mutation { ask(assignment: %q, idempotencyKey: "k-ask") { id } }`, assignment),
		"planNow":            `mutation { planNow(days: 2, idempotencyKey: "k-plan") { id } }`,
		"addWebhook":         fmt.Sprintf(`mutation { addWebhook(organisation: %q, url: "https://x.example/again", idempotencyKey: "k-hook") { secret webhook { id } } }`, w.orgs[0]),
		"createToken":        `mutation { createToken(input: {label: "x", scopes: [READ]}, idempotencyKey: "k-token") { token { id label } } }`,
		"inviteStaff":        `mutation { inviteStaff(input: {name: "x", phone: "0912345679", role: DEPARTMENT}, idempotencyKey: "k-staff") { id name phone } }`,
		"openPrivacyRequest": fmt.Sprintf(`mutation { openPrivacyRequest(volunteer: %q, kind: ERASE, idempotencyKey: "k-privacy") { id kind } }`, third),
		"addProcessor":       `mutation { addProcessor(input: ` + processor + `, idempotencyKey: "k-processor") { id name } }`,
		"recordBreach":       `mutation { recordBreach(input: ` + breach + `, idempotencyKey: "k-breach") { id what } }`,
		"setHold":            fmt.Sprintf(`mutation { setHold(volunteer: %q, kind: DISPUTE, reason: "x", idempotencyKey: "k-hold") { id kind } }`, third),
		"offerSwap":          fmt.Sprintf(`mutation { offerSwap(assignment: %q, colleague: %q, idempotencyKey: "k-swap") { id state } }`, w.confirmed[0], colleague),
	}
	for _, field := range w.introspect().rootFields() {
		if _, sent := mutations[field.Name]; field.takesKey() != sent {
			t.Errorf("%s takes a key: %t, and is sent: %t", field.Name, field.takesKey(), sent)
		}
	}
	for name, mutation := range mutations {
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

// takesKey tells whether a field takes an idempotency key.
func (f rootField) takesKey() bool {
	for _, a := range f.Args {
		if a.Name == "idempotencyKey" {
			return true
		}
	}
	return false
}

// What happens when a request is lost and sent again: nothing more is created, by a key or because of
// what the mutation is.
func TestWhatCreatesTakesAKey(t *testing.T) {
	t.Parallel()
	harmless := map[string]string{
		"recordAnswer":        "an ask is answered once",
		"decideReply":         "a text is decided on once",
		"release":             "an assignment ends once",
		"changeShift":         "the same time again changes nothing",
		"cancelShift":         "a shift is cancelled once",
		"declareUrgent":       "a shift is declared urgent once",
		"rotateWebhook":       "it replaces a secret; the last one counts",
		"enableWebhook":       "it sets a state",
		"removeWebhook":       "a webhook is removed once",
		"publishPlan":         "a plan is published once",
		"cancelPlan":          "it sets a state",
		"checkIn":             "an assignment is checked in once",
		"checkOut":            "an assignment is completed once",
		"closeShift":          "it sets what came of a shift",
		"withdrawConsent":     "it sets a state",
		"closePrivacyRequest": "a request is closed once",
		"approveRequest":      "a request is approved once",
		"rejectRequest":       "a request is refused once",
		"revokeStaff":         "a role is taken once",
		"revokeSession":       "a session ends once",
		"revokeToken":         "a token ends once",
		"registerVolunteers":  "people are known by their externalId",
		"importVolunteers":    "people are known by their externalId",
		"setAvailability":     "it sets when somebody is free",
		"importTimetable":     "it sets when somebody is not free",
		"importTimetables":    "it sets when people are not free",
		"importRequests":      "requests are known by their number",
		"mergeVolunteers":     "one of the two is gone after it",
		"giveConsent":         "who has agreed to the words has agreed",
		"carryOutErasure":     "somebody is erased once",
		"liftHold":            "a hold ends once",
		"changeProcessor":     "it sets what is known of one",
		"endProcessor":        "one ends once",
		"changeBreach":        "it sets what is known of one",
		"reportBreach":        "one is reported once",
		"setStandby":          "it sets when somebody can be called",
	}
	for _, field := range newWorld(t, 2).introspect().rootFields() {
		if field.root != "Mutation" {
			continue
		}
		if _, known := harmless[field.Name]; known == field.takesKey() {
			t.Errorf("%s takes a key: %t; say why it may be sent again, or give it one", field.Name, field.takesKey())
		}
		delete(harmless, field.Name)
	}
	for name := range harmless {
		t.Errorf("%s is no mutation any more", name)
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
	change := func(version, hour int) []string {
		return w.ask("department", fmt.Sprintf(`mutation { changeShift(input: {shift: %q, start: "2026-11-28T%02d:00:00+07:00", end: "2026-11-28T20:00:00+07:00", reason: "x", version: %d}) { version } }`, w.shift, hour, version), nil).codes()
	}
	cancel := func(version int) []string {
		return w.ask("commune0", fmt.Sprintf(`mutation { cancelShift(shift: %q, reason: "x", version: %d) { version } }`, w.shift, version), nil).codes()
	}
	conflict := []string{"CONFLICT"}
	for i, codes := range [][2][]string{{nil, change(1, 13)}, {conflict, change(1, 14)}, {nil, change(2, 14)}, {conflict, cancel(2)}, {nil, cancel(3)}} {
		if diff := cmp.Diff(codes[0], codes[1]); diff != "" {
			t.Errorf("change %d of a shift (-want +got):\n%s", i, diff)
		}
	}
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
