package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/sim"
)

// SimulateCmd runs campaigns in virtual time and compares policies.
type SimulateCmd struct {
	People    int      `default:"700" help:"How many volunteers."`
	Days      int      `default:"6" help:"How long the campaign lasts."`
	Communes  int      `default:"126" help:"How many communes take part."`
	From      string   `default:"2026-11-23" placeholder:"DATE" help:"First day of the campaign (${default})."`
	Seed      uint64   `default:"1" help:"The first seed."`
	Seeds     int      `default:"1" help:"How many seeds, one after the other."`
	Policy    []string `default:"waves,sequential,broadcast,tiers,selfserve" help:"Who is asked when: ${default}."`
	Scenario  []string `default:"normal" help:"What happens: normal, peak, storm, outage, exams."`
	Behaviour string   `placeholder:"FILE" help:"How people behave, as JSON (docs/simulation.md)."`
	AtMost    bool     `help:"Also prove what no way of asking could exceed."`
	JSON      string   `name:"json" placeholder:"FILE" help:"Write the report as JSON too; - for standard output, instead of the table."`
	Chart     string   `placeholder:"FILE" help:"Write a chart of the days as SVG."`
	Workers   int      `default:"0" help:"How many runs at once; 0 for one per processor."`
}

// Help shows how it is called.
func (*SimulateCmd) Help() string {
	return `It runs the platform's own verbs on a private PostgreSQL of its own, which it deletes afterwards,
with phones that behave like people. The same arguments give the same report.

Examples:

  tiepsuc simulate --people 120 --communes 12 --days 4
  tiepsuc simulate --policy waves,broadcast --scenario storm --seeds 5 --chart storm.svg`
}

// Run simulates every chosen policy in every chosen scenario with every seed.
func (c *SimulateCmd) Run(env *Env) error {
	plan, err := c.plan()
	if err != nil {
		return usageError(err)
	}
	// Little lives long and memory is plenty: time is what is short.
	const seldom = 400
	defer debug.SetGCPercent(debug.SetGCPercent(seldom))
	yard, err := openYard(env.Ctx)
	if err != nil {
		return err
	}
	report, err := plan.simulate(env, yard)
	if err = errors.Join(err, yard.close()); err != nil {
		return err
	}
	return c.tell(env, report)
}

func (c *SimulateCmd) tell(env *Env, report sim.Report) error {
	if c.Chart != "" {
		if err := os.WriteFile(c.Chart, []byte(report.Chart()), 0o644); err != nil { //nolint:gosec // a picture for everybody
			return fmt.Errorf("write the chart: %w", err)
		}
	}
	if c.JSON == "" {
		return report.Table(env.Stdout)
	}
	raw, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	raw = append(raw, '\n')
	if c.JSON == "-" {
		_, err = env.Stdout.Write(raw)
		return err
	}
	if err := os.WriteFile(c.JSON, raw, 0o644); err != nil { //nolint:gosec // figures for everybody
		return fmt.Errorf("write the report: %w", err)
	}
	return report.Table(env.Stdout)
}

// plan checks the flags and turns them into the runs.
func (c *SimulateCmd) plan() (*simulation, error) {
	day, dayErr := roster.ParseDate(c.From)
	policies, policyErr := chosen("--policy", c.Policy, policies(), func(p dispatch.Policy) string { return p.Name })
	scenarios, scenarioErr := chosen("--scenario", c.Scenario, sim.Scenarios(), func(s sim.Scenario) string { return s.Name })
	behaviour, behaviourErr := readBehaviour(c.Behaviour)
	const mostPeople, mostDays, mostSeeds = 50_000, 366, 100
	err := errors.Join(policyErr, scenarioErr, behaviourErr,
		wrongUnless(dayErr == nil, "--from must be a day such as 2026-11-23"),
		wrongUnless(c.People >= 1 && c.People <= mostPeople, "--people must be between 1 and 50000"),
		wrongUnless(c.Days >= 1 && c.Days <= mostDays, "--days must be between 1 and 366"),
		wrongUnless(c.Communes >= 1, "--communes must be 1 or more"),
		wrongUnless(c.Seeds >= 1 && c.Seeds <= mostSeeds, "--seeds must be between 1 and 100"),
	)
	if c.Workers < 1 {
		c.Workers = runtime.GOMAXPROCS(0)
	}
	return &simulation{cmd: c, startsOn: day, policies: policies, scenarios: scenarios, behaviour: behaviour}, err
}

func policies() []dispatch.Policy {
	return []dispatch.Policy{dispatch.Waves(), dispatch.Sequential(), dispatch.Broadcast(), dispatch.Tiers(), dispatch.SelfServe()}
}

// chosen are the named ones of all, in the order of all.
func chosen[T any](flag string, names []string, all []T, name func(T) string) ([]T, error) {
	var some []T
	var known []string
	for _, one := range all {
		known = append(known, name(one))
		if slices.Contains(names, name(one)) {
			some = append(some, one)
		}
	}
	for _, n := range names {
		if !slices.Contains(known, n) {
			return nil, fmt.Errorf("%s %s is unknown: choose of %v", flag, n, known)
		}
	}
	return some, nil
}

func readBehaviour(path string) (sim.Behaviour, error) {
	if path == "" {
		return sim.DefaultBehaviour(), nil
	}
	b, err := readFile(path, sim.ReadBehaviour)
	if err != nil {
		return b, fmt.Errorf("--behaviour %w", err)
	}
	return b, nil
}
