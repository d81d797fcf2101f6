package dispatch_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// tomorrow is the shift that the tests of presence are about: Friday, 8 to 11.
var tomorrow = span(2, 8, 11)

// promised asks somebody for a role and lets them say yes.
func (w *world) promised(role string, who roster.Volunteer) roster.Ask {
	w.Helper()
	ask := w.ask(role, who.ID)
	if told := w.answer(ask, roster.Yes, morning); told != roster.ToldConfirmed {
		w.Fatalf("the yes came to %s", told)
	}
	return ask
}

func (w *world) assignment(id string) roster.Assignment {
	w.Helper()
	a, err := w.store.Assignment(w.Context(), w.campaign.ID, id)
	w.check(err)
	return a
}

func (w *world) presenceDue(now time.Time) dispatch.Counts {
	w.Helper()
	counts, err := w.dispatcher.PresenceDue(w.Context(), now)
	w.check(err)
	return counts
}

// code is what the point of a role shows.
func (w *world) code(role string, now time.Time) string {
	w.Helper()
	seat, err := w.store.Seat(w.Context(), w.campaign.ID, role)
	w.check(err)
	code, _, err := w.dispatcher.PointCode(w.Context(), w.department, seat.Shift.Point, now)
	w.check(err)
	return code
}

func keyOf(err error) string {
	if known, ok := errors.AsType[*roster.Error](err); ok {
		return known.Key
	}
	return ""
}

// firstKey is the key of an error, or of the first of several.
func firstKey(err error) string {
	if faults, ok := errors.AsType[roster.Faults](err); ok {
		return faults[0].Key
	}
	return keyOf(err)
}

// shownAt is a phone at the point.
func shownAt() dispatch.Shown { return dispatch.Shown{At: &match.Place{Lat: 21.0391, Lon: 105.8375}} }

func TestWhatProvesThatSomebodyIsThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	role := w.shift(tomorrow, guides(1))
	ask := w.promised(role, w.people[0])
	start := tomorrow.Start
	for _, tc := range []struct {
		name  string
		shown dispatch.Shown
		at    time.Time
		want  string
	}{
		{"nothing", dispatch.Shown{}, start, "check_in.no_proof"},
		{"a code that somebody made up", dispatch.Shown{Code: "1"}, start, "check_in.wrong_code"},
		{"yesterday's code", dispatch.Shown{Code: w.code(role, start.AddDate(0, 0, -1))}, start, "check_in.wrong_code"},
		{"a phone at home", dispatch.Shown{At: &match.Place{Lat: 21.1, Lon: 105.8}}, start, "check_in.not_there"},
		{"too early", shownAt(), start.Add(-match.CheckInBefore - time.Second), "check_in.too_early"},
		{"when it is over", shownAt(), tomorrow.End, "check_in.over"},
		{"a phone at the point", shownAt(), start.Add(-match.CheckInBefore), ""},
		{"the code, once more", dispatch.Shown{Code: w.code(role, start)}, start, ""},
	} {
		if err := w.dispatcher.CheckInLink(t.Context(), ask.Link, ask.Assignment, tc.shown, tc.at); keyOf(err) != tc.want {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.want)
		}
	}
	got, err := w.store.Attendances(t.Context(), w.department.Scope(), []string{ask.Assignment})
	w.check(err)
	if len(got) != 1 || got[0].InProof != roster.ProofPlace || !got[0].In.Equal(start.Add(-match.CheckInBefore)) {
		t.Errorf("attendance: %+v", got)
	}
}

func TestNobodyIsCheckedInForAnotherOrUnasked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(2))
	mine, asked := w.promised(role, w.people[0]), w.ask(role, w.people[1].ID)
	commune := func(code string) roster.Viewer {
		return roster.Viewer{Role: roster.AsCommune, Campaign: w.campaign.ID, Commune: code}
	}
	for name, tc := range map[string]struct {
		viewer     roster.Viewer
		assignment string
		want       roster.Kind
	}{
		"by nobody":                {roster.Viewer{}, mine.Assignment, roster.Unauthenticated},
		"by a university":          {w.as(w.university), mine.Assignment, roster.Forbidden},
		"by another commune":       {commune(ngocHa), mine.Assignment, roster.NotFound},
		"by another volunteer":     {roster.Viewer{Role: roster.AsVolunteer, Campaign: w.campaign.ID, Volunteer: w.people[1].ID}, mine.Assignment, roster.NotFound},
		"who hasn't said yes":      {commune(baDinh), asked.Assignment, roster.Conflict},
		"by the commune, and well": {commune(baDinh), mine.Assignment, ""},
	} {
		if _, err := w.dispatcher.CheckIn(t.Context(), tc.viewer, tc.assignment, dispatch.Shown{}, tomorrow.Start); roster.KindOf(err) != tc.want {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}

func TestWhoDoesntComeFreesTheSeatAndGetsItBackWhileItIsFree(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(1))
	ask := w.promised(role, w.people[0])
	start := tomorrow.Start
	if counts := w.presenceDue(start.Add(match.NoShowAfter - time.Second)); counts["no_shows"] != 0 {
		t.Fatalf("counted absent before the grace is over: %v", counts)
	}
	for _, want := range []int{1, 0} {
		if counts := w.presenceDue(start.Add(match.NoShowAfter)); counts["no_shows"] != want {
			t.Errorf("%v, want %d no-shows", counts, want)
		}
	}
	if got := w.role(role).Taken; got != 0 {
		t.Errorf("%d seats taken after the no-show", got)
	}
	late, err := w.dispatcher.CheckIn(t.Context(), w.department, ask.Assignment, dispatch.Shown{}, start.Add(time.Hour))
	w.check(err)
	if late.ID == ask.Assignment || late.State != roster.CheckedIn || w.role(role).Taken != 1 {
		t.Errorf("the latecomer: %+v", late)
	}
	if got := w.assignment(ask.Assignment).State; got != roster.NoShow {
		t.Errorf("the absence became %s", got)
	}
	if broken := w.broken(start.Add(2 * time.Hour)); len(broken) > 0 {
		t.Errorf("broken: %q", broken)
	}
}

func TestAnAlarmIsRaisedOnceForAFloorRoleThatNobodyIsThereFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	floor := guides(1)
	floor.Floor = true
	role := w.shift(tomorrow, floor)
	w.shift(tomorrow, guides(1))
	ask := w.promised(role, w.people[0])
	alarm := tomorrow.Start.Add(-match.AlarmBefore)
	for _, step := range []struct {
		at   time.Time
		want int
	}{{alarm.Add(-time.Second), 0}, {alarm, 1}, {alarm.Add(time.Minute), 0}} {
		if counts := w.presenceDue(step.at); counts["alarms"] != step.want {
			t.Errorf("at %v: %v, want %d", step.at, counts, step.want)
		}
	}
	open := func() int {
		alerts, err := w.store.Alerts(t.Context(), w.department.Scope(), alarm)
		w.check(err)
		return len(alerts)
	}
	if open() != 1 {
		t.Errorf("%d alerts stand", open())
	}
	_, err := w.dispatcher.CheckIn(t.Context(), w.department, ask.Assignment, dispatch.Shown{}, alarm)
	w.check(err)
	if open() != 0 {
		t.Errorf("%d alerts stand after the check-in", open())
	}
}

func TestWhatLeavingMakesOfAnAssignment(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		leave func(w *world, assignment string)
		want  roster.AssignmentState
		proof roster.Proof
		hours float64
	}{
		"in the middle": {func(w *world, id string) {
			_, err := w.dispatcher.CheckOut(w.Context(), w.department, id, tomorrow.Start.Add(time.Hour))
			w.check(err)
		}, roster.LeftEarly, roster.ProofStaff, 1},
		"at the end": {func(w *world, id string) {
			for range 2 {
				_, err := w.dispatcher.CheckOut(w.Context(), w.department, id, tomorrow.End.Add(time.Hour/2))
				w.check(err)
			}
		}, roster.Completed, roster.ProofStaff, 3},
		"by the clock": {func(w *world, _ string) { w.presenceDue(tomorrow.End.Add(match.CheckOutAfter)) }, roster.Completed, roster.ProofClock, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			floor := guides(1)
			floor.Floor = true
			ask := w.promised(w.shift(tomorrow, floor), w.people[0])
			_, err := w.dispatcher.CheckIn(t.Context(), w.department, ask.Assignment, dispatch.Shown{}, tomorrow.Start.Add(-time.Minute))
			w.check(err)
			tc.leave(w, ask.Assignment)
			if got := w.assignment(ask.Assignment).State; got != tc.want {
				t.Errorf("became %s, want %s", got, tc.want)
			}
			attended, err := w.store.Attendances(t.Context(), w.department.Scope(), []string{ask.Assignment})
			w.check(err)
			if len(attended) != 1 || attended[0].OutProof != tc.proof {
				t.Errorf("attendance: %+v", attended)
			}
			measured, err := w.store.Presence(t.Context(), w.campaign.ID, nil, tomorrow, tomorrow.End.Add(2*time.Hour))
			w.check(err)
			want := map[string]roster.Presence{baDinh: {FloorMinutes: 180, CoveredMinutes: tc.hours * 60, Hours: tc.hours}}
			if diff := cmp.Diff(want, measured); diff != "" {
				t.Errorf("presence mismatch (-want +got):\n%s", diff)
			}
			if broken := w.broken(tomorrow.End.Add(2 * time.Hour)); len(broken) > 0 {
				t.Errorf("broken: %q", broken)
			}
		})
	}
}

func TestClosingAShiftEndsWhatIsOpenAndKeepsTheLastFigures(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	role := w.shift(tomorrow, guides(2))
	came, stayedAway := w.promised(role, w.people[0]), w.promised(role, w.people[1])
	_, err := w.dispatcher.CheckIn(t.Context(), w.department, came.Assignment, dispatch.Shown{}, tomorrow.Start)
	w.check(err)
	outcome := roster.Outcome{Shift: w.role(role).Shift, Citizens: 12, Priority: 5, Procedures: 9, Notes: " mất điện 20 phút "}
	if _, err := w.dispatcher.CloseShift(t.Context(), w.department, outcome, tomorrow.Start.Add(time.Hour)); keyOf(err) != "shift.not_over" {
		t.Errorf("closed in the middle: %v", err)
	}
	for _, citizens := range []int{12, 14} {
		outcome.Citizens = citizens
		_, err := w.dispatcher.CloseShift(t.Context(), w.department, outcome, tomorrow.End)
		w.check(err)
	}
	states := map[string]roster.AssignmentState{"came": w.assignment(came.Assignment).State, "stayed away": w.assignment(stayedAway.Assignment).State}
	if diff := cmp.Diff(map[string]roster.AssignmentState{"came": roster.Completed, "stayed away": roster.NoShow}, states); diff != "" {
		t.Errorf("states mismatch (-want +got):\n%s", diff)
	}
	got, err := w.store.Outcomes(t.Context(), w.department.Scope(), []string{outcome.Shift})
	w.check(err)
	if len(got) != 1 || got[0].Citizens != 14 || got[0].Notes != "mất điện 20 phút" {
		t.Errorf("outcome: %+v", got)
	}
}

func TestImpossibleFiguresAreRefusedByName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	outcome := roster.Outcome{Shift: w.role(w.shift(tomorrow, guides(1))).Shift, Citizens: 2, Priority: 3, Procedures: -1}
	_, err := w.dispatcher.CloseShift(t.Context(), w.department, outcome, tomorrow.End)
	faults, ok := errors.AsType[roster.Faults](err)
	if !ok {
		t.Fatalf("got %v", err)
	}
	var fields []string
	for _, f := range faults {
		fields = append(fields, f.Field)
	}
	if diff := cmp.Diff([]string{"outcome.procedures", "outcome.priority"}, fields); diff != "" {
		t.Errorf("fields mismatch (-want +got):\n%s", diff)
	}
}
