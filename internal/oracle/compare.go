package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
)

// tolerance is what the solver's own arithmetic may be off by, relative to a value.
const tolerance = 1e-6

// wanted is how much of the best plans' value plans must have, on average.
const wanted = 0.999

// tally is how close plans and bounds come to the best.
type tally struct {
	cases             int
	plan, worstPlan   float64
	bound, worstBound float64
	exact             int
	seconds           float64
}

func compare(ctx context.Context, w io.Writer, cases []trial) error {
	var faults []error
	sum := tally{worstPlan: 1, worstBound: 1}
	for i := range cases {
		if err := cases[i].hold(ctx, &sum); err != nil {
			faults = append(faults, fmt.Errorf("problem of seed %d: %w", cases[i].seed, err))
		}
	}
	n := float64(sum.cases)
	fmt.Fprintf(w, "%d problems solved exactly in %.1f s; plans: %d are the best there is, %.4f of it on average, %.4f at worst; bounds: %.4f of it on average, %.4f at worst\n",
		len(cases), sum.seconds, sum.exact, sum.plan/n, sum.worstPlan, sum.bound/n, sum.worstBound)
	if sum.plan/n < wanted {
		faults = append(faults, fmt.Errorf("plans have %.4f of the best plans' value on average, want %v", sum.plan/n, wanted))
	}
	return errors.Join(faults...)
}

// hold compares one problem's best plan with the planner's plan and with bounds from all
// kinds of prices.
func (c *trial) hold(ctx context.Context, sum *tally) error {
	margin := tolerance * max(1, math.Abs(c.best.Value))
	if err := c.judged(margin); err != nil {
		return err
	}
	solution, err := planner.Solve(ctx, c.problem, planner.Options{Effort: int(1 + c.seed%9), Seed: c.seed})
	if err != nil {
		return err
	}
	value, bound := solution.Plan.Score.Value, solution.Plan.Bound
	if _, broken := check.Plan(c.problem, &solution.Plan); len(broken) > 0 {
		return fmt.Errorf("the plan breaks rules: %v", broken)
	}
	if value > c.best.Value+margin || bound < c.best.Value-margin {
		return fmt.Errorf("want value %v <= optimum %v <= bound %v", value, c.best.Value, bound)
	}
	sum.add(value, bound, c.best, margin)
	for name, prices := range map[string]planner.Prices{"claimed": solution.Proof, "no": {}, "any": c.anyPrices()} {
		proven, err := check.Bound(c.problem, &prices)
		if err != nil {
			return err
		}
		if proven < c.best.Value-margin {
			return fmt.Errorf("%s prices prove %v, the optimum is %v", name, proven, c.best.Value)
		}
	}
	return nil
}

// judged holds the solver to the rules and the score.
func (c *trial) judged(margin float64) error {
	plan := planner.Plan{Assignments: c.best.Assignments, Score: planner.Score{Value: c.best.Value}, Bound: math.Inf(1)}
	if _, broken := check.Plan(c.problem, &plan); len(broken) > 0 {
		return fmt.Errorf("the solver's plan breaks rules: %v", broken)
	}
	if math.Abs(c.best.Bound-c.best.Value) > margin {
		return fmt.Errorf("the solver didn't finish: value %v, bound %v", c.best.Value, c.best.Bound)
	}
	return nil
}

func (s *tally) add(value, bound float64, best optimum, margin float64) {
	s.seconds += best.Seconds
	if best.Value <= margin {
		return
	}
	s.cases++
	if value >= best.Value-margin {
		s.exact++
	}
	s.plan, s.worstPlan = s.plan+value/best.Value, min(s.worstPlan, value/best.Value)
	s.bound, s.worstBound = s.bound+bound/best.Value, max(s.worstBound, bound/best.Value)
}

// anyPrices are prices from nothing to more than anything is worth.
func (c *trial) anyPrices() planner.Prices {
	r := rand.New(rand.NewPCG(uint64(c.seed), 2)) //nolint:gosec // a test
	var prices planner.Prices
	for _, s := range c.problem.Shifts {
		for _, role := range s.Roles {
			prices.Prices = append(prices.Prices, planner.RolePrice{Shift: s.ID, Role: role.Role, Micros: r.Int64N(30_000_000)})
		}
	}
	return prices
}
