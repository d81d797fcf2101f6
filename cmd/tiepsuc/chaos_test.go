package main

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/roster"
)

// usualKills is how often the server is killed, unless TIEPSUC_KILLS says otherwise.
const usualKills = 10

// TestKilledAtRandomMomentsNothingIsLostOrDoubled kills a server that asks, sends and takes
// answers, again and again: every answer that it has acknowledged stays, no phone gets the
// same question twice, and what the rows say has happened could have happened.
func TestKilledAtRandomMomentsNothingIsLostOrDoubled(t *testing.T) {
	t.Parallel()
	kills, err := strconv.Atoi(cmp.Or(os.Getenv("TIEPSUC_KILLS"), strconv.Itoa(usualKills)))
	if err != nil {
		t.Fatal(err)
	}
	c := newChaos(t, kills)
	rng := rand.New(rand.NewPCG(1, 1)) //nolint:gosec // moments, not secrets
	for n := range kills {
		c.askForHelp(n)
		c.start()
		c.awaitText()
		const longest = 600
		until := time.Now().Add(time.Duration(rng.IntN(longest)) * time.Millisecond)
		for time.Now().Before(until) {
			c.answerSome()
		}
		c.kill()
	}
	c.start()
	c.answerSome()
	c.kill()
	c.judge(kills)
}

// chaos is a campaign, a server on it that dies, and the phones.
type chaos struct {
	*testing.T
	store    *db.Store
	staff    *dispatch.Dispatcher
	campaign roster.Campaign
	fake     *faketwilio.Server
	program  string
	env      []string
	site     string
	server   *exec.Cmd
	answers  map[string]roster.Answer // by ask, acknowledged
	done     map[string]bool          // links whose questions have all been answered
	rng      *rand.Rand
}

func (c *chaos) check(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func newChaos(t *testing.T, kills int) *chaos {
	t.Helper()
	c := &chaos{T: t, answers: map[string]roster.Answer{}, done: map[string]bool{}, rng: rand.New(rand.NewPCG(2, 2))} //nolint:gosec // a test
	address := dbtest.URL(t)
	pool, store, err := openStore(t.Context(), address)
	c.check(err)
	t.Cleanup(pool.Close)
	c.store = store
	c.staff = dispatch.New(dispatch.Config{Store: store, Log: slog.New(slog.DiscardHandler), LinkURL: func(string) string { return "" }})
	c.found(kills)
	c.program, err = exec.LookPath("tiepsuc")
	c.check(err)
	c.fake, err = faketwilio.New(faketwilio.Config{AccountSID: "AC0", APIKey: "SK0", APISecret: "apisecret", AuthToken: "auth-token", Now: time.Now})
	c.check(err)
	provider := httptest.NewServer(c.fake)
	t.Cleanup(provider.Close)
	free, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test
	c.check(err)
	host := free.Addr().String()
	c.check(free.Close())
	c.site = "http://" + host
	c.env = []string{
		"DATABASE_URL=" + address, "TIEPSUC_ADDR=" + host, "TIEPSUC_PUBLIC_URL=" + c.site, "TIEPSUC_SECRETS=" + strings.Repeat("s", minSecret),
		"TWILIO_ACCOUNT_SID=AC0", "TWILIO_API_KEY=SK0", "TWILIO_API_SECRET=apisecret", "TWILIO_AUTH_TOKEN=auth-token",
		"TWILIO_FROM=TIEPSUC", "TIEPSUC_TWILIO_BASE_URL=" + provider.URL, "TIEPSUC_SPOOL_DIR=" + t.TempDir(),
	}
	return c
}

// found founds a campaign of one commune in which it is about noon, whenever the test runs,
// with people who are always free: enough of them that nobody's day is full of questions
// before the last kill.
func (c *chaos) found(kills int) {
	c.Helper()
	now := time.Now().UTC()
	zone := fmt.Sprintf("Etc/GMT%+d", now.Hour()-12) // these names count westwards
	c.campaign = roster.Campaign{ID: c.id(), Name: "Thử", TimeZone: zone}
	today := roster.DateOf(now, c.campaign.Location())
	c.campaign.StartsOn, c.campaign.EndsOn = today, today.AddDays(60)
	university := c.id()
	c.check(c.store.CreateCampaign(c.Context(), db.Founding{
		Campaign:      c.campaign,
		Communes:      []roster.Commune{{Code: "00004", Name: "Ba Đình", NameEN: "Ba Dinh", Kind: roster.Ward, Lat: 21.0385, Lon: 105.8381, Population: 65023}},
		Points:        []roster.Point{{ID: c.id(), Commune: "00004", Kind: roster.Desk, Name: "Một cửa"}},
		Organisations: []roster.Organisation{{ID: university, Kind: roster.University, Name: "Đại học A", Short: "A"}},
		Skills:        []roster.Skill{{Code: "guide", NameVI: "hướng dẫn", NameEN: "guiding"}},
	}))
	const few, perKill, wholeDay = 300, 10, 1440
	volunteers := make([]roster.Volunteer, few+perKill*kills)
	for i := range volunteers {
		v := roster.Volunteer{
			ID: c.id(), Organisation: university, ExternalID: fmt.Sprint("SV", i), Name: fmt.Sprint("Nguyễn Văn ", i), Kind: roster.Student, Home: "00004", Lang: "vi",
			Phone: roster.Phone(fmt.Sprintf("+849123%05d", i)), Skills: []roster.SkillLevel{{Skill: "guide", Level: 1}},
			Limits: roster.Limits{MinutesPerDay: wholeDay, MinutesPerWeek: 7 * wholeDay, DaysPerWeek: 7, Km: 30}, ConsentSMS: true,
		}
		for day := 1; day <= 7; day++ {
			v.Availability.Weekly = append(v.Availability.Weekly, roster.WeeklyWindow{Weekday: day, From: 0, To: wholeDay})
		}
		volunteers[i] = v
	}
	c.check(c.store.AddVolunteers(c.Context(), c.campaign.ID, volunteers, now))
}

func (c *chaos) id() string {
	c.Helper()
	id, err := db.NewID()
	c.check(err)
	return id
}

// start starts the server and waits until it is ready. What the one before was at is freed
// at once, which would else take the queue two minutes.
func (c *chaos) start() {
	c.Helper()
	c.check(c.store.TakeOver(c.Context()))
	c.server = exec.Command(c.program, "serve") //nolint:gosec,noctx // our own program
	c.server.Env = c.env
	c.check(c.server.Start())
	running := c.server
	c.Cleanup(func() { _ = running.Process.Kill() })
	deadline := time.Now().Add(patience)
	for !isReady(c.site + "/readyz") {
		if time.Now().After(deadline) {
			c.Fatal("the server never became ready")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// awaitText waits until another text has reached a phone: the server is at work.
func (c *chaos) awaitText() {
	c.Helper()
	before, deadline := c.texts(), time.Now().Add(patience)
	for c.texts() == before {
		if time.Now().After(deadline) {
			c.Fatal("nobody is asked any more")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (c *chaos) texts() int {
	n := 0
	for _, phone := range c.fake.Phones() {
		n += phone.Texts
	}
	return n
}

// kill ends the server as a power cut would.
func (c *chaos) kill() {
	c.Helper()
	c.check(c.server.Process.Kill())
	_ = c.server.Wait()
}

// askForHelp needs ten people at once, at an hour of its own.
func (c *chaos) askForHelp(n int) {
	c.Helper()
	department := roster.Viewer{Role: roster.AsDepartment, Campaign: c.campaign.ID}
	const perDay = 7
	start := c.campaign.StartsOn.AddDays(1 + n/perDay).Time(c.campaign.Location()).Add(time.Duration(8+n%perDay) * time.Hour)
	request, err := c.staff.RequestHelp(c.Context(), department, dispatch.HelpInput{
		Commune: "00004", Span: roster.Span{Start: start, End: start.Add(time.Hour)}, Reason: "cần gấp", Urgent: true,
		Roles: []roster.RoleNeed{{Skill: "guide", Level: 1, Seats: 10}},
	}, time.Now())
	c.check(err)
	_, err = c.staff.ApproveRequest(c.Context(), department, request.ID, time.Now())
	c.check(err)
}

// answerSome lets people answer what they were asked, yes and no alike. What the server
// hasn't acknowledged is tried again.
func (c *chaos) answerSome() {
	c.Helper()
	linkToken := regexp.MustCompile(`/a/([A-Za-z0-9_-]+)`)
	for _, phone := range c.fake.Phones() {
		for _, text := range c.fake.Texts(phone.Number) {
			if token := linkToken.FindStringSubmatch(text.Body); token != nil && !c.done[token[1]] {
				c.done[token[1]] = c.answer(token[1])
			}
		}
	}
	time.Sleep(10 * time.Millisecond)
}

// answer answers what a link asks, and tells whether the server has taken all of it.
func (c *chaos) answer(token string) bool {
	c.Helper()
	all := true
	raw, err := base64.RawURLEncoding.DecodeString(token)
	c.check(err)
	asks, err := c.store.PageAsks(c.Context(), base64.RawURLEncoding.EncodeToString(raw[:db.LinkBytes]))
	c.check(err)
	for _, ask := range asks {
		if c.answers[ask.ID] != "" {
			continue
		}
		answer := []roster.Answer{roster.Yes, roster.No}[c.rng.IntN(2)]
		if c.post(token, ask.ID, answer) {
			c.answers[ask.ID] = answer
		} else {
			all = false
		}
	}
	return all
}

// post presses a button of the page and tells whether the server has taken it.
func (c *chaos) post(token, ask string, answer roster.Answer) bool {
	stay := &http.Client{Timeout: 5 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	got, err := stay.PostForm(c.site+"/a/"+token, url.Values{"ask": {ask}, "answer": {string(answer)}}) //nolint:noctx // a test
	if err != nil {
		return false
	}
	defer got.Body.Close()
	return got.StatusCode == http.StatusSeeOther
}

// judge looks for what was lost, doubled or broken.
func (c *chaos) judge(kills int) {
	c.Helper()
	ctx := context.WithoutCancel(c.Context())
	for id, answer := range c.answers {
		ask, err := c.store.Ask(ctx, c.campaign.ID, id)
		c.check(err)
		if want := map[roster.Answer]roster.AskState{roster.Yes: roster.AskAccepted, roster.No: roster.AskDeclined}[answer]; ask.State != want && ask.State != roster.AskWithdrawn {
			c.Errorf("ask %s was answered %s and is %s", id, answer, ask.State)
		}
	}
	for _, phone := range c.fake.Phones() {
		seen := map[string]bool{}
		for _, text := range c.fake.Texts(phone.Number) {
			if seen[text.Body] {
				c.Errorf("%s got the same text twice: %s", phone.Number, text.Body)
			}
			seen[text.Body] = true
		}
	}
	broken, err := dispatch.ProveInvariants(ctx, c.store, time.Now())
	c.check(err)
	if len(broken) > 0 {
		c.Errorf("broken: %+v", broken)
	}
	if len(c.answers) < kills {
		c.Errorf("only %d answers in %d lives: nothing was put to the test", len(c.answers), kills)
	}
	c.Logf("%d answers, %d phones", len(c.answers), len(c.fake.Phones()))
}
