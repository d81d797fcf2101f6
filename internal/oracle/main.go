// Command oracle holds the planner against the optimum: it makes small problems of many
// shapes, lets HiGHS, which shares no code and no method with the planner, find the best plan
// of each, and compares. No plan may be worth more than the best, no bound less, whatever
// prices it comes from; and the best plan must keep the rules and be worth what HiGHS says,
// so that the judge is judged too.
//
//	scripts/oracle.sh -problems 240 -seed 1
//	scripts/oracle.sh -seconds 120 PROBLEM...
//
// The second prints a table of problem files: the planner beside HiGHS, which has so long.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/tiepsuc/tiepsuc/planner"
)

func main() {
	problems := flag.Int("problems", 240, "how many problems to make")
	seed := flag.Int64("seed", 1, "the seed of the first")
	seconds := flag.Int("seconds", 120, "how long the solver has for each file that is named")
	flag.Parse()
	work := func() error { return run(context.Background(), os.Stdout, *problems, *seed) }
	if flag.NArg() > 0 {
		work = func() error { return table(context.Background(), os.Stdout, flag.Args(), *seconds) }
	}
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, w io.Writer, problems int, first int64) (err error) {
	folder, err := os.MkdirTemp("", "oracle-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	cases := make([]trial, problems)
	for i := range cases {
		if cases[i], err = newTrial(ctx, folder, first+int64(i)); err != nil {
			return err
		}
	}
	if err := best(ctx, cases); err != nil {
		return err
	}
	return compare(ctx, w, cases)
}

func newTrial(ctx context.Context, folder string, seed int64) (trial, error) {
	t := trial{seed: seed, path: filepath.Join(folder, fmt.Sprintf("%d.json", seed))}
	var err error
	if t.problem, err = vary(ctx, seed); err != nil {
		return t, fmt.Errorf("problem of seed %d: %w", seed, err)
	}
	return t, write(t.path, t.problem)
}

func write(path string, problem *planner.Problem) error {
	text, err := json.Marshal(problem)
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o600)
}

// trial is a problem and the best plan of it.
type trial struct {
	seed    int64
	problem *planner.Problem
	path    string
	best    optimum
}

type optimum struct {
	File        string               `json:"file"`
	Value       float64              `json:"value"`
	Bound       float64              `json:"bound"`
	Assignments []planner.Assignment `json:"assignments"`
	Seconds     float64              `json:"seconds"`
}

// best lets HiGHS solve all problems, in one process: starting it takes longer than most of
// them.
func best(ctx context.Context, cases []trial) error {
	paths := make([]string, len(cases))
	for i := range cases {
		paths[i] = cases[i].path
	}
	found, err := highs(ctx, paths...)
	if err != nil {
		return err
	}
	for i := range cases {
		cases[i].best = found[i]
	}
	return nil
}

// highs runs solve.mjs and returns what it says of each file.
func highs(ctx context.Context, arguments ...string) ([]optimum, error) {
	command := exec.CommandContext(ctx, "node", append([]string{"internal/oracle/solve.mjs"}, arguments...)...) //nolint:gosec // the arguments are our own
	command.Stderr = os.Stderr
	printed, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("solve.mjs: %w", err)
	}
	var found []optimum
	for lines := json.NewDecoder(bytes.NewReader(printed)); lines.More(); {
		var one optimum
		if err := lines.Decode(&one); err != nil {
			return nil, fmt.Errorf("what solve.mjs says: %w", err)
		}
		found = append(found, one)
	}
	return found, nil
}
