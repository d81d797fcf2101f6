package db_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestWhatPassesIsToldFromWhatStays(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		err    error
		passes bool
	}{
		"no time left":            {context.DeadlineExceeded, true},
		"told to stop":            {context.Canceled, true},
		"no way there":            {&net.OpError{Op: "dial", Err: errors.New("refused")}, true},
		"cut off":                 {io.ErrUnexpectedEOF, true},
		"closed":                  {pgconn.ErrConnClosed, true},
		"too many connections":    {&pgconn.PgError{Code: "53300"}, true},
		"stopped by its operator": {&pgconn.PgError{Code: "57P01"}, true},
		"a deadlock":              {&roster.Error{Kind: roster.Conflict, Key: "row.not_found", Err: &pgconn.PgError{Code: "40P01"}}, true},
		"a constraint":            {&pgconn.PgError{Code: "23514"}, false},
		"no such column":          {&pgconn.PgError{Code: "42703"}, false},
		"a rule of ours":          {roster.Clash("role.full"), false},
		"a fault of ours":         {errors.New("no words"), false},
	} {
		if got := db.Passing(fmt.Errorf("handle: %w", tc.err)); got != tc.passes {
			t.Errorf("%s passes: %t, want %t", name, got, tc.passes)
		}
	}
}
