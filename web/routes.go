package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/throttle"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

// Config is what the routes lead to. Ready tells what keeps the platform from working. Now
// is the campaign's clock, Wall the real one: patience with bodies and limits of rate go by
// it. Providers is nil where staff sign in by phone alone, Demo outside the demo.
type Config struct {
	GraphQL    http.Handler
	Dispatcher *dispatch.Dispatcher
	Links      *auth.Links
	Tokens     *auth.Tokens
	Desk       *auth.Desk
	Providers  *auth.Providers
	Twilio     *twilio.Twilio
	Ready      func(ctx context.Context) error
	Now, Wall  func() time.Time
	Log        *slog.Logger
	Demo       *Demo
}

// server is what the handlers share.
type server struct {
	Config
	links, addresses, codes, desks *throttle.Limiter
}

// Handler serves every route. The error says that the embedded app is not whole.
func Handler(config Config) (http.Handler, error) {
	app, err := newApp()
	if err != nil {
		return nil, err
	}
	s := &server{Config: config, links: linkLimiter(), addresses: addressLimiter(), codes: codeLimiter(), desks: signInLimiter()}
	mux := http.NewServeMux()
	mux.Handle("/graphql", config.GraphQL)
	mux.HandleFunc("GET /a/{token}", s.page(s.showAnswer))
	mux.HandleFunc("POST /a/{token}", s.page(s.takeAnswer))
	mux.HandleFunc("POST /a/{token}/swap", s.page(s.takeSwap))
	mux.HandleFunc("POST /a/{token}/seen", s.page(s.takeSeen))
	mux.HandleFunc("POST /a/{token}/option", s.page(s.takeOption))
	mux.HandleFunc("/a/", s.page(s.noAnswerPage))
	mux.HandleFunc("GET /c/{token}", s.page(s.showCheckIn))
	mux.HandleFunc("POST /c/{token}", s.page(s.takeCheckIn))
	mux.HandleFunc("/c/", s.page(s.noAnswerPage))
	mux.HandleFunc("GET /sign-in", s.page(s.showSignIn))
	mux.HandleFunc("POST /sign-in", s.page(s.takeNumber))
	mux.HandleFunc("POST /sign-in/code", s.page(s.takeCode))
	mux.HandleFunc("GET /sign-in/with/{provider}", s.page(s.leave))
	mux.HandleFunc("GET /sign-in/back/{provider}", s.page(s.comeBack))
	mux.HandleFunc("POST /sign-out", s.page(s.signOut))
	mux.HandleFunc("GET /static/place.js", placeScript)
	mux.HandleFunc("GET /cal/{file}", s.page(s.showCalendar))
	mux.HandleFunc("GET /export/{file}", s.page(s.export))
	mux.HandleFunc("POST "+twilio.StatusPath+"{message}", s.hook(s.takeStatus))
	mux.HandleFunc("POST "+twilio.InboundPath, s.hook(s.takeInbound))
	mux.HandleFunc("/hooks/", http.NotFound)
	mux.HandleFunc("GET /healthz", s.health)
	mux.HandleFunc("GET /readyz", s.ready)
	mux.HandleFunc("/demo/", http.NotFound)
	mux.HandleFunc("/graphiql", http.NotFound)
	if config.Demo != nil {
		s.demoRoutes(mux)
	}
	mux.Handle("/", app)
	return s.watched(nosniff(mux)), nil
}

// nosniff keeps browsers from reading an answer as something else than it says it is.
func nosniff(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}
