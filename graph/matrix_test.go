package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// rule says how a field of a root is called on the rows of the second university's person,
// who serves in the first commune, and for whom those rows are somebody else's: they must
// hear NOT_FOUND, or FORBIDDEN where their role may never do it.
// on is the type of the row where the field's own type is an interface.
type rule struct {
	args    string
	foreign []string
	on      string
}

// everyone are the roles of the matrix, with two universities, a telecom and two communes.
func everyone() []string {
	return []string{"department", "a", "b", "telecom", "commune0", "commune1", "volunteer0"}
}

// What the registers ask for.
const (
	processor = `{name: "x", processes: "x", place: "x", abroad: true, contract: "x", since: "2026-11-25"}`
	breach    = `{what: "x", foundAt: "2026-11-25T07:00:00+07:00", people: 1}`
)

// rules holds one rule per field of the roots. Fields that take a file have their tests
// beside those of imports and are called by no generated query.
func (w *world) rules(run, request, hook string) map[string]rule {
	others := []string{"a", "telecom", "commune1", "volunteer0"}
	elsewhere := []string{"commune1"}
	staff := slices.DeleteFunc(everyone(), func(s string) bool { return s == "department" })
	is := func(name, id string) string { return fmt.Sprintf("(%s: %q)", name, id) }
	help := fmt.Sprintf(`(input: {communeCode: %q, start: "2026-11-27T08:00:00+07:00", end: "2026-11-27T11:00:00+07:00", reason: "x", roles: [{skill: "guide", seats: 1}]})`, code(0))
	return map[string]rule{
		"Query.viewer": {}, "Query.campaign": {}, "Query.shifts": {}, "Query.volunteers": {}, "Query.asks": {}, "Query.helpRequests": {},
		"Query.webhooks":               {},
		"Query.staff":                  {},
		"Query.sessions":               {},
		"Query.accessTokens":           {},
		"Mutation.createToken":         {`(input: {label: "x", scopes: [READ]})`, []string{"volunteer0"}, ""},
		"Mutation.revokeToken":         {is("id", run), everyone(), ""},
		"Mutation.inviteStaff":         {`(input: {name: "x", phone: "0912345679", role: DEPARTMENT})`, staff, ""},
		"Mutation.revokeStaff":         {is("id", run), staff, ""},
		"Mutation.revokeSession":       {is("id", run), everyone(), ""},
		"Query.alerts":                 {},
		"Query.pointCode":              {is("point", w.point), []string{"commune1", "a", "b", "telecom", "volunteer0"}, ""},
		"Mutation.checkIn":             {fmt.Sprintf("(assignment: %q, proof: {})", w.confirmed[1]), others, ""},
		"Mutation.offerSwap":           {fmt.Sprintf("(assignment: %q, colleague: %q)", w.confirmed[1], "x"), others, ""},
		"Mutation.changeShift":         {fmt.Sprintf(`(input: {shift: %q, start: "2026-11-28T08:00:00+07:00", end: "2026-11-28T11:00:00+07:00", reason: "x"})`, w.shift), others, ""},
		"Mutation.cancelShift":         {fmt.Sprintf(`(shift: %q, reason: "x")`, w.shift), others, ""},
		"Mutation.declareUrgent":       {fmt.Sprintf(`(shift: %q, reason: "x")`, w.shift), others, ""},
		"Query.sendingEvents":          {},
		"Query.digest":                 {},
		"Query.standbys":               {args: `(from: "2026-11-23T00:00:00+07:00", to: "2026-11-30T00:00:00+07:00")`},
		"Query.reserve":                {args: `(from: "2026-11-23T00:00:00+07:00", to: "2026-11-30T00:00:00+07:00")`},
		"Mutation.setStandby":          {fmt.Sprintf("(input: {volunteer: %q, spans: []})", w.people[1]), others, ""},
		"Query.habits":                 {},
		"Query.messageTemplates":       {"", staff, ""},
		"Query.previewTemplate":        {`(input: {key: "sms.stopped", values: []})`, staff, ""},
		"Mutation.checkOut":            {is("assignment", w.confirmed[1]), others, ""},
		"Mutation.closeShift":          {fmt.Sprintf("(shift: %q, outcome: {citizens: 1})", w.shift), others, ""},
		"Query.whatIf":                 {args: "(input: {days: 1})"},
		"Query.privacyRequests":        {},
		"Query.consents":               {is("volunteer", w.people[1]), others, ""},
		"Mutation.withdrawConsent":     {is("volunteer", w.people[1]), others, ""},
		"Mutation.openPrivacyRequest":  {fmt.Sprintf("(volunteer: %q, kind: ERASE)", w.people[1]), others, ""},
		"Mutation.closePrivacyRequest": {fmt.Sprintf(`(id: %q, done: true, outcome: "x")`, run), staff, ""},
		"Query.privacyHolds":           {is("volunteer", w.people[1]), others, ""},
		"Query.privacyEvents":          {},
		"Mutation.carryOutErasure":     {is("request", run), staff, ""},
		"Mutation.setHold":             {fmt.Sprintf(`(volunteer: %q, kind: DISPUTE, reason: "x")`, w.people[1]), staff, ""},
		"Mutation.liftHold":            {fmt.Sprintf(`(id: %q, reason: "x")`, run), staff, ""},
		"Query.retention":              {},
		"Query.dataAccess":             {is("volunteer", w.people[1]), append(slices.Clone(others), "b", "commune0"), ""},
		"Query.processors":             {},
		"Query.breaches":               {"", staff, ""},
		"Mutation.addProcessor":        {`(input: ` + processor + `)`, staff, ""},
		"Mutation.changeProcessor":     {fmt.Sprintf(`(id: %q, input: `+processor+`)`, run), staff, ""},
		"Mutation.endProcessor":        {fmt.Sprintf(`(id: %q, reason: "x")`, run), staff, ""},
		"Mutation.recordBreach":        {`(input: ` + breach + `)`, staff, ""},
		"Mutation.changeBreach":        {fmt.Sprintf(`(id: %q, input: `+breach+`)`, run), staff, ""},
		"Mutation.reportBreach":        {fmt.Sprintf(`(id: %q, reference: "x")`, run), staff, ""},
		"Query.consentTexts":           {},
		"Mutation.giveConsent":         {fmt.Sprintf("(volunteer: %q, textVersion: 1)", w.people[1]), everyone(), ""},
		"Query.volunteerDuplicates":    {},
		"Mutation.mergeVolunteers":     {fmt.Sprintf("(keep: %q, drop: %q)", w.people[0], w.people[1]), staff, ""},
		"Query.node":                   {is("id", w.people[1]), others, "Volunteer"},
		"Query.commune":                {is("code", code(0)), elsewhere, ""},
		"Query.shift":                  {is("id", w.shift), elsewhere, ""},
		"Query.candidates":             {args: is("role", w.role)},
		"Query.callList":               {args: is("role", w.role)},
		"Query.planRun":                {args: is("id", run)},
		"Query.whySeat":                {args: is("assignment", w.confirmed[1])},
		"Query.volunteer":              {is("id", w.people[1]), others, ""},
		"Query.volunteerExport":        {is("id", w.people[1]), others, ""},
		"Query.calendarUrl":            {is("volunteer", w.people[1]), others, ""},
		"Mutation.ask":                 {is("assignment", w.confirmed[1]), others, ""},
		"Mutation.recordAnswer":        {fmt.Sprintf("(ask: %q, answer: NO)", w.asked[1]), others, ""},
		"Query.unclearReplies":         {"", []string{"a", "b", "telecom", "volunteer0"}, ""},
		"Mutation.decideReply":         {fmt.Sprintf("(id: %q, decision: NO, ask: %q)", w.unclear, w.asked[1]), others, ""},
		"Mutation.assign":              {fmt.Sprintf("(role: %q, volunteer: %q)", w.role, w.people[1]), others, ""},
		"Mutation.release":             {fmt.Sprintf(`(assignment: %q, reason: "x")`, w.confirmed[1]), others, ""},
		"Mutation.requestHelp":         {help, elsewhere, ""},
		"Mutation.approveRequest":      {is("id", request), staff, ""},
		"Mutation.rejectRequest":       {fmt.Sprintf(`(id: %q, reason: "x")`, request), staff, ""},
		"Mutation.registerVolunteers":  {fmt.Sprintf("(input: {organisation: %q, people: []})", w.orgs[1]), others, ""},
		"Mutation.setAvailability":     {fmt.Sprintf("(input: {volunteer: %q, weekly: []})", w.people[1]), others, ""},
		"Mutation.importVolunteers":    {}, "Mutation.importTimetable": {}, "Mutation.importTimetables": {}, "Mutation.importRequests": {},
		"Mutation.addWebhook":          {fmt.Sprintf(`(organisation: %q, url: "https://x.example/hook")`, w.orgs[1]), others, ""},
		"Mutation.rotateWebhook":       {is("id", hook), others, ""},
		"Mutation.enableWebhook":       {is("id", hook), others, ""},
		"Mutation.removeWebhook":       {is("id", hook), others, ""},
		"Mutation.planNow":             {"", staff, ""},
		"Mutation.publishPlan":         {is("id", run), staff, ""},
		"Mutation.cancelPlan":          {is("id", run), staff, ""},
		"Subscription.coverageChanged": {}, "Subscription.dispatchEvents": {}, "Subscription.planProgress": {},
		"Subscription.importProgress": {},
	}
}

// secrets are what each role must find nowhere in an answer: names, numbers and keys of
// people who aren't its own.
func (w *world) secrets() map[string][]string {
	of := func(i int) []string {
		return []string{w.people[i], w.confirmed[i], w.asked[i], fmt.Sprint("Người ", i), fmt.Sprintf("+8491234567%d", i)}
	}
	phones := []string{"+84912345670", "+84912345671"}
	return map[string][]string{"a": of(1), "b": of(0), "telecom": slices.Concat(of(0), of(1)), "volunteer0": of(1), "commune0": phones, "commune1": slices.Concat(of(0), of(1))}
}

func TestNobodyReachesSomebodyElsesRowsByAnyField(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	department := roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}
	run, err := w.dispatcher.PlanNow(t.Context(), department, 3, morning)
	w.check(err)
	start := morning.AddDate(0, 0, 3)
	request, err := w.dispatcher.RequestHelp(t.Context(), department, dispatch.HelpInput{
		Commune: code(0), Span: roster.Span{Start: start, End: start.Add(3 * time.Hour)},
		Roles: []roster.RoleNeed{{Skill: "guide", Level: 1, Seats: 1}}, Reason: "đông người",
	}, morning)
	w.check(err)
	hook, _, err := w.dispatcher.AddHook(t.Context(), department, w.orgs[1], "https://x.example/hook", morning)
	w.check(err)
	_, err = w.dispatcher.OpenPrivacyRequest(t.Context(), department, w.people[1], roster.PrivacyCorrect, "x", morning)
	w.check(err)
	schema := w.introspect()
	rules := w.rules(run.ID, request.ID, hook.ID)
	seen := map[string]string{}
	for _, field := range schema.rootFields() {
		r, ruled := rules[field.path]
		if !ruled {
			t.Errorf("%s has no rule: say whose rows it is called on and who may not see them", field.path)
			continue
		}
		if field.root == "Subscription" || field.takesFile {
			continue
		}
		query := schema.call(field, r.args, r.on)
		before := dbtest.Content(t, w.pool)
		w.foreignHearNothing(field, r, query)
		if after := dbtest.Content(t, w.pool); before != after {
			t.Errorf("%s as somebody who may not has changed rows", field.path)
		}
		if field.root == "Query" {
			w.readByAll(field, r, query, seen)
		}
	}
	for _, mark := range append(w.secrets()["commune1"], "+84912345670") {
		if !strings.Contains(seen["department"], mark) {
			t.Errorf("the walk doesn't reach %q even as the department: it proves nothing", mark)
		}
	}
}

func TestStreamsTellNobodyOfSomebodyElsesRows(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.settle(boardQuery) // the feed hears the database by now
	schema := w.introspect()
	streams := map[string]<-chan string{}
	for _, field := range schema.rootFields() {
		if field.root == "Subscription" && !strings.HasSuffix(field.path, "Progress") { // whose tests are beside them
			streams[field.path] = w.listen("a", schema.call(field, "", ""))
		}
	}
	department := roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}
	for _, i := range []int{1, 0} {
		_, err := w.dispatcher.Release(t.Context(), department, w.confirmed[i], "đổi ca", morning)
		w.check(err)
	}
	for path, events := range streams {
		select {
		case event := <-events:
			if !strings.Contains(event, "__typename") || strings.Contains(event, `"errors"`) {
				t.Errorf("%s tells %s", path, event)
			}
			for _, secret := range w.secrets()["a"] {
				if strings.Contains(event, secret) {
					t.Errorf("%s shows %q to a", path, secret)
				}
			}
		case <-time.After(10 * time.Second):
			t.Errorf("%s told nothing", path)
		}
	}
}

func (w *world) foreignHearNothing(field rootField, r rule, query string) {
	w.Helper()
	for _, token := range r.foreign {
		codes := w.ask(token, query, nil).codes()
		if len(codes) != 1 || codes[0] != "NOT_FOUND" && codes[0] != "FORBIDDEN" {
			w.Errorf("%s of somebody else as %s: %v", field.path, token, codes)
		}
	}
}

// readByAll reads a query as every role and looks for what the role may not know.
func (w *world) readByAll(field rootField, r rule, query string, seen map[string]string) {
	w.Helper()
	secrets := w.secrets()
	for _, token := range everyone() {
		a := w.ask(token, query, nil)
		if bad := slices.DeleteFunc(a.codes(), func(c string) bool { return c == "NOT_FOUND" || c == "FORBIDDEN" }); len(bad) > 0 {
			w.Errorf("%s as %s: %+v", field.path, token, a.Errors)
		}
		text := fmt.Sprint(a.Data)
		seen[token] += text
		for _, secret := range secrets[token] {
			// A caller who names a row hears its key from nobody else.
			if strings.Contains(text, secret) && !strings.Contains(r.args, secret) {
				w.Errorf("%s shows %q to %s", field.path, secret, token)
			}
		}
	}
}
