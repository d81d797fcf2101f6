package dispatch_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// planAndPublish makes a plan for a week and publishes it.
func (w *world) planAndPublish(now time.Time) {
	w.Helper()
	run, err := w.dispatcher.PlanNow(w.Context(), w.department, 7, now)
	w.check(err)
	_, err = w.dispatcher.PublishPlan(w.Context(), w.department, run.ID, now)
	w.check(err)
}

// A coordinator may pass over a limit once; that is no leave for plans to do so too.
func TestAPlanKeepsTheLimitThatACoordinatorPassedOverOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	person := w.volunteer(0)
	person.Limits.MinutesPerDay = 3 * 60
	w.check(w.store.AddVolunteers(t.Context(), w.campaign.ID, []roster.Volunteer{person}, morning))
	long, other := w.shift(span(2, 8, 13), guides(1)), w.shift(span(4, 8, 13), guides(1))
	a, err := w.dispatcher.Assign(t.Context(), w.department, long, person.ID, "bạn ấy đồng ý", morning)
	w.check(err)
	_, err = w.dispatcher.Ask(t.Context(), w.department, a.ID, morning)
	w.check(err)
	w.planAndPublish(morning)
	if diff := cmp.Diff(map[roster.AssignmentState]int{roster.Offered: 1}, w.states(long)); diff != "" {
		t.Errorf("the seat that was given (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[roster.AssignmentState]int{}, w.states(other)); diff != "" {
		t.Errorf("a seat beyond the limit (-want +got):\n%s", diff)
	}
}

func TestSomebodyWhoIsNoLongerFreeIsNotAskedForWhatWasPlanned(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(2, 8, 11), guides(1))
	w.planAndPublish(morning)
	off := dispatch.AvailabilityInput{Volunteer: w.people[0].ID, Exceptions: []dispatch.DatedHours{{Date: roster.Date{Year: 2026, Month: 11, Day: 27}}}}
	_, err := w.dispatcher.SetAvailability(t.Context(), w.department, off, morning)
	w.check(err)
	counts, err := w.dispatcher.AskPlanned(t.Context(), w.campaign.ID, morning)
	w.check(err)
	if diff := cmp.Diff(dispatch.Counts{"released": 1}, counts); diff != "" {
		t.Errorf("counts mismatch (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[roster.AssignmentState]int{}, w.states(role)); diff != "" {
		t.Errorf("states mismatch (-want +got):\n%s", diff)
	}
}

func TestAPlanLeavesTheSeatToWhomACoordinatorProposed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(2, 8, 11), guides(1))
	_, err := w.dispatcher.Assign(t.Context(), w.department, role, w.people[2].ID, "", morning)
	w.check(err)
	w.planAndPublish(morning)
	if diff := cmp.Diff(map[roster.AssignmentState]int{roster.Proposed: 1}, w.states(role)); diff != "" {
		t.Errorf("states mismatch (-want +got):\n%s", diff)
	}
}

func TestWhomACoordinatorReleasedIsProposedByNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(span(2, 8, 11), guides(1))
	a, err := w.dispatcher.Assign(t.Context(), w.department, role, w.people[0].ID, "", morning)
	w.check(err)
	_, err = w.dispatcher.Release(t.Context(), w.department, a.ID, "trường rút người", morning)
	w.check(err)
	w.planAndPublish(morning)
	_, err = w.dispatcher.Refill(t.Context(), w.campaign.ID, role, morning)
	w.check(err)
	if diff := cmp.Diff(map[roster.AssignmentState]int{}, w.states(role)); diff != "" {
		t.Errorf("states mismatch (-want +got):\n%s", diff)
	}
}

// Whoever answered late and got the seat has refused nothing.
func TestALateYesLeavesItsPersonOpenToThePlan(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	first, second := w.shift(span(2, 8, 11), guides(1)), w.shift(span(3, 8, 11), guides(1))
	ask := w.ask(first, w.people[0].ID)
	after := ask.Deadline.Add(time.Minute)
	_, err := w.dispatcher.ExpireDue(t.Context(), after)
	w.check(err)
	w.answer(ask, roster.Yes, after)
	w.planAndPublish(after)
	for role, want := range map[string]map[roster.AssignmentState]int{
		first: {roster.Confirmed: 1}, second: {roster.Proposed: 1},
	} {
		if diff := cmp.Diff(want, w.states(role)); diff != "" {
			t.Errorf("states mismatch (-want +got):\n%s", diff)
		}
	}
}

func TestANightHasOnePlanHoweverOftenItsTickComes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.shift(span(2, 8, 11), guides(1))
	night := time.Date(2026, 11, 26, 2, 0, 0, 0, hanoi)
	for _, tick := range []struct {
		name  string
		at    time.Time
		plans int
	}{
		{"before the hour", night.Add(-time.Minute), 0},
		{"on the hour", night, 1},
		{"a second time", night.Add(time.Second), 0},
		{"from a node that took over", night.Add(13 * time.Hour), 0},
		{"late in the next night", night.Add(25 * time.Hour), 1},
		{"weeks before the campaign", night.AddDate(0, -1, 0), 0},
		{"after the campaign", night.AddDate(0, 3, 0), 0},
	} {
		counts, err := w.dispatcher.PlanDue(t.Context(), tick.at)
		w.check(err)
		if counts["plans"] != tick.plans {
			t.Errorf("%s: %d plans, want %d", tick.name, counts["plans"], tick.plans)
		}
	}
}

// One person for whom something goes wrong must not keep all others waiting.
func TestAskingGoesOnAfterOnePersonForWhomItFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	role := w.shift(span(2, 8, 11), guides(3))
	w.planAndPublish(morning)
	asked := 0
	brokenOnce := func(link string) string {
		if asked++; asked == 1 {
			return "\x00" // no text that PostgreSQL stores
		}
		return "https://tiepsuc.example/a/" + link
	}
	d := dispatch.New(dispatch.Config{Store: w.store, LinkURL: brokenOnce, Log: slog.New(slog.DiscardHandler)})
	if _, err := d.AskDue(t.Context(), morning); err == nil {
		t.Error("the failure went unsaid")
	}
	if diff := cmp.Diff(map[roster.AssignmentState]int{roster.Proposed: 1, roster.Offered: 2}, w.states(role)); diff != "" {
		t.Errorf("states mismatch (-want +got):\n%s", diff)
	}
}
