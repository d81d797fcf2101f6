package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

// DoctorCmd checks that a server would run here, or that what the database says has
// happened could have happened.
type DoctorCmd struct {
	Deep bool      `help:"Prove the invariants on the rows instead: asks, seats, the log, messages. Needs DATABASE_URL alone."`
	At   time.Time `placeholder:"TIME" help:"The campaign's moment for --deep, when it isn't now: 2026-11-25T08:00:00+07:00."`
}

// Help shows how it is called.
func (*DoctorCmd) Help() string {
	return `It changes nothing and sends no text. Exit 1 when something is wrong.

Examples:

  tiepsuc doctor
  tiepsuc doctor --deep`
}

// finding is one thing the doctor looks at.
type finding struct {
	name string
	look func(context.Context) error
}

// Run looks at everything that serve needs, or at the rows, and tells each finding.
func (c *DoctorCmd) Run(env *Env) error {
	if c.Deep {
		return c.runDeep(env)
	}
	s, err := readSettings(env.Getenv)
	if err != nil {
		return usageError(err)
	}
	pool, store, err := openStore(env.Ctx, s.databaseURL)
	if err != nil {
		return err
	}
	defer pool.Close()
	sender, err := twilio.New(s.twilio)
	if err != nil {
		return err
	}
	return examine(env, []finding{
		{"settings", func(context.Context) error { return nil }},
		{"database", store.Ping},
		{"schema and queue", store.Ready},
		{"clock", func(ctx context.Context) error { return clocksAgree(ctx, store, env.Now) }},
		{"sender", sender.Check},
	})
}

// examine makes the checks in order, each within a few seconds.
func examine(env *Env, checks []finding) error {
	const patience = 10 * time.Second
	sick := 0
	for _, c := range checks {
		ctx, cancel := context.WithTimeout(env.Ctx, patience)
		err := c.look(ctx)
		cancel()
		if err != nil {
			sick++
			fmt.Fprintf(env.Stdout, "%-18s wrong: %v\n", c.name, err)
			continue
		}
		fmt.Fprintf(env.Stdout, "%-18s fine\n", c.name)
	}
	if sick > 0 {
		return fmt.Errorf("%d of %d checks found something wrong", sick, len(checks))
	}
	return nil
}

var errClock = errors.New("differs from the database's")

// clocksAgree compares our clock with the database's: deadlines are written by one and
// compared with the other's stamps in reports.
func clocksAgree(ctx context.Context, store *db.Store, now func() time.Time) error {
	const tolerance = 5 * time.Second
	theirs, err := store.Clock(ctx)
	if err != nil {
		return err
	}
	if off := now().Sub(theirs); off.Abs() > tolerance {
		return fmt.Errorf("%w by %v", errClock, off.Round(time.Second))
	}
	return nil
}
