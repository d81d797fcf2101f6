// Command bench measures the planner and prints a table in Markdown: on generated problems, or
// on any files and folders of problems that are named. Each problem is planned by a process of
// its own, so that its memory is its own, and each plan is checked by package check.
//
//	go run ./planner/bench -sizes "S M" -scarcity "1 2" -seeds "1 2 3" -effort 5
//	go run ./planner/bench -effort 9 -time-limit 10s problems/ other.json.gz
package main

import (
	"bytes"
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
	work := func() error { return run(context.Background(), s, flag.Args()) }
	if flag.NArg() == 3 && flag.Arg(0) == judging {
		work = func() error { return judge(context.Background(), s.out, flag.Arg(1), flag.Arg(2)) }
	}
	if err := work(); err != nil {
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
	path := filepath.Join(s.work, "problem.json")
	for _, size := range strings.Fields(s.sizes) {
		for _, scarcity := range strings.Fields(s.scarcity) {
			for _, seed := range strings.Fields(s.seeds) {
				if err := s.generate(ctx, path, size, scarcity, seed); err != nil {
					return err
				}
				if err := s.measure(ctx, fmt.Sprintf("%s ×%s, seed %s", size, scarcity, seed), path); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// generate lets the program write a problem, see judging.
func (s settings) generate(ctx context.Context, path, size, scarcity, seed string) error {
	_, err := s.start(ctx, s.program, "generate", "--size", size, "--scarcity", scarcity, "--seed", seed, path)
	return err
}

// measure plans one file and prints its line.
func (s settings) measure(ctx context.Context, name, path string) error {
	out := filepath.Join(s.work, "plan.json")
	arguments := []string{"plan", "--effort", strconv.Itoa(s.effort)}
	if s.limit > 0 {
		arguments = append(arguments, "--time-limit", s.limit.String())
	}
	begun := time.Now() //nolint:forbidigo // a benchmark
	command, err := s.start(ctx, s.program, append(arguments, path, out)...)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	took := time.Since(begun) //nolint:forbidigo // as above
	own, err := os.Executable()
	if err != nil {
		return err
	}
	judged, err := s.start(ctx, own, judging, path, out)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	var v verdict
	if err := json.Unmarshal(judged.Stdout.(*bytes.Buffer).Bytes(), &v); err != nil {
		return err
	}
	s.line(name, v, took, memory(command))
	return nil
}

func (s settings) start(ctx context.Context, program string, arguments ...string) (*exec.Cmd, error) {
	command := exec.CommandContext(ctx, program, arguments...) //nolint:gosec // the user named it
	command.Stdout, command.Stderr = &bytes.Buffer{}, os.Stderr
	return command, command.Run()
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

func (s settings) line(name string, v verdict, took time.Duration, megabytes float64) {
	fmt.Fprintf(s.out, "| %s | %d | %d | %.1f | %.1f | %+.2f %% | %.1f | %.3f %% | %d | %.3f | %.3f | %.1f s | %.0f MB |\n", name, v.People, v.Seats, v.Greedy.Value, v.Plan.Value,
		100*(v.Plan.Value-v.Greedy.Value)/max(1, v.Greedy.Value), v.Bound, 100*v.Gap, v.Plan.FloorMisses, v.Greedy.WorstCommune, v.Plan.WorstCommune, took.Seconds(), megabytes)
}
