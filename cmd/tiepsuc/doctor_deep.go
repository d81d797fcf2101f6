package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
)

// runDeep proves the invariants on the rows of DATABASE_URL and names those that break one.
func (c *DoctorCmd) runDeep(env *Env) error {
	url := env.Getenv("DATABASE_URL")
	if url == "" {
		return usageError(errors.New("DATABASE_URL is not set: --deep looks at its rows"))
	}
	pool, store, err := openStore(env.Ctx, url)
	if err != nil {
		return err
	}
	defer pool.Close()
	at := c.At
	if at.IsZero() {
		at = env.Now()
	}
	broken, err := dispatch.ProveInvariants(env.Ctx, store, at)
	if err != nil {
		return err
	}
	return tellBroken(env.Stdout, broken)
}

// tellBroken names each broken invariant with its rows, or says that all hold.
func tellBroken(out io.Writer, broken []dispatch.Breach) error {
	for _, b := range broken {
		fmt.Fprintf(out, "broken: %s\n", b.Invariant)
		for _, row := range b.Rows {
			fmt.Fprintf(out, "  %s: %s\n", row.Row, row.Detail)
		}
	}
	all := len(db.Invariants())
	if len(broken) > 0 {
		return fmt.Errorf("%d of %d invariants are broken", len(broken), all)
	}
	fmt.Fprintf(out, "all %d invariants hold\n", all)
	return nil
}
