package graph

import (
	"log/slog"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
)

// Config is what the API works with. Now is the campaign's clock. Demo opens introspection
// to those who aren't signed in.
type Config struct {
	Store      *db.Store
	Dispatcher *dispatch.Dispatcher
	Tokens     *auth.Tokens
	Feed       *Feed
	Now        func() time.Time
	Demo       bool
	Log        *slog.Logger
}

// Resolver is the root of all resolvers.
type Resolver struct {
	store      *db.Store
	dispatcher *dispatch.Dispatcher
	feed       *Feed
	now        func() time.Time
}
