package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/roster"
)

func TestARunIsFollowedFromItsBeginningToItsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	run := w.id()
	events := w.listen("department", fmt.Sprintf(`subscription { planProgress(run: %q) { id state value bound gap } }`, run))
	a := w.ask("department", fmt.Sprintf(`mutation { planNow(days: 3, id: %q) { id state bound } }`, run), nil)
	if diff := cmp.Diff([]string(nil), a.codes()); diff != "" {
		t.Fatalf("planning failed: %v", a.Errors)
	}
	for {
		select {
		case event := <-events:
			if !strings.Contains(event, run) {
				t.Fatalf("told %s", event)
			}
			if strings.Contains(event, `"DRAFT"`) {
				return
			}
		case <-time.After(10 * time.Second):
			t.Fatal("the end was not told")
		}
	}
}

func TestARunsIdIsAUUIDOfItsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	run := w.id()
	plan := func(id string) []string {
		return w.ask("department", fmt.Sprintf(`mutation { planNow(days: 1, id: %q) { id } }`, id), nil).codes()
	}
	for _, step := range []struct {
		id   string
		want []string
	}{{"tonight", []string{"BAD_INPUT"}}, {run, nil}, {run, []string{"CONFLICT"}}} {
		if got := plan(step.id); !slices.Equal(got, step.want) {
			t.Errorf("%s: %v, want %v", step.id, got, step.want)
		}
	}
}

func TestOnlyTheDepartmentFollowsARun(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	run, err := w.dispatcher.PlanNow(t.Context(), roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}, 1, morning)
	w.check(err)
	for _, token := range []string{"a", "commune0"} {
		select {
		case event := <-w.listen(token, fmt.Sprintf(`subscription { planProgress(run: %q) { id } }`, run.ID)):
			if !strings.Contains(event, "NOT_FOUND") {
				t.Errorf("%s hears %s", token, event)
			}
		case <-time.After(10 * time.Second):
			t.Errorf("%s hears nothing", token)
		}
	}
}
