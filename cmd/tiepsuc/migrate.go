package main

import (
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/tiepsuc/tiepsuc/db"
)

// MigrateCmd holds what can be done with the schema.
type MigrateCmd struct {
	Up     MigrateUpCmd     `cmd:"" help:"Apply every step that is missing, the queue's included."`
	Status MigrateStatusCmd `cmd:"" help:"List the steps and whether they are applied; exit 1 when one is missing."`
}

// Help shows how it is called.
func (*MigrateCmd) Help() string {
	return "Example:\n\n  DATABASE_URL=postgres://localhost/tiepsuc tiepsuc migrate up"
}

// MigrateUpCmd brings the schema up to date.
type MigrateUpCmd struct{}

// Run migrates DATABASE_URL.
func (*MigrateUpCmd) Run(env *Env) error {
	url, err := databaseURL(env.Getenv)
	if err != nil {
		return usageError(err)
	}
	if err := db.Migrate(env.Ctx, url); err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, "schema is up to date")
	return nil
}

// MigrateStatusCmd shows where the schema stands.
type MigrateStatusCmd struct{}

// Run lists the steps of the schema.
func (*MigrateStatusCmd) Run(env *Env) error {
	url, err := databaseURL(env.Getenv)
	if err != nil {
		return usageError(err)
	}
	steps, err := db.MigrationStatus(env.Ctx, url)
	if err != nil {
		return err
	}
	missing := 0
	table := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	for _, step := range steps {
		state := "applied"
		if !step.Applied {
			state = "missing"
			missing++
		}
		fmt.Fprintf(table, "%d\t%s\t%s\n", step.Version, step.Name, state)
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("write the steps: %w", err)
	}
	if missing > 0 {
		return fmt.Errorf("%d steps are missing: run tiepsuc migrate up", missing)
	}
	return nil
}

var errNoDatabase = errors.New("DATABASE_URL is not set, such as postgres://localhost/tiepsuc")

func databaseURL(getenv func(string) string) (string, error) {
	if url := getenv("DATABASE_URL"); url != "" {
		return url, nil
	}
	return "", errNoDatabase
}
