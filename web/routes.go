package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

// Config is what the routes lead to. Ready tells what keeps the platform from working. Demo
// is nil outside the demo.
type Config struct {
	GraphQL    http.Handler
	Dispatcher *dispatch.Dispatcher
	Links      *auth.Links
	Twilio     *twilio.Twilio
	Ready      func(ctx context.Context) error
	Now        func() time.Time
	Log        *slog.Logger
	Demo       *Demo
}

// Demo is what only a demo serves: the query page, the phones' texts as JSON, the campaign's
// clock and the tokens to sign in with.
type Demo struct {
	Playground, Phones, Clock http.Handler
	SignIns                   []SignIn
}

// SignIn is one of the demo's ways in.
type SignIn struct {
	Role  string `json:"role"`
	Name  string `json:"name"`
	Token string `json:"token"`
}

// server is what the handlers share.
type server struct {
	Config
	answers *limiter
}

// Handler serves every route.
func Handler(config Config) (http.Handler, error) {
	app, err := newApp()
	if err != nil {
		return nil, err
	}
	s := &server{Config: config, answers: newLimiter()}
	mux := http.NewServeMux()
	mux.Handle("/graphql", config.GraphQL)
	mux.HandleFunc("GET /a/{token}", s.page(s.showAnswer))
	mux.HandleFunc("POST /a/{token}", s.page(s.takeAnswer))
	mux.HandleFunc("POST "+twilio.StatusPath+"{message}", s.hook(s.takeStatus))
	mux.HandleFunc("POST "+twilio.InboundPath, s.hook(s.takeInbound))
	mux.HandleFunc("GET /healthz", s.health)
	mux.HandleFunc("GET /readyz", s.ready)
	mux.HandleFunc("/demo/", http.NotFound)
	mux.HandleFunc("/hooks/", http.NotFound)
	mux.HandleFunc("/a/", s.page(s.noAnswerPage))
	if config.Demo != nil {
		s.demoRoutes(mux)
	}
	mux.Handle("/", app)
	return s.logged(s.recovered(mux)), nil
}

func (s *server) demoRoutes(mux *http.ServeMux) {
	mux.Handle("GET /graphiql", s.Demo.Playground)
	mux.HandleFunc("GET /demo/sign-ins", s.signIns)
	mux.HandleFunc("GET /demo/phones", s.page(s.showPhones))
	mux.HandleFunc("GET /demo/static/{file}", s.static)
	mux.Handle("/demo/clock", s.Demo.Clock)
	mux.Handle("GET /demo/phones.json", rewrite("/", s.Demo.Phones))
	mux.Handle("/demo/phones/", http.StripPrefix("/demo/phones", s.Demo.Phones))
}

// rewrite serves a handler at its root, whatever path led here.
func rewrite(path string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		again := r.Clone(r.Context())
		again.URL.Path, again.URL.RawPath = path, ""
		next.ServeHTTP(w, again)
	})
}
