package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
)

// table prints a line for each problem file: the planner with effort 9 beside HiGHS.
func table(ctx context.Context, w io.Writer, paths []string, seconds int) error {
	fmt.Fprintln(w, "| problem | value | bound | time | solver's best | solver's bound | solver's time | value of the best | bound of the best |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|---|---|---|")
	for _, path := range paths {
		if err := line(ctx, w, path, seconds); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

func line(ctx context.Context, w io.Writer, path string, seconds int) error {
	problem, err := read(path)
	if err != nil {
		return err
	}
	begun := time.Now() //nolint:forbidigo // a benchmark
	solution, err := planner.Solve(ctx, problem, planner.Options{Effort: 9})
	if err != nil {
		return err
	}
	took := time.Since(begun) //nolint:forbidigo // as above
	found, err := highs(ctx, "--seconds", strconv.Itoa(seconds), path)
	if err != nil {
		return err
	}
	value, bound, best := solution.Plan.Score.Value, solution.Plan.Bound, found[0]
	fmt.Fprintf(w, "| %s | %.2f | %.2f | %.1f s | %.2f | %.2f | %.1f s | %.5f | %.5f |\n", strings.TrimSuffix(filepath.Base(path), ".json"), value, bound, took.Seconds(),
		best.Value, best.Bound, best.Seconds, value/best.Value, bound/best.Value)
	return nil
}

func read(path string) (*planner.Problem, error) {
	file, err := os.Open(path) //nolint:gosec // the user named it
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return planner.ReadProblem(file)
}
