package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/sim"
)

// simulation is what simulate has been asked for.
type simulation struct {
	cmd       *SimulateCmd
	startsOn  roster.Date
	policies  []dispatch.Policy
	scenarios []sim.Scenario
	behaviour sim.Behaviour
}

// simulate makes all runs, a few at once, each on a database of its own, and reports them in
// their order.
func (s *simulation) simulate(env *Env, y *yard) (sim.Report, error) {
	progress := newRunProgress(env, len(s.scenarios)*len(s.policies)*s.cmd.Seeds)
	group, ctx := errgroup.WithContext(env.Ctx)
	group.SetLimit(s.cmd.Workers)
	runs := make([][][]sim.Figures, len(s.scenarios))
	for i, scenario := range s.scenarios {
		runs[i] = make([][]sim.Figures, len(s.policies))
		for j, policy := range s.policies {
			runs[i][j] = make([]sim.Figures, s.cmd.Seeds)
			for n := range s.cmd.Seeds {
				group.Go(func() error {
					// It is the same for every policy.
					atMost := s.cmd.AtMost && j == 0
					figures, err := s.once(ctx, y, scenario, policy, s.seed(n), atMost, progress)
					runs[i][j][n] = figures
					return err
				})
			}
		}
	}
	if err := group.Wait(); err != nil {
		return sim.Report{}, err
	}
	return s.report(runs), nil
}

func (s *simulation) seed(n int) uint64 { return s.cmd.Seed + uint64(n) } //nolint:gosec // counts up

func (s *simulation) once(ctx context.Context, y *yard, scenario sim.Scenario, policy dispatch.Policy, seed uint64, atMost bool, progress *runProgress) (sim.Figures, error) {
	name := fmt.Sprintf("%s %s %d", scenario.Name, policy.Name, seed)
	var figures sim.Figures
	err := y.with(ctx, func(f field) error {
		var err error
		figures, err = sim.Run(ctx, sim.Config{
			Store: f.store, People: s.cmd.People, Days: s.cmd.Days, Communes: s.cmd.Communes, Seed: seed, StartsOn: s.startsOn,
			Policy: policy, Scenario: scenario, Behaviour: s.behaviour, AtMost: atMost,
			Progress: func(day, days int) { progress.day(name, day, days) },
		})
		return err
	})
	if err != nil {
		return sim.Figures{}, fmt.Errorf("%s: %w", name, err)
	}
	progress.done(name)
	return figures, nil
}

func (s *simulation) report(runs [][][]sim.Figures) sim.Report {
	report := sim.Report{
		Format: sim.ReportFormat, People: s.cmd.People, Days: s.cmd.Days, Communes: s.cmd.Communes, Behaviour: s.behaviour,
	}
	seeds := make([]uint64, s.cmd.Seeds)
	for n := range seeds {
		seeds[n] = s.seed(n)
	}
	for i, scenario := range s.scenarios {
		var policies []sim.PolicyReport
		for j, policy := range s.policies {
			policies = append(policies, sim.Summarise(policy.Name, seeds, runs[i][j]))
		}
		report.Scenarios = append(report.Scenarios, sim.SummariseScenario(scenario.Name, policies))
	}
	return report
}

// runProgress tells on a terminal how far the runs are, and how fast.
type runProgress struct {
	env     *Env
	started time.Time
	runs    int

	mu             sync.Mutex
	finished, days int
}

func newRunProgress(env *Env, runs int) *runProgress {
	return &runProgress{env: env, started: env.Now(), runs: runs}
}

func (p *runProgress) day(name string, day, days int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.days++
	if isTerminal(p.env.Stderr) {
		fmt.Fprintf(p.env.Stderr, "\r%d of %d runs, %s: day %d of %d   ", p.finished, p.runs, name, day, days)
	}
}

func (p *runProgress) done(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finished++
	speed := float64(p.days) / p.env.Now().Sub(p.started).Seconds()
	fmt.Fprintf(p.env.Stderr, "%d of %d runs, %s done, %.1f virtual days a second\n", p.finished, p.runs, name, speed)
}
