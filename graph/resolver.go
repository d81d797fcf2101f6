package graph

import (
	"log/slog"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
)

// Config is what the API works with. CalendarURL makes the signed address of a volunteer's
// calendar, nil where there is none. Now is the campaign's clock. Demo opens introspection
// to those who aren't signed in.
type Config struct {
	Store       *db.Store
	Dispatcher  *dispatch.Dispatcher
	CalendarURL func(campaign, volunteer string) string
	Tokens      *auth.Tokens
	Feed        *Feed
	Now         func() time.Time
	Demo        bool
	Log         *slog.Logger
}

// Resolver is the root of all resolvers.
type Resolver struct {
	store       *db.Store
	dispatcher  *dispatch.Dispatcher
	feed        *Feed
	calendarURL func(campaign, volunteer string) string
	now         func() time.Time
}
