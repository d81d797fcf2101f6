package planner_test

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

// resumed is a problem with its plan as it stands, in which a few seats are empty.
func resumed(t *testing.T) (*planner.Problem, *planner.Standing) {
	t.Helper()
	p := free(generate.Problem(generate.Size{People: 40, Seats: 200, Communes: 6, Days: 7}, 1, 4))
	solution, err := planner.Solve(t.Context(), p, planner.Options{Effort: 1})
	if err != nil {
		t.Fatal(err)
	}
	declined := every(9, solution.Plan.Assignments)
	p.Current = slices.DeleteFunc(solution.Plan.Assignments, func(a planner.Assignment) bool { return slices.Contains(declined, a) })
	p.Rules.KeepWeight = 0
	standing, err := planner.Resume(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return p, standing
}

func value(t *testing.T, p *planner.Problem, assignments []planner.Assignment) float64 {
	t.Helper()
	plan := planner.Plan{Format: planner.PlanFormat, Problem: p.Hash(), Assignments: assignments}
	score, _ := check.Plan(p, &plan)
	plan.Score.Value, plan.Bound = score.Value, score.Value
	if _, faults := check.Plan(p, &plan); len(faults) > 0 {
		t.Fatalf("faults: %v", faults)
	}
	return score.Value
}

func TestAResumedPlanIsThePlanAsItStood(t *testing.T) {
	t.Parallel()
	p, standing := resumed(t)
	plan := standing.Plan()
	if want := value(t, p, p.Current); math.Abs(plan.Score.Value-want) > 1e-6 || len(plan.Assignments) != len(p.Current) {
		t.Errorf("value %v of %d assignments, want %v of %d", plan.Score.Value, len(plan.Assignments), want, len(p.Current))
	}
	if best, err := planner.Solve(context.Background(), p, planner.Options{Effort: 3}); err != nil || best.Plan.Score.Value > plan.Bound {
		t.Errorf("a plan of %v exceeds the bound %v: %v", best.Plan.Score.Value, plan.Bound, err)
	}
}

// Planning for that person alone, the seat and all others pinned, finds nothing better and no
// proof that it can't be.
func TestRankSaysWhatThePlanGainsByEachPerson(t *testing.T) {
	t.Parallel()
	p, standing := resumed(t)
	before := value(t, p, p.Current)
	told := 0
	for _, shift := range p.Shifts {
		role := planner.Seat{Shift: shift.ID, Role: shift.Roles[0].Role}
		gains, err := standing.Rank(role)
		if err != nil {
			t.Fatal(err)
		}
		if told += len(gains); len(gains) == 0 {
			continue
		}
		for _, g := range []planner.Gain{gains[0], gains[len(gains)-1]} {
			alone := best(t, p, g.Person, role)
			if got := before + g.Worth; got < alone.Score.Value-1e-6 || got > alone.Bound+1e-6 {
				t.Errorf("%s on %v: value %v, want %v to %v", g.Person, role, got, alone.Score.Value, alone.Bound)
			}
		}
	}
	if told < 20 {
		t.Errorf("only %d gains told", told)
	}
}

func best(t *testing.T, p *planner.Problem, person string, seat planner.Seat) planner.Plan {
	t.Helper()
	q := *p
	q.Pinned, q.Current = []planner.Assignment{{Person: person, Shift: seat.Shift, Role: seat.Role}}, nil
	for _, a := range p.Current {
		if a.Person != person {
			q.Pinned = append(q.Pinned, a)
		}
	}
	for i := range q.People {
		if q.People[i].ID != person { // nothing more for the others
			q.People = slices.Clone(q.People)
			q.People[i].Available = nil
			for _, a := range q.Pinned {
				if a.Person == q.People[i].ID {
					q.People[i].Available = append(q.People[i].Available, window(p, a.Shift))
				}
			}
		}
	}
	solution, err := planner.Solve(t.Context(), &q, planner.Options{Effort: 1})
	if err != nil {
		t.Fatal(err)
	}
	return solution.Plan
}

func window(p *planner.Problem, id string) planner.Window {
	at := slices.IndexFunc(p.Shifts, func(s planner.Shift) bool { return s.ID == id })
	return planner.Window{Start: p.Shifts[at].Start, End: p.Shifts[at].End}
}

func TestARepairFillsRolesThatAreOpened(t *testing.T) {
	t.Parallel()
	p, standing := resumed(t)
	var open []planner.Seat
	for _, shift := range p.Shifts {
		open = append(open, planner.Seat{Shift: shift.ID, Role: shift.Roles[0].Role})
	}
	before := standing.Plan()
	repaired := repair(t, standing, planner.Change{Open: open})
	after := standing.Plan()
	if value(t, p, after.Assignments) <= value(t, p, before.Assignments) || repaired.Value != after.Score.Value {
		t.Errorf("value %v after %v, said to be %v", after.Score.Value, before.Score.Value, repaired.Value)
	}
}

func TestRankNamesARoleThatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	_, standing := resumed(t)
	if _, err := standing.Rank(planner.Seat{Shift: "none", Role: "none"}); err == nil {
		t.Error("no error")
	}
	if _, err := standing.Repair(t.Context(), planner.Change{Open: []planner.Seat{{Shift: "none"}}}); err == nil {
		t.Error("no error")
	}
}

func TestWhatIsPinnedAndWhatIsToBeKeptAreTakenUpTogether(t *testing.T) {
	t.Parallel()
	p := oneSeat()
	late := morning(p.Start.Add(5*time.Hour), "here")
	late.ID = "afternoon"
	p.Shifts = append(p.Shifts, late)
	p.Pinned = []planner.Assignment{{Person: "an", Shift: "morning here", Role: "guide"}}
	p.Current = []planner.Assignment{{Person: "an", Shift: "afternoon", Role: "guide"}}
	standing, err := planner.Resume(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if got := standing.Plan().Assignments; len(got) != 2 {
		t.Errorf("taken up: %+v", got)
	}
}
