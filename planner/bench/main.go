// Command bench measures the planner and prints a table in Markdown: on generated problems, or
// on any files and folders of problems that are named. Each problem is planned by a process of
// its own, so that its memory is its own, and each plan is checked by package check.
//
//	go run ./planner/bench -sizes "S M" -scarcity "1 2" -seeds "1 2 3" -effort 5
//	go run ./planner/bench -effort 9 -time-limit 10s problems/ other.json.gz
package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/check"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

type settings struct {
	program, work   string
	sizes, scarcity string
	seeds           string
	effort          int
	limit           time.Duration
	out             io.Writer
}

func main() {
	s := settings{out: os.Stdout}
	flag.StringVar(&s.program, "program", "bin/tiepsuc", "the program that plans")
	flag.StringVar(&s.sizes, "sizes", "S M", "generated sizes")
	flag.StringVar(&s.scarcity, "scarcity", "1 2", "how many times the seats")
	flag.StringVar(&s.seeds, "seeds", "1 2 3", "seeds of the problems")
	flag.IntVar(&s.effort, "effort", 5, "1 to 9")
	flag.DurationVar(&s.limit, "time-limit", 0, "for each plan, 0 for none")
	flag.Parse()
	if err := run(context.Background(), s, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, s settings, places []string) (err error) {
	if s.work, err = os.MkdirTemp("", "bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(s.work)) }()
	fmt.Fprintln(s.out, "| problem | people | seats | greedy | value | over greedy | bound | certified gap | floors missed | lowest commune, greedy | lowest commune | time | memory |")
	fmt.Fprintln(s.out, "|---|---|---|---|---|---|---|---|---|---|---|---|---|")
	if len(places) > 0 {
		return s.files(ctx, places)
	}
	return s.generated(ctx)
}

func (s settings) files(ctx context.Context, places []string) error {
	for _, place := range places {
		err := filepath.WalkDir(place, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(strings.TrimSuffix(path, ".gz"), ".json") {
				return err
			}
			return s.measure(ctx, filepath.Base(path), path)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s settings) generated(ctx context.Context) error {
	for _, name := range strings.Fields(s.sizes) {
		size, known := generate.Sizes()[name]
		if !known {
			return fmt.Errorf("unknown size %q", name)
		}
		for _, scarcity := range strings.Fields(s.scarcity) {
			times, err := strconv.ParseFloat(scarcity, 64)
			if err != nil {
				return err
			}
			for _, seed := range strings.Fields(s.seeds) {
				n, err := strconv.ParseInt(seed, 10, 64)
				if err != nil {
					return err
				}
				path := filepath.Join(s.work, "problem.json")
				if err := write(path, generate.Problem(size, times, n)); err != nil {
					return err
				}
				if err := s.measure(ctx, fmt.Sprintf("%s ×%s, seed %s", name, scarcity, seed), path); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func write(path string, problem *planner.Problem) error {
	raw, err := json.Marshal(problem)
	if err != nil {
		return err
	}
	return os.WriteFile(path, raw, 0o600)
}

// measure plans one file and prints its line.
func (s settings) measure(ctx context.Context, name, path string) error {
	out := filepath.Join(s.work, "plan.json")
	arguments := []string{"plan", "--effort", strconv.Itoa(s.effort)}
	if s.limit > 0 {
		arguments = append(arguments, "--time-limit", s.limit.String())
	}
	command := exec.CommandContext(ctx, s.program, append(arguments, path, out)...) //nolint:gosec // the user named it
	command.Stderr = os.Stderr
	begun := time.Now() //nolint:forbidigo // a benchmark
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	took := time.Since(begun) //nolint:forbidigo // as above
	problem, err := read(path, planner.ReadProblem)
	if err != nil {
		return err
	}
	plan, err := read(out, planner.ReadPlan)
	if err != nil {
		return err
	}
	score, faults := check.Plan(problem, plan)
	if len(faults) > 0 {
		return fmt.Errorf("%s: the plan breaks rules: %v", name, faults)
	}
	greedy, err := planner.Greedy(ctx, problem, 1)
	if err != nil {
		return err
	}
	other, _ := check.Plan(problem, greedy)
	s.line(name, problem, score, other, *plan, took, memory(command))
	return nil
}

// memory is the most that a process had in use, in MB.
func memory(command *exec.Cmd) float64 {
	const kilo = 1024
	usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return float64(usage.Maxrss) / kilo
}

func (s settings) line(name string, p *planner.Problem, score, greedy check.Score, plan planner.Plan, took time.Duration, megabytes float64) {
	seats := 0
	for _, shift := range p.Shifts {
		for _, r := range shift.Roles {
			seats += r.Seats
		}
	}
	fmt.Fprintf(s.out, "| %s | %d | %d | %.1f | %.1f | %+.2f %% | %.1f | %.3f %% | %d | %.3f | %.3f | %.1f s | %.0f MB |\n", name, len(p.People), seats, greedy.Value, score.Value,
		100*(score.Value-greedy.Value)/max(1, greedy.Value), plan.Bound, 100*plan.Gap(), score.FloorMisses, greedy.WorstCommune, score.WorstCommune, took.Seconds(), megabytes)
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
