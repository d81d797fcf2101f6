package dispatch_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

var (
	night     = time.Date(2026, 11, 26, 2, 0, 0, 0, hanoi)
	anyLimits = dispatch.PublishLimits{Gap: 1, Change: 1}
)

// publishing is a dispatcher of the world that publishes by itself within limits, and its log.
func (w *world) publishing(within *dispatch.PublishLimits) (*dispatch.Dispatcher, *bytes.Buffer) {
	w.Helper()
	log := &bytes.Buffer{}
	return dispatch.New(dispatch.Config{
		Store: w.store, Publish: within, Log: slog.New(slog.NewTextHandler(log, nil)),
		LinkURL: func(link string) string { return "https://tiepsuc.example/a/" + link },
	}), log
}

// newestPlan is how the run stands that was begun last.
func (w *world) newestPlan() roster.PlanRun {
	w.Helper()
	runs, err := w.store.Plans(w.Context(), w.department.Scope(), 1)
	w.check(err)
	if len(runs) == 0 {
		w.Fatal("there is no plan")
	}
	return runs[0]
}

// oneOfFive has four people asked for what a person has published, and opens a fifth seat: the
// plan of the night changes a fifth. The seats for which nobody has the skill leave it a gap.
func (w *world) oneOfFive() (added string) {
	w.Helper()
	for day := 2; day < 6; day++ {
		w.shift(span(day, 8, 11), guides(1))
		w.shift(span(day, 9, 14), roster.RoleNeed{Skill: "it", Level: 5, Seats: 2})
	}
	w.planAndPublish(morning)
	_, err := w.dispatcher.AskPlanned(w.Context(), w.campaign.ID, morning)
	w.check(err)
	return w.shift(span(6, 8, 11), guides(1))
}

func TestThePlanOfTheNightIsPublishedByItselfWithinLimitsAlone(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		within    *dispatch.PublishLimits
		published int
		log       string
	}{
		"never, unless told":   {nil, 0, ""},
		"within limits":        {&dispatch.PublishLimits{Gap: 0.05, Change: 0.2}, 1, "published by the system"},
		"with too large a gap": {&dispatch.PublishLimits{Gap: 0, Change: 1}, 0, "because=gap"},
		"changing too much":    {&dispatch.PublishLimits{Gap: 1, Change: 0.19}, 0, "because=change"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 4)
			added := w.oneOfFive()
			d, log := w.publishing(c.within)
			counts, err := d.PlanDue(t.Context(), night)
			w.check(err)
			run := w.newestPlan()
			if counts["plans"] != 1 || counts["published"] != c.published || (run.State == roster.PlanPublished) != (c.published == 1) {
				t.Errorf("%v, and the plan is %s with a gap of %g", counts, run.State, run.Gap())
			}
			if !strings.Contains(log.String(), c.log) || (c.log == "") != (log.Len() == 0) {
				t.Errorf("the log says %q, want %q in it", log, c.log)
			}
			want := map[roster.AssignmentState]int{}
			if c.published == 1 {
				want[roster.Proposed] = 1
			}
			if diff := cmp.Diff(want, w.states(added)); diff != "" {
				t.Errorf("the new seat (-want +got):\n%s", diff)
			}
		})
	}
}

// What is published by itself is asked for like all that is published, and once.
func TestWhatIsPublishedByItselfIsAskedForInTheMorning(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	added := w.oneOfFive()
	d, _ := w.publishing(&anyLimits)
	for range 2 {
		_, err := d.PlanDue(t.Context(), night)
		w.check(err)
	}
	_, err := d.AskDue(t.Context(), night.Add(6*time.Hour))
	w.check(err)
	if diff := cmp.Diff(map[roster.AssignmentState]int{roster.Offered: 1}, w.states(added)); diff != "" {
		t.Errorf("the new seat (-want +got):\n%s", diff)
	}
	const query = `SELECT DISTINCT e.actor FROM assignment_events e JOIN assignments a ON a.id = e.assignment_id WHERE a.role_id = $1 AND e.to_state = 'proposed'`
	rows, err := w.pool.Query(t.Context(), query, added)
	w.check(err)
	actors, err := pgx.CollectRows(rows, pgx.RowTo[string])
	w.check(err)
	if diff := cmp.Diff([]string{"plan"}, actors); diff != "" {
		t.Errorf("who proposed (-want +got):\n%s", diff)
	}
}

func TestThePlanOfTheNightTakesNothingAwayUnseenBeyondItsLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.shift(span(2, 8, 11), guides(1))
	w.planAndPublish(morning)
	off := dispatch.AvailabilityInput{Volunteer: w.people[0].ID, Exceptions: []dispatch.DatedHours{{Date: roster.Date{Year: 2026, Month: 11, Day: 27}}}}
	_, err := w.dispatcher.SetAvailability(t.Context(), w.department, off, morning)
	w.check(err)
	d, log := w.publishing(&dispatch.PublishLimits{Gap: 1, Change: 0.9})
	_, err = d.PlanDue(t.Context(), night)
	w.check(err)
	if run := w.newestPlan(); run.State != roster.PlanDraft || !strings.Contains(log.String(), "because=change") {
		t.Errorf("a plan that gives nobody anything is %s, %s", run.State, log)
	}
}

func TestTheFirstPlanIsPublishedByAPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.shift(span(2, 8, 11), guides(1))
	d, log := w.publishing(&anyLimits)
	_, err := d.PlanDue(t.Context(), night)
	w.check(err)
	first := w.newestPlan()
	if first.State != roster.PlanDraft || !strings.Contains(log.String(), "because=first") {
		t.Errorf("the first plan is %s, %s", first.State, log)
	}
	_, err = d.PublishPlan(t.Context(), w.department, first.ID, night.Add(time.Hour))
	w.check(err)
	_, err = d.PlanDue(t.Context(), night.AddDate(0, 0, 1))
	w.check(err)
	if second := w.newestPlan(); second.ID == first.ID || second.State != roster.PlanPublished {
		t.Errorf("the plan of the night after is %s", second.State)
	}
}

func TestAPlanThatAPersonMakesWaitsForOneToPublishIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	w.oneOfFive()
	d, _ := w.publishing(&anyLimits)
	run, err := d.PlanNow(t.Context(), w.department, 7, night)
	w.check(err)
	if stored := w.newestPlan(); stored.ID != run.ID || stored.State != roster.PlanDraft {
		t.Errorf("it is %s", stored.State)
	}
}
