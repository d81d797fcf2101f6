package graph

import (
	"log/slog"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
)

// Config is what the API works with. CalendarURL makes the signed address of a volunteer's
// calendar, nil where there is none. Now is the campaign's clock, Wall the real one. PerSecond is
// how many operations a token may ask for, five times as many an address, 0 without bound. Demo
// opens introspection to those who aren't signed in.
// Operations are those of the app by their hash; with ListedOnly, who is signed in by a cookie may ask
// for nothing else.
// KeepNothing resolves every query afresh, for measuring.
type Config struct {
	Store       *db.Store
	Dispatcher  *dispatch.Dispatcher
	CalendarURL func(campaign, volunteer string) string
	Tokens      *auth.Tokens
	Desk        *auth.Desk
	Feed        *Feed
	Now, Wall   func() time.Time
	PerSecond   int
	Limits      Limits
	Operations  map[string]string
	ListedOnly  bool
	Demo        bool
	KeepNothing bool
	Log         *slog.Logger
}

// Resolver is the root of all resolvers.
type Resolver struct {
	store       *db.Store
	dispatcher  *dispatch.Dispatcher
	feed        *Feed
	covered     *covered
	calendarURL func(campaign, volunteer string) string
	now, wall   func() time.Time
	desk        *auth.Desk
}
