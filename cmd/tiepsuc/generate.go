package main

import (
	"errors"
	"fmt"

	"github.com/tiepsuc/tiepsuc/planner/generate"
)

// GenerateCmd invents a benchmark problem.
type GenerateCmd struct {
	Size     string  `enum:"S,M,L,XL,XXL" required:"" help:"S, M, L, XL or XXL."`
	Scarcity float64 `default:"1" help:"Multiplies the seats, 0.5 to 3."`
	Seed     int64   `default:"1" help:"The same seed gives the same problem."`
	Problem  string  `arg:"" help:"Where to write the problem; .gz is gzip."`
}

// Help shows an example.
func (*GenerateCmd) Help() string {
	return "Example: tiepsuc generate --size M --scarcity 1.5 --seed 7 problem.json"
}

// Run writes the problem and prints its figures.
func (c *GenerateCmd) Run(env *Env) error {
	if !(c.Scarcity >= 0.5 && c.Scarcity <= 3) {
		return usageError(errors.New("--scarcity must be 0.5 to 3"))
	}
	problem := generate.Problem(generate.Sizes()[c.Size], c.Scarcity, c.Seed)
	if err := writeFile(c.Problem, problem); err != nil {
		return err
	}
	_, err := fmt.Fprintf(env.Stdout, "people %d\nshifts %d\ncommunes %d\ndays %d\n",
		len(problem.People), len(problem.Shifts), len(problem.Communes), problem.Days)
	return err
}
