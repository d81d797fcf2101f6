package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
)

// judging is the argument by which bench judges a plan in a process of its own: what a
// process is said to have used counts what the one that started it ever had, so that bench
// itself must hold no problem.
const judging = "judge"

// verdict is a plan of a problem, beside the greedy one.
type verdict struct {
	People, Seats int
	Plan, Greedy  check.Score
	Bound, Gap    float64
}

func judge(ctx context.Context, w io.Writer, path, out string) error {
	problem, err := read(path, planner.ReadProblem)
	if err != nil {
		return err
	}
	plan, err := read(out, planner.ReadPlan)
	if err != nil {
		return err
	}
	v := verdict{People: len(problem.People), Bound: plan.Bound, Gap: plan.Gap()}
	for _, shift := range problem.Shifts {
		for _, r := range shift.Roles {
			v.Seats += r.Seats
		}
	}
	var faults []string
	if v.Plan, faults = check.Plan(problem, plan); len(faults) > 0 {
		return fmt.Errorf("the plan breaks rules: %v", faults)
	}
	greedy, err := planner.Greedy(ctx, problem, 1)
	if err != nil {
		return err
	}
	v.Greedy, _ = check.Plan(problem, greedy)
	return json.NewEncoder(w).Encode(v)
}

func read[T any](path string, parse func(io.Reader) (T, error)) (T, error) {
	var none T
	file, err := os.Open(path) //nolint:gosec // the user named it
	if err != nil {
		return none, err
	}
	defer file.Close()
	if !strings.HasSuffix(path, ".gz") {
		return parse(file)
	}
	plain, err := gzip.NewReader(file)
	if err != nil {
		return none, fmt.Errorf("%s: %w", path, err)
	}
	return parse(plain)
}
