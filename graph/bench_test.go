package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/graph"
	"github.com/tiepsuc/tiepsuc/roster"
)

var (
	hanoi   = time.FixedZone("+07", 7*60*60)
	morning = time.Date(2026, 11, 25, 8, 0, 0, 0, hanoi)
)

// statements counts what is sent to the database.
type statements struct{ n atomic.Int64 }

func (s *statements) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	s.n.Add(1)
	return ctx
}
func (*statements) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// world is a campaign with two universities, each with a person who has confirmed a shift in
// the first commune, and an API on it.
type world struct {
	*testing.T
	store      *db.Store
	dispatcher *dispatch.Dispatcher
	url        string
	config     graph.Config
	statements *statements
	pool       *pgxpool.Pool
	campaign   string
	orgs       [3]string // two universities and a telecom
	people     [2]string
	confirmed  [2]string
	asked      [2]string
	unclear    string // a text of the second that nobody can read
	shift      string
	point      string
	role       string
}

func code(i int) string { return fmt.Sprintf("%05d", i+1) }

// newWorld founds a campaign of so many communes, each with a shift the day after tomorrow.
func newWorld(t *testing.T, communes int) *world {
	t.Helper()
	w := &world{T: t, statements: &statements{}}
	config, err := pgxpool.ParseConfig(dbtest.URL(t))
	w.check(err)
	config.ConnConfig.Tracer = w.statements
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	w.check(err)
	t.Cleanup(pool.Close)
	w.pool = pool
	w.store, err = db.New(pool)
	w.check(err)
	w.found(communes)
	w.fill()
	w.serve()
	return w
}

func (w *world) found(communes int) {
	w.campaign, w.orgs = w.id(), [3]string{w.id(), w.id(), w.id()}
	f := db.Founding{
		Campaign: roster.Campaign{
			ID: w.campaign, Name: "Thử", StartsOn: roster.Date{Year: 2026, Month: 11, Day: 23}, EndsOn: roster.Date{Year: 2027, Month: 1, Day: 6}, TimeZone: "Asia/Ho_Chi_Minh",
		},
		Organisations: []roster.Organisation{
			{ID: w.orgs[0], Kind: roster.University, Name: "A", Short: "A"},
			{ID: w.orgs[1], Kind: roster.University, Name: "B", Short: "B"},
			{ID: w.orgs[2], Kind: roster.Telecom, Name: "T", Short: "T"},
		},
		Skills: []roster.Skill{{Code: "guide", NameVI: "hướng dẫn", NameEN: "guiding"}},
	}
	var shifts []roster.Shift
	var roles []roster.Role
	start := morning.AddDate(0, 0, 2)
	for i := range communes {
		point := roster.Point{ID: w.id(), Commune: code(i), Kind: roster.Desk, Name: "Một cửa"}
		f.Communes = append(f.Communes, roster.Commune{Code: code(i), Name: code(i), NameEN: code(i), Kind: roster.Ward, Lat: 21, Lon: 105.8, Population: 1})
		f.Points = append(f.Points, point)
		s := roster.Shift{ID: w.id(), Commune: code(i), Point: point.ID, Span: roster.Span{Start: start, End: start.Add(3 * time.Hour)}, Priority: 1}
		shifts = append(shifts, s)
		roles = append(roles, roster.Role{ID: w.id(), Shift: s.ID, RoleNeed: roster.RoleNeed{Skill: "guide", Level: 1, Seats: 4, Floor: true}})
	}
	w.check(w.store.CreateCampaign(w.Context(), f))
	w.check(w.store.AddShifts(w.Context(), w.campaign, shifts, roles))
	w.shift, w.point, w.role = shifts[0].ID, shifts[0].Point, roles[0].ID
}

// fill registers one person per university and has them asked; both say yes, and the second writes
// what nobody can read.
func (w *world) fill() {
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, Log: slog.New(slog.DiscardHandler), Budget: dispatch.Budget{Segment: 500},
		LinkURL: func(l string) string { return "https://x.example/a/" + l },
	})
	department := roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}
	for i := range w.people {
		v := w.register(w.orgs[i], "1", roster.Phone(fmt.Sprintf("+8491234567%d", i)), fmt.Sprint("Người ", i))
		w.people[i] = v.ID
		a, err := w.dispatcher.Assign(w.Context(), department, w.role, v.ID, "", morning)
		w.check(err)
		ask, err := w.dispatcher.Ask(w.Context(), department, a.ID, morning)
		w.check(err)
		_, err = w.dispatcher.AnswerLink(w.Context(), ask.Link, ask.ID, roster.Yes, morning)
		w.check(err)
		w.confirmed[i], w.asked[i] = a.ID, ask.ID
	}
	w.unclear = w.id()
	w.check(w.store.AddReply(w.Context(), db.Reply{
		ID: w.unclear, Campaign: w.campaign, Volunteer: w.people[1], Phone: "+84912345671", Body: "Người 1 đây, mấy giờ ạ?", Reading: "unclear",
	}, morning))
}

// register stores somebody of an organisation who is always free and may be asked.
func (w *world) register(organisation, number string, phone roster.Phone, name string) roster.Volunteer {
	w.Helper()
	v := roster.Volunteer{
		ID: w.id(), Organisation: organisation, ExternalID: number, Name: name, Phone: phone, Kind: roster.Student, Home: code(0), Lang: "vi",
		Skills: []roster.SkillLevel{{Skill: "guide", Level: 1}}, Limits: roster.DefaultLimits(), ConsentSMS: true,
	}
	for day := 1; day <= 7; day++ {
		v.Availability.Weekly = append(v.Availability.Weekly, roster.WeeklyWindow{Weekday: day, From: 0, To: 1440})
	}
	w.check(w.store.AddVolunteers(w.Context(), w.campaign, []roster.Volunteer{v}, morning))
	return v
}

// run has a feed listen until the test ends.
func (w *world) run(feed *graph.Feed) {
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- feed.Run(ctx) }()
	w.Cleanup(func() { stop(); <-done })
}

func (w *world) serve() {
	feed := graph.NewFeed(w.store)
	w.run(feed)
	for token, v := range map[string]roster.Viewer{
		"department": {Role: roster.AsDepartment},
		"a":          {Role: roster.AsUniversity, Organisation: w.orgs[0]},
		"b":          {Role: roster.AsUniversity, Organisation: w.orgs[1]},
		"telecom":    {Role: roster.AsTelecom, Organisation: w.orgs[2]},
		"commune0":   {Role: roster.AsCommune, Commune: code(0)},
		"commune1":   {Role: roster.AsCommune, Commune: code(1)},
		"volunteer0": {Role: roster.AsVolunteer, Volunteer: w.people[0]},
	} {
		v.Campaign = w.campaign
		w.check(w.store.AddToken(w.Context(), auth.Hash(token), v, lasting(roster.TokenScopes()...), false))
	}
	w.config = graph.Config{
		Store: w.store, Dispatcher: w.dispatcher, Tokens: &auth.Tokens{Store: w.store}, Feed: feed,
		CalendarURL: func(_, volunteer string) string { return "https://x.example/cal/" + volunteer },
		Now:         func() time.Time { return morning }, Wall: time.Now, Log: slog.New(slog.DiscardHandler),
	}
	w.open()
}

// open serves the world as its config says, from now on.
func (w *world) open() {
	server := httptest.NewServer(graph.Handler(w.config))
	w.Cleanup(server.Close)
	w.url = server.URL
}

func (w *world) id() string {
	id, err := db.NewID()
	w.check(err)
	return id
}

func (w *world) check(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// answer is what the API says, as far as tests look at it.
type answer struct {
	Data   map[string]any
	Errors []struct {
		Message    string
		Extensions struct{ Code, Key, Field string }
	}
}

func (a answer) codes() []string {
	var codes []string
	for _, e := range a.Errors {
		codes = append(codes, e.Extensions.Code)
	}
	return codes
}

func (w *world) request(token, lang, query string, variables map[string]any) *http.Request {
	w.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	w.check(err)
	r, err := http.NewRequestWithContext(w.Context(), http.MethodPost, w.url, bytes.NewReader(body))
	w.check(err)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Language", lang)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return r
}

// ask sends a query as the holder of a token.
func (w *world) ask(token, query string, variables map[string]any) answer {
	w.Helper()
	response, err := http.DefaultClient.Do(w.request(token, "en", query, variables))
	w.check(err)
	defer response.Body.Close()
	var a answer
	w.check(json.NewDecoder(response.Body).Decode(&a))
	return a
}

// record has a request answered without a network between.
func record(config graph.Config, r *http.Request) *httptest.ResponseRecorder {
	recorded := httptest.NewRecorder()
	graph.Handler(config).ServeHTTP(recorded, r)
	return recorded
}

// readCloser is a body of unknown length.
type readCloser struct{ io.Reader }

// Close does nothing.
func (readCloser) Close() error { return nil }
