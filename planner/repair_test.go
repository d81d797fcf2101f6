package planner_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

func stand(t *testing.T, p *planner.Problem) (*planner.Standing, *planner.Solution) {
	t.Helper()
	standing, solution, err := planner.Stand(t.Context(), p, planner.Options{Effort: 2})
	if err != nil {
		t.Fatal(err)
	}
	return standing, solution
}

func repair(t *testing.T, s *planner.Standing, c planner.Change) *planner.Repaired {
	t.Helper()
	repaired, err := s.Repair(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return repaired
}

// every nth of a list.
func every(n int, list []planner.Assignment) []planner.Assignment {
	var some []planner.Assignment
	for i := 0; i < len(list); i += n {
		some = append(some, list[i])
	}
	return some
}

func TestARepairRefillsWhatIsDeclinedAndMovesNobodyConfirmed(t *testing.T) {
	t.Parallel()
	p := free(generate.Problem(generate.Size{People: 150, Seats: 900, Communes: 12, Days: 14}, 1, 3))
	standing, solution := stand(t, p)
	declined := every(40, solution.Plan.Assignments)
	confirmed := slices.DeleteFunc(every(3, solution.Plan.Assignments), func(a planner.Assignment) bool { return slices.Contains(declined, a) })
	repaired := repair(t, standing, planner.Change{Declined: declined, Confirmed: confirmed})
	plan := standing.Plan()
	score, faults := check.Plan(p, &plan)
	if len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
	for _, a := range plan.Assignments {
		if slices.Contains(declined, a) {
			t.Errorf("%v is there again", a)
		}
	}
	for _, a := range confirmed {
		if !slices.Contains(plan.Assignments, a) {
			t.Errorf("%v was confirmed and is gone", a)
		}
	}
	if score.Value < 0.99*solution.Plan.Score.Value || len(repaired.Added) == 0 {
		t.Errorf("value %v after %v, added %d", score.Value, solution.Plan.Score.Value, len(repaired.Added))
	}
	if most := 6 * len(declined); len(repaired.Removed) > most {
		t.Errorf("%d declined, %d moved", len(declined), len(repaired.Removed))
	}
}

func TestTheBoundAfterARepairIsTheOneOfTheChangedProblem(t *testing.T) {
	t.Parallel()
	p := free(generate.Problem(small, 1, 5))
	newcomer := p.People[0]
	rest := *p
	rest.People = p.People[1:]
	standing, solution := stand(t, &rest)
	changed := rest
	changed.People = append(slices.Clone(rest.People), newcomer)
	var gone []string
	for i := range 5 {
		gone = append(gone, changed.People[i].ID)
		changed.People[i].Available = nil
	}
	repaired := repair(t, standing, planner.Change{Gone: gone, Joined: []planner.Person{newcomer}})
	plan := standing.Plan()
	if score, faults := check.Plan(&changed, &plan); len(faults) > 0 {
		t.Errorf("faults: %v, value %v", faults, score.Value)
	}
	if want := proven(t, &changed, &solution.Proof); math.Abs(want-repaired.Bound) > 1e-5*want {
		t.Errorf("bound %v, the prices prove %v", repaired.Bound, want)
	}
}

func TestARepairOfWhatIsUnknownChangesNothing(t *testing.T) {
	t.Parallel()
	p := generate.Problem(small, 1, 6)
	standing, solution := stand(t, p)
	a := solution.Plan.Assignments[0]
	for name, c := range map[string]planner.Change{
		"gone[1]":      {Declined: []planner.Assignment{a}, Gone: []string{p.People[0].ID, "nobody"}},
		"declined[0]":  {Declined: []planner.Assignment{{Person: a.Person, Shift: a.Shift, Role: "cook"}}},
		"confirmed[0]": {Confirmed: []planner.Assignment{{Person: "nobody", Shift: a.Shift, Role: a.Role}}},
		"people[0].id": {Joined: []planner.Person{p.People[0]}},
		"home":         {Joined: []planner.Person{{ID: "new", Home: "nowhere"}}},
	} {
		if _, err := standing.Repair(t.Context(), c); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !slices.Equal(standing.Plan().Assignments, solution.Plan.Assignments) {
		t.Error("a refused change has changed the plan")
	}
}
