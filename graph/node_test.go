package graph_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

const nodeQuery = `query($id: ID!) { node(id: $id) { __typename id } }`

func TestANodeIsFoundByItsIdWhateverItIs(t *testing.T) {
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
	points, err := w.store.PointsOf(t.Context(), w.campaign, []string{code(0)})
	w.check(err)
	for id, want := range map[string]struct {
		kind string
		see  []string
	}{
		w.campaign:     {"Campaign", everyone()},
		code(0):        {"Commune", []string{"department", "a", "b", "telecom", "commune0", "volunteer0"}},
		points[0].ID:   {"Point", []string{"department", "a", "b", "telecom", "commune0", "volunteer0"}},
		w.orgs[0]:      {"Organisation", everyone()},
		w.shift:        {"Shift", []string{"department", "a", "b", "commune0", "volunteer0"}},
		w.role:         {"Role", []string{"department", "a", "b", "commune0", "volunteer0"}},
		w.people[1]:    {"Volunteer", []string{"department", "b", "commune0"}},
		w.confirmed[1]: {"Assignment", []string{"department", "b", "commune0"}},
		w.asked[1]:     {"Ask", []string{"department", "b", "commune0"}},
		request.ID:     {"HelpRequest", []string{"department", "commune0"}},
		run.ID:         {"PlanRun", []string{"department"}},
		hook.ID:        {"Webhook", []string{"department", "b"}},
		w.id():         {},
		"nonsense":     {},
	} {
		var see []string
		for _, token := range everyone() {
			a := w.ask(token, nodeQuery, map[string]any{"id": id})
			if len(a.Errors) == 0 {
				see = append(see, token)
				if diff := cmp.Diff(map[string]any{"__typename": want.kind, "id": id}, a.Data["node"]); diff != "" {
					t.Errorf("%s (-want +got):\n%s", token, diff)
				}
			} else if key := a.Errors[0].Extensions.Key; key != "row.not_found" {
				t.Errorf("%s hears %s of a %s", token, key, want.kind)
			}
		}
		if diff := cmp.Diff(want.see, see); diff != "" {
			t.Errorf("who sees a %s (-want +got):\n%s", want.kind, diff)
		}
	}
}
