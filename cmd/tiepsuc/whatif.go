package main

import (
	"encoding/json"
	"fmt"

	"github.com/tiepsuc/tiepsuc/planner"
)

// WhatIfCmd compares the plan of a problem with the plan of what it might become.
type WhatIfCmd struct {
	Effort      int    `default:"3" help:"How hard to try, 1 to 9."`
	Seed        int64  `default:"1" help:"Orders people who are alike."`
	Problem     string `arg:"" help:"The problem, JSON; .gz is gzip."`
	Supposition string `arg:"" help:"What is supposed, JSON."`
}

// Help shows an example.
func (*WhatIfCmd) Help() string {
	return `Nothing is stored; the answer is JSON: coverage, floors, lowest commune and gap before and after, and who would move.

A storm on days 2 and 3 while two people are away:
  {"without": ["p7", "p9"], "scaled": [{"communes": ["00004"], "from": 2, "to": 3, "factor": 1.4}]}
Further members: "with" (people) and "shifts", as in a problem, and "rules".

Example: tiepsuc whatif problem.json storm.json`
}

// Run prints the comparison.
func (c *WhatIfCmd) Run(env *Env) error {
	if c.Effort < 1 || c.Effort > 9 {
		return usageError(fmt.Errorf("--effort must be 1 to 9"))
	}
	problem, err := readFile(c.Problem, planner.ReadProblem)
	if err != nil {
		return err
	}
	supposed, err := readFile(c.Supposition, planner.ReadSupposition)
	if err != nil {
		return err
	}
	comparison, err := planner.WhatIf(env.Ctx, problem, supposed, planner.Options{Effort: c.Effort, Seed: c.Seed})
	if err != nil {
		return usageError(fmt.Errorf("%s: %w", c.Supposition, err))
	}
	return json.NewEncoder(env.Stdout).Encode(comparison)
}
