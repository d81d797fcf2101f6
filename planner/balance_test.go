package planner_test

import (
	"testing"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

func TestTheLowestCommuneIsNamedWithWhatNoPlanExceeds(t *testing.T) {
	t.Parallel()
	for name, p := range shapes(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			solution := solve(t, p, planner.Options{Effort: 1})
			score, _ := check.Plan(p, &solution.Plan)
			lowest := solution.Lowest
			if score.DemandHours == 0 {
				if lowest != nil {
					t.Errorf("nothing is asked for, yet %s is lowest", lowest.Commune)
				}
				return
			}
			if diff := lowest.Share - score.WorstCommune; diff > rounding || diff < -rounding {
				t.Errorf("lowest share %v, the checker finds %v", lowest.Share, score.WorstCommune)
			}
			if lowest.Share > lowest.AtMost+rounding || solution.Coverage[lowest.Commune] != lowest.Share {
				t.Errorf("share %v of %v at most", lowest.Share, lowest.AtMost)
			}
		})
	}
}

func TestOnePersonAloneCoversWhatTheCeilingSays(t *testing.T) {
	t.Parallel()
	p := free(tight(generate.Size{People: 1, Seats: 12, Communes: 1, Days: 3}, 4))
	p.Rules.LoadWeight, p.Rules.KmWeight = 0, 0
	for i := range p.Shifts {
		p.Shifts[i].Roles = p.Shifts[i].Roles[:1]
		p.Shifts[i].Roles[0].Level, p.Shifts[i].Priority = 1, 1
	}
	lowest := solve(t, p, planner.Options{}).Lowest
	if lowest.AtMost > lowest.Share+0.02 {
		t.Errorf("one person covers %v, at most %v", lowest.Share, lowest.AtMost)
	}
}

func TestPlansAreWorthMoreThanGreedyOnes(t *testing.T) {
	t.Parallel()
	p := generate.Problem(generate.Size{People: 60, Seats: 1500, Communes: 10, Days: 14}, 1, 11)
	greedy, err := planner.Greedy(t.Context(), p, 1)
	if err != nil {
		t.Fatal(err)
	}
	score, faults := check.Plan(p, greedy)
	if len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
	if ours := solve(t, p, planner.Options{Effort: 3}).Plan; ours.Score.Value <= score.Value {
		t.Errorf("ours %v, greedy %v", ours.Score.Value, score.Value)
	}
}
