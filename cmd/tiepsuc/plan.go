package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/planner"
)

// PlanCmd makes a plan for a problem file.
type PlanCmd struct {
	Effort    int           `default:"5" help:"How hard to try, 1 to 9."`
	TimeLimit time.Duration `help:"Stop after this long, reading included, with the best plan so far, for example 10s."`
	Workers   int           `default:"0" help:"Goroutines that prove at once, 0 for one per processor. The plan is the same."`
	Seed      int64         `default:"1" help:"Orders people who are alike."`
	From      string        `type:"existingfile" help:"A plan to start from."`
	Prices    string        `help:"Where to write the prices that prove the bound, for verify --prices."`
	Progress  bool          `help:"Show progress also where there is no terminal."`
	Problem   string        `arg:"" help:"The problem, JSON; .gz is gzip."`
	Plan      string        `arg:"" help:"Where to write the plan."`
}

// Help shows an example.
func (*PlanCmd) Help() string {
	return "Example: tiepsuc plan --effort 5 problem.json plan.json"
}

// Run plans and prints the plan's value, bound and gap.
func (c *PlanCmd) Run(env *Env) error {
	if err := c.check(); err != nil {
		return usageError(err)
	}
	const frugal = 20 // percent: large problems are mostly what stays, not garbage
	debug.SetGCPercent(frugal)
	begun := env.Now()
	problem, err := readFile(c.Problem, planner.ReadProblem)
	if err != nil {
		return err
	}
	options := planner.Options{Effort: c.Effort, Workers: c.Workers, Seed: c.Seed, Forget: true, Progress: progressTo(env, c.Progress)}
	if c.TimeLimit > 0 {
		options.TimeLimit = max(time.Millisecond, c.TimeLimit-env.Now().Sub(begun))
	}
	if c.From != "" {
		if options.From, err = readFile(c.From, planner.ReadPlan); err != nil {
			return err
		}
	}
	solution, err := planner.Solve(env.Ctx, problem, options)
	if err != nil {
		return err
	}
	plan := &solution.Plan
	if err := writeFile(c.Plan, plan); err != nil {
		return err
	}
	if c.Prices != "" {
		if err := writeFile(c.Prices, solution.Proof); err != nil {
			return err
		}
	}
	if lowest := solution.Lowest; lowest != nil {
		defer printLowest(env.Stdout, lowest)
	}
	_, err = fmt.Fprintf(env.Stdout, "assignments %d\nvalue %.3f\nbound %.3f\ngap %.3f%%\nelapsed %d ms\n",
		len(plan.Assignments), plan.Score.Value, plan.Bound, 100*plan.Gap(), plan.ElapsedMs)
	return err
}

func printLowest(w io.Writer, l *planner.Lowest) {
	fmt.Fprintf(w, "lowest commune %s: %.1f%%, at most %.1f%% by any plan\n", l.Commune, 100*l.Share, 100*l.AtMost) //nolint:errcheck // as any program's output
	for _, s := range l.Why {
		fmt.Fprintln(w, "  "+i18n.Text(i18n.EN, "plan.short."+string(s.Cause), "seats", s.Seats)) //nolint:errcheck // as above
	}
}

func (c *PlanCmd) check() error {
	switch {
	case c.Effort < 1 || c.Effort > 9:
		return errors.New("--effort must be 1 to 9")
	case c.Workers < 0:
		return errors.New("--workers must be 0 or more")
	case c.TimeLimit < 0:
		return errors.New("--time-limit must be more than 0")
	}
	return nil
}

// progressTo prints progress after two seconds on a terminal, or always when it is asked
// for.
func progressTo(env *Env, always bool) func(planner.Progress) {
	w := env.Stderr
	if !always && !isTerminal(w) {
		return nil
	}
	const quietFor = 2 * time.Second
	begun := env.Now()
	return func(p planner.Progress) {
		if !always && env.Now().Sub(begun) < quietFor {
			return
		}
		if p.Bound > 0 {
			fmt.Fprintf(w, "%s %d: value %.2f, at most %.2f, gap %.2f%%\n", p.Phase, p.Step, p.Value, p.Bound, 100*(p.Bound-p.Value)/p.Bound)
			return
		}
		fmt.Fprintf(w, "%s %d: value %.2f\n", p.Phase, p.Step, p.Value)
	}
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
