package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/spool"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/web"
)

var hanoi = time.FixedZone("+07", 7*60*60)

// morning is Wednesday 25 November 2026, 08:00: when everything begins.
var morning = time.Date(2026, 11, 25, 8, 0, 0, 0, hanoi)

const (
	public    = "https://tiepsuc.example"
	account   = "AC0123456789abcdef0123456789abcdef"
	authToken = "token-of-the-webhooks"
	commune   = "00004"
)

// world is the site in front of a small campaign, with a clock that the test turns.
type world struct {
	*testing.T
	store      *db.Store
	dispatcher *dispatch.Dispatcher
	links      *auth.Links
	site       *httptest.Server
	campaign   string
	department roster.Viewer
	people     []roster.Volunteer
	log        safeLog
	now        time.Time // the campaign's
	spool      *spool.Spool
}

// newWorld founds a campaign of one commune on a store, with as many volunteers, all free
// all day; the last one reads English.
func newWorld(t *testing.T, store *db.Store, volunteers int) *world {
	t.Helper()
	w := &world{T: t, store: store, now: morning, campaign: newID(t)}
	w.department = roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign}
	university := newID(t)
	w.check(store.CreateCampaign(t.Context(), db.Founding{
		Campaign: roster.Campaign{
			ID: w.campaign, Name: "Thử", StartsOn: roster.Date{Year: 2026, Month: 11, Day: 23}, EndsOn: roster.Date{Year: 2027, Month: 1, Day: 6}, TimeZone: "Asia/Ho_Chi_Minh",
		},
		Communes:      []roster.Commune{{Code: commune, Name: "Ba Đình", NameEN: "Ba Dinh", Kind: roster.Ward, Lat: 21.0385, Lon: 105.8381, Population: 65023}},
		Points:        []roster.Point{{ID: newID(t), Commune: commune, Kind: roster.Desk, Name: "Bộ phận Một cửa phường Ba Đình"}},
		Organisations: []roster.Organisation{{ID: university, Kind: roster.University, Name: "Đại học A", Short: "A"}},
		Skills:        []roster.Skill{{Code: "guide", NameVI: "Hướng dẫn người dân", NameEN: "Guiding citizens"}},
	}))
	for i := range volunteers {
		w.people = append(w.people, volunteer(t, university, i))
	}
	w.people[volunteers-1].Lang = "en"
	w.check(store.AddVolunteers(t.Context(), w.campaign, w.people, morning))
	w.open(nil)
	return w
}

func volunteer(t *testing.T, organisation string, i int) roster.Volunteer {
	t.Helper()
	v := roster.Volunteer{
		ID: newID(t), Organisation: organisation, ExternalID: fmt.Sprint("SV", i), Name: fmt.Sprint("Nguyễn Văn ", i), Kind: roster.Student, Home: commune, Lang: "vi",
		Phone:  roster.Phone(fmt.Sprintf("+849123%05d", i)),
		Skills: []roster.SkillLevel{{Skill: "guide", Level: 1}},
		Limits: roster.Limits{MinutesPerDay: 600, MinutesPerWeek: 2400, DaysPerWeek: 7, Km: 30}, ConsentSMS: true,
	}
	for day := 1; day <= 7; day++ {
		v.Availability.Weekly = append(v.Availability.Weekly, roster.WeeklyWindow{Weekday: day, From: 0, To: 1440})
	}
	return v
}

// open starts the site; demo is nil outside the demo.
func (w *world) open(demo *web.Demo) {
	w.Helper()
	var err error
	w.links, err = auth.NewLinks([][]byte{[]byte(strings.Repeat("k", 32))}, public)
	w.check(err)
	sms, err := twilio.New(twilio.Config{AccountSID: account, APIKey: "key", APISecret: "secret", AuthTokens: []string{authToken}, From: "TIEPSUC", PublicURL: public})
	w.check(err)
	log := slog.New(slog.NewTextHandler(&w.log, nil))
	w.dispatcher = dispatch.New(dispatch.Config{Store: w.store, Sender: sms, LinkURL: w.links.URL, Log: log, Spool: w.spool})
	w.site = serve(w.T, web.Config{
		GraphQL: http.NotFoundHandler(), Dispatcher: w.dispatcher, Links: w.links, Twilio: sms,
		Ready: w.store.Ready, Now: func() time.Time { return w.now }, Wall: stopped(), Log: log, Demo: demo,
	})
}

func handlerOf(t *testing.T, config web.Config) http.Handler {
	t.Helper()
	handler, err := web.Handler(config)
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func serve(t *testing.T, config web.Config) *httptest.Server {
	t.Helper()
	site := httptest.NewServer(handlerOf(t, config))
	t.Cleanup(site.Close)
	site.Client().CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return site
}

// bare is a site without a campaign behind it, for what needs none.
func bare(t *testing.T) web.Config {
	t.Helper()
	return web.Config{
		GraphQL: http.NotFoundHandler(), Ready: func(context.Context) error { return nil },
		Now: func() time.Time { return morning }, Wall: stopped(), Log: slog.New(slog.DiscardHandler),
	}
}

// stopped is a clock for what runs in real time, rates and the deadlines of connections: it
// stands still a while ahead of the machine's, whatever day that has.
func stopped() func() time.Time {
	at := time.Now().Add(time.Hour)
	return func() time.Time { return at }
}

func (w *world) check(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func newID(t *testing.T) string {
	t.Helper()
	id, err := db.NewID()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// shift makes a shift of the morning so many days on, with one role of so many seats.
func (w *world) shift(days, seats int) string {
	w.Helper()
	from := time.Date(2026, 11, 25+days, 8, 0, 0, 0, hanoi)
	request, err := w.dispatcher.RequestHelp(w.Context(), w.department, dispatch.HelpInput{
		Commune: commune, Span: roster.Span{Start: from, End: from.Add(3 * time.Hour)},
		Roles: []roster.RoleNeed{{Skill: "guide", Level: 1, Seats: seats}}, Reason: "đông người",
	}, morning)
	w.check(err)
	_, err = w.dispatcher.ApproveRequest(w.Context(), w.department, request.ID, morning)
	w.check(err)
	shifts, err := w.store.ShiftsOfRequests(w.Context(), w.department.Scope(), []string{request.ID})
	w.check(err)
	roles, err := w.store.RolesOf(w.Context(), w.campaign, []string{shifts[0].ID})
	w.check(err)
	return roles[0].ID
}

// ask assigns somebody to a role and asks them.
func (w *world) ask(role string, who roster.Volunteer) roster.Ask {
	w.Helper()
	a, err := w.dispatcher.Assign(w.Context(), w.department, role, who.ID, "", w.now)
	w.check(err)
	ask, err := w.dispatcher.Ask(w.Context(), w.department, a.ID, w.now)
	w.check(err)
	return ask
}

// week plans shifts on so many days and asks whoever the plan finds; it returns the asks of
// one person, who gets one page for all.
func (w *world) week(days int) []roster.Ask {
	w.Helper()
	for day := range days {
		w.shift(day+1, 1)
	}
	run, err := w.dispatcher.PlanNow(w.Context(), w.department, 7, w.now)
	w.check(err)
	_, err = w.dispatcher.PublishPlan(w.Context(), w.department, run.ID, w.now)
	w.check(err)
	_, err = w.dispatcher.AskPlanned(w.Context(), w.campaign, w.now)
	w.check(err)
	found, err := w.store.OpenAsksByPhone(w.Context(), w.people[0].Phone)
	w.check(err)
	asks := make([]roster.Ask, len(found))
	for i := range found {
		asks[i] = found[i].Ask
	}
	return asks
}

// path is the way to the answer page of an ask.
func (w *world) path(ask roster.Ask) string { return strings.TrimPrefix(w.links.URL(ask.Link), public) }

// state is what has become of the assignment of an ask.
func (w *world) state(ask roster.Ask) roster.AssignmentState {
	w.Helper()
	a, err := w.store.Assignment(w.Context(), w.campaign, ask.Assignment)
	w.check(err)
	return a.State
}

// reply is an answer of the site, read whole.
type reply struct {
	status int
	header http.Header
	body   string
}

// main is what stands on a page, for messages.
func (r reply) main() string {
	_, main, found := strings.Cut(r.body, "<main>")
	if !found {
		return r.body
	}
	return main
}

func (w *world) get(path string) reply {
	w.Helper()
	return fetch(w.T, w.site, http.MethodGet, path, "")
}

// post sends a form, each ask with the one answer.
func (w *world) post(path string, answer roster.Answer, asks ...roster.Ask) reply {
	w.Helper()
	return fetch(w.T, w.site, http.MethodPost, path, form(answer, asks...).Encode())
}

func form(answer roster.Answer, asks ...roster.Ask) url.Values {
	f := url.Values{"answer": {string(answer)}}
	for _, a := range asks {
		f.Add("ask", a.ID)
	}
	return f
}

// fetch asks a site, from any goroutine; headers are name, value pairs.
func fetch(t *testing.T, site *httptest.Server, method, path, body string, headers ...string) reply {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, site.URL+path, strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return reply{}
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := site.Client().Do(r)
	if err != nil {
		t.Error(err)
		return reply{}
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
		return reply{}
	}
	return reply{status: response.StatusCode, header: response.Header, body: string(raw)}
}

// safeLog is a log that handlers write and a test reads.
type safeLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *safeLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *safeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
