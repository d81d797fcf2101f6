package main

import (
	"encoding/json"
	"fmt"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
)

// VerifyCmd checks a plan against its problem.
type VerifyCmd struct {
	Prices  string `type:"existingfile" help:"Prices that prove a bound: it is computed from them afresh, in whole numbers."`
	Problem string `arg:"" help:"The problem."`
	Plan    string `arg:"" help:"The plan."`
}

// Help shows an example.
func (*VerifyCmd) Help() string {
	return "Checks every rule and recomputes the score by a second implementation that shares no code with the planner.\nExample: tiepsuc verify problem.json plan.json"
}

// Run prints the score as JSON, and every fault on stderr; with faults the exit code is 1.
func (c *VerifyCmd) Run(env *Env) error {
	problem, err := readFile(c.Problem, planner.ReadProblem)
	if err != nil {
		return err
	}
	plan, err := readFile(c.Plan, planner.ReadPlan)
	if err != nil {
		return err
	}
	score, faults := check.Plan(problem, plan)
	if c.Prices != "" {
		proof, err := readFile(c.Prices, planner.ReadPrices)
		if err != nil {
			return err
		}
		proven, err := check.Bound(problem, proof)
		if err != nil {
			return usageError(fmt.Errorf("%s: %w", c.Prices, err))
		}
		faults = append(faults, score.Prove(proven)...)
	}
	if err := json.NewEncoder(env.Stdout).Encode(score); err != nil {
		return err
	}
	for _, fault := range faults {
		fmt.Fprintln(env.Stderr, fault)
	}
	if len(faults) > 0 {
		return fmt.Errorf("%s: %d faults", c.Plan, len(faults))
	}
	return nil
}
