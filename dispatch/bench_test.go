package dispatch_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
	"github.com/tiepsuc/tiepsuc/roster"
)

var hanoi = time.FixedZone("+07", 7*60*60)

// morning is Wednesday 25 November 2026, 08:00: the clock of most tests.
var morning = time.Date(2026, 11, 25, 8, 0, 0, 0, hanoi)

const (
	baDinh = "00004"
	ngocHa = "00008"
	haDong = "09556" // 9.5 km from Ba Đình
)

// world is a small campaign of three communes on a database of its own, with a Twilio on
// loopback whose phones can be looked at.
type world struct {
	testing.TB
	pool       *pgxpool.Pool
	store      *db.Store
	fake       *faketwilio.Server
	settings   twilio.Config
	sender     *twilio.Twilio
	dispatcher *dispatch.Dispatcher
	campaign   roster.Campaign
	university string
	other      string
	department roster.Viewer
	people     []roster.Volunteer
}

// newWorld founds the campaign with as many volunteers, all free all day, with both skills
// and consent.
func newWorld(tb testing.TB, volunteers int) *world {
	tb.Helper()
	return newWorldOn(tb, dbtest.Pool(tb), volunteers)
}

// newWorldOn is newWorld on a database that the caller has opened.
func newWorldOn(tb testing.TB, pool *pgxpool.Pool, volunteers int) *world {
	tb.Helper()
	w := &world{TB: tb, pool: pool}
	var err error
	w.store, err = db.New(w.pool)
	w.check(err)
	w.campaign = roster.Campaign{
		ID: newID(tb), Name: "Thử", StartsOn: roster.Date{Year: 2026, Month: 11, Day: 23}, EndsOn: roster.Date{Year: 2027, Month: 1, Day: 6}, TimeZone: "Asia/Ho_Chi_Minh",
	}
	w.university, w.other = newID(tb), newID(tb)
	w.department = roster.Viewer{Role: roster.AsDepartment, Campaign: w.campaign.ID}
	founding := db.Founding{
		Campaign: w.campaign,
		Communes: []roster.Commune{
			{Code: baDinh, Name: "Ba Đình", NameEN: "Ba Dinh", Kind: roster.Ward, Lat: 21.0385, Lon: 105.8381, Population: 65023},
			{Code: ngocHa, Name: "Ngọc Hà", NameEN: "Ngoc Ha", Kind: roster.Ward, Lat: 21.0381, Lon: 105.8163, Population: 93536},
			{Code: haDong, Name: "Hà Đông", NameEN: "Ha Dong", Kind: roster.Ward, Lat: 20.9735, Lon: 105.7782, Population: 185205},
		},
		Points: []roster.Point{
			{ID: newID(tb), Commune: baDinh, Kind: roster.Desk, Name: "Bộ phận Một cửa Ba Đình"},
			{ID: newID(tb), Commune: ngocHa, Kind: roster.Desk, Name: "Bộ phận Một cửa Ngọc Hà"},
		},
		Organisations: []roster.Organisation{
			{ID: w.university, Kind: roster.University, Name: "Đại học A", Short: "A"},
			{ID: w.other, Kind: roster.University, Name: "Đại học B", Short: "B"},
		},
		Skills: []roster.Skill{{Code: "it", NameVI: "CNTT", NameEN: "IT"}, {Code: "guide", NameVI: "hướng dẫn", NameEN: "guiding"}},
	}
	w.check(w.store.CreateCampaign(tb.Context(), founding))
	for i := range volunteers {
		w.people = append(w.people, w.volunteer(i))
	}
	w.check(w.store.AddVolunteers(tb.Context(), w.campaign.ID, w.people, morning))
	w.startTwilio()
	return w
}

func (w *world) volunteer(i int) roster.Volunteer {
	v := roster.Volunteer{
		ID: newID(w.TB), Organisation: w.university, ExternalID: fmt.Sprint("SV", i), Name: fmt.Sprint("Nguyễn Văn ", i), Kind: roster.Student, Home: baDinh, Lang: "vi",
		Phone:  roster.Phone(fmt.Sprintf("+849123%05d", i)),
		Skills: []roster.SkillLevel{{Skill: "guide", Level: 1}, {Skill: "it", Level: 2}},
		Limits: roster.Limits{MinutesPerDay: 600, MinutesPerWeek: 2400, DaysPerWeek: 7, Km: 30}, ConsentSMS: true,
	}
	for day := 1; day <= 7; day++ {
		v.Availability.Weekly = append(v.Availability.Weekly, roster.WeeklyWindow{Weekday: day, From: 0, To: 1440})
	}
	return v
}

func (w *world) startTwilio() {
	w.Helper()
	const account = "AC0123456789abcdef0123456789abcdef"
	fake, err := faketwilio.New(faketwilio.Config{AccountSID: account, APIKey: "key", APISecret: "secret", AuthToken: "token", Now: func() time.Time { return morning }})
	w.check(err)
	server := httptest.NewServer(fake)
	w.Cleanup(server.Close)
	w.fake = fake
	w.sendBy(twilio.Config{
		AccountSID: account, APIKey: "key", APISecret: "secret", AuthTokens: []string{"token"}, From: "TIEPSUC", PublicURL: "https://tiepsuc.example", BaseURL: server.URL,
	})
}

// sendBy has the texts leave by these settings from now on.
func (w *world) sendBy(settings twilio.Config) {
	w.Helper()
	sender, err := twilio.New(settings)
	w.check(err)
	w.settings, w.sender = settings, sender
	w.dispatcher = dispatch.New(dispatch.Config{
		Store: w.store, Sender: sender, Find: sender.Find, Log: slog.New(slog.DiscardHandler),
		LinkURL: func(link string) string { return "https://tiepsuc.example/a/" + link },
	})
}

func (w *world) check(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func newID(tb testing.TB) string {
	tb.Helper()
	id, err := db.NewID()
	if err != nil {
		tb.Fatal(err)
	}
	return id
}

// span is so many hours of a day so many days after the morning.
func span(days int, from, to float64) roster.Span {
	midnight := time.Date(2026, 11, 25+days, 0, 0, 0, 0, hanoi)
	hour := func(h float64) time.Time { return midnight.Add(time.Duration(h * float64(time.Hour))) }
	return roster.Span{Start: hour(from), End: hour(to)}
}

// shift makes a shift with one role, the way a commune gets one: asked for and approved.
func (w *world) shift(at roster.Span, need roster.RoleNeed) string {
	w.Helper()
	request, err := w.dispatcher.RequestHelp(w.Context(), w.department, dispatch.HelpInput{Commune: baDinh, Span: at, Roles: []roster.RoleNeed{need}, Reason: "đông người"}, morning)
	w.check(err)
	_, err = w.dispatcher.ApproveRequest(w.Context(), w.department, request.ID, morning)
	w.check(err)
	shifts, err := w.store.ShiftsOfRequests(w.Context(), w.department.Scope(), []string{request.ID})
	w.check(err)
	roles, err := w.store.RolesOf(w.Context(), w.campaign.ID, []string{shifts[0].ID})
	w.check(err)
	return roles[0].ID
}

func guides(seats int) roster.RoleNeed {
	return roster.RoleNeed{Skill: "guide", Level: 1, Seats: seats}
}

// ask assigns somebody to a role and asks them.
func (w *world) ask(role, volunteer string) roster.Ask {
	w.Helper()
	a, err := w.dispatcher.Assign(w.Context(), w.department, role, volunteer, "", morning)
	w.check(err)
	ask, err := w.dispatcher.Ask(w.Context(), w.department, a.ID, morning)
	w.check(err)
	return ask
}

// sendAll sends what is queued and due, as the workers would.
func (w *world) sendAll(now time.Time) {
	w.Helper()
	ids, err := w.store.DelayedMessages(w.Context(), w.campaign.ID, now, now, 1000)
	w.check(err)
	for _, id := range ids {
		w.check(w.dispatcher.SendMessage(context.WithoutCancel(w.Context()), w.campaign.ID, id, now))
	}
}

// states counts the live assignments of a role by state.
func (w *world) states(role string) map[roster.AssignmentState]int {
	w.Helper()
	live, err := w.store.AssignmentsOfRoles(w.Context(), w.campaign.ID, []string{role})
	w.check(err)
	counts := map[roster.AssignmentState]int{}
	for _, a := range live {
		counts[a.State]++
	}
	return counts
}

func (w *world) role(id string) roster.Role {
	w.Helper()
	seat, err := w.store.Seat(w.Context(), w.campaign.ID, id)
	w.check(err)
	return seat.Role
}

func (w *world) answer(ask roster.Ask, answer roster.Answer, now time.Time) roster.Told {
	w.Helper()
	told, err := w.dispatcher.AnswerLink(w.Context(), ask.Link, ask.ID, answer, now)
	w.check(err)
	return told
}

// askAt is ask at another time than the morning.
func (w *world) askAt(role, volunteer string, now time.Time) roster.Ask {
	w.Helper()
	a, err := w.dispatcher.Assign(w.Context(), w.department, role, volunteer, "", now)
	w.check(err)
	ask, err := w.dispatcher.Ask(w.Context(), w.department, a.ID, now)
	w.check(err)
	return ask
}

// offeredTo is where each person stands who is live in a role, by the person's own number.
func (w *world) offeredTo(role string) map[string]roster.AssignmentState {
	w.Helper()
	live, err := w.store.AssignmentsOfRoles(w.Context(), w.campaign.ID, []string{role})
	w.check(err)
	got := map[string]roster.AssignmentState{}
	for _, a := range live {
		for _, p := range w.people {
			if p.ID == a.Volunteer {
				got[p.ExternalID] = a.State
			}
		}
	}
	return got
}

// oneWaits gives the first person a role's only seat and has the second wait for it.
func (w *world) oneWaits(role string) (first roster.Ask) {
	w.Helper()
	first = w.ask(role, w.people[0].ID)
	second := w.ask(role, w.people[1].ID)
	w.answer(first, roster.Yes, morning)
	if told := w.answer(second, roster.Yes, morning); told != roster.ToldWaiting {
		w.Fatalf("told %s", told)
	}
	return first
}
