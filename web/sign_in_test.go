package web_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/scheduler"
	"github.com/tiepsuc/tiepsuc/web"
)

// pocket is the phone of everybody: it keeps the texts.
type pocket struct {
	mu    sync.Mutex
	texts []notify.Outbound
}

func (p *pocket) Send(_ context.Context, out notify.Outbound) (notify.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.texts = append(p.texts, out)
	return notify.Receipt{Status: notify.StatusSent}, nil
}

func (p *pocket) By(roster.Phone) string { return "TIEPSUC" }

// desk is a site at which staff sign in, with a clock of its own.
type desk struct {
	*world
	pocket  pocket
	wall    time.Time
	browser *http.Client
	tokens  *auth.Tokens
}

const staffPhone = "0987 654 321"

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{world: newWorld(t, dbtest.Store(t), 1), wall: forenoon()}
	d.dispatcher = dispatch.New(dispatch.Config{
		Store: d.store, Sender: &d.pocket, LinkURL: d.links.URL, HashCode: d.links.CodeHash, HomeURL: public + "/sign-in", Log: slog.New(slog.DiscardHandler),
	})
	d.tokens = &auth.Tokens{Store: d.store}
	wall := func() time.Time { return d.wall }
	d.site = serve(t, web.Config{
		GraphQL: http.HandlerFunc(d.who), Dispatcher: d.dispatcher, Links: d.links, Tokens: d.tokens, Desk: &auth.Desk{Store: d.store, Links: d.links},
		Ready: d.store.Ready, Now: wall, Wall: wall, Log: slog.New(slog.DiscardHandler),
	})
	_, err := d.dispatcher.InviteStaff(t.Context(), d.department, dispatch.StaffInput{Name: "Trần Thị Bình", Phone: staffPhone, Role: roster.AsDepartment}, d.wall)
	d.check(err)
	d.ring()
	d.anew()
	return d
}

// forenoon is a time to come at which texts leave.
func forenoon() time.Time {
	tomorrow := time.Now().In(time.FixedZone("+07", 7*60*60)).AddDate(0, 0, 1)
	return time.Date(tomorrow.Year(), tomorrow.Month(), tomorrow.Day(), 10, 0, 0, 0, tomorrow.Location())
}

// who stands for the API: it says who is asking.
func (d *desk) who(w http.ResponseWriter, r *http.Request) {
	v, err := d.tokens.Of(r, d.wall, d.wall)
	if err != nil {
		http.Error(w, string(roster.KindOf(err)), http.StatusUnauthorized)
		return
	}
	_, _ = io.WriteString(w, string(v.Role))
}

// anew takes another browser.
func (d *desk) anew() {
	jar, err := cookiejar.New(nil)
	d.check(err)
	d.browser = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// ring does what the alarms ask for.
func (d *desk) ring() {
	d.Helper()
	alarms, err := d.store.TakeAlarms(d.Context())
	d.check(err)
	for _, alarm := range alarms {
		d.check(scheduler.Ring(d.Context(), d.dispatcher, alarm, d.wall))
	}
}

func (d *desk) submit(path string, fields url.Values, headers ...string) (status int, body string) {
	d.Helper()
	r, err := http.NewRequestWithContext(d.Context(), http.MethodPost, d.site.URL+path, strings.NewReader(fields.Encode()))
	d.check(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := d.browser.Do(r)
	d.check(err)
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	d.check(err)
	return response.StatusCode, string(raw)
}

// ask types a number and returns the try that the page carries.
func (d *desk) ask(number string) string {
	d.Helper()
	status, body := d.submit("/sign-in", url.Values{"phone": {number}})
	found := regexp.MustCompile(`name="try" value="([^"]+)"`).FindStringSubmatch(body)
	if status != http.StatusOK || found == nil {
		d.Fatalf("asked for a code: %d\n%s", status, body)
	}
	d.ring()
	return found[1]
}

// code is the code of the newest text.
func (d *desk) code() string {
	d.Helper()
	d.pocket.mu.Lock()
	defer d.pocket.mu.Unlock()
	if len(d.pocket.texts) == 0 {
		d.Fatal("no text has come")
	}
	return regexp.MustCompile(`\d{6}`).FindString(d.pocket.texts[len(d.pocket.texts)-1].Body)
}

func (d *desk) enter(try, code string) int {
	d.Helper()
	status, _ := d.submit("/sign-in/code", url.Values{"try": {try}, "code": {code}})
	return status
}

func (d *desk) am() string {
	d.Helper()
	_, body := d.submit("/graphql", nil)
	return strings.TrimSpace(body)
}

func TestStaffSignInWithTheCodeOfTheirPhone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	if got := len(d.pocket.texts); got != 1 || !strings.Contains(d.pocket.texts[0].Body, "/sign-in") {
		t.Fatalf("the invitation: %+v", d.pocket.texts)
	}
	if status := d.enter(d.ask(staffPhone), d.code()); status != http.StatusSeeOther {
		t.Fatalf("the right code: %d", status)
	}
	if got := d.am(); got != "department" {
		t.Errorf("signed in as %q", got)
	}
	if status, _ := d.submit("/sign-out", nil); status != http.StatusSeeOther || d.am() != "" {
		t.Errorf("signed out: %d, still %q", status, d.am())
	}
}

func TestACodeThatDoesntCountIsToldTheSameEachTime(t *testing.T) {
	t.Parallel()
	cases := map[string]func(d *desk) (try, code string){
		"wrong": func(d *desk) (string, string) { return d.ask(staffPhone), "x" + d.code()[1:] },
		"used": func(d *desk) (string, string) {
			try := d.ask(staffPhone)
			d.enter(try, d.code())
			return try, d.code()
		},
		"old": func(d *desk) (string, string) {
			try := d.ask(staffPhone)
			d.wall = d.wall.Add(10 * time.Minute)
			return try, d.code()
		},
		"right after five wrong ones": func(d *desk) (string, string) {
			try := d.ask(staffPhone)
			for range 5 {
				d.enter(try, "000000x")
			}
			return try, d.code()
		},
		"of another try": func(d *desk) (string, string) {
			d.ask(staffPhone)
			code := d.code()
			d.wall = d.wall.Add(2 * time.Minute)
			return d.ask(staffPhone), code
		},
		"nobody's":  func(d *desk) (string, string) { return d.ask("0912345678"), "123456" },
		"no try":    func(*desk) (string, string) { return "x", "123456" },
		"no number": func(d *desk) (string, string) { return d.ask(staffPhone), "" },
		"revoked": func(d *desk) (string, string) {
			try := d.ask(staffPhone)
			staff, err := d.dispatcher.Staff(d.Context(), d.department)
			d.check(err)
			d.check(d.dispatcher.RevokeStaff(d.Context(), d.department, staff[0].ID, d.wall))
			return try, d.code()
		},
	}
	for name, prepare := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			try, code := prepare(d)
			d.anew()
			status, body := d.submit("/sign-in/code", url.Values{"try": {try}, "code": {code}})
			if status != http.StatusBadRequest || !strings.Contains(body, "Mã này không đúng hoặc không còn dùng được") || d.am() != "" {
				t.Errorf("%d, signed in as %q\n%s", status, d.am(), body)
			}
		})
	}
}

func TestAnotherLanguageKeepsTheStepOfTheCode(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	try := d.ask(staffPhone)
	status, body := d.submit("/sign-in/code?lang=en", url.Values{"try": {try}, "phone": {staffPhone}})
	for _, want := range []string{`<html lang="en">`, `action="/sign-in/code?lang=en"`, `action="/sign-in/code?lang=vi"`, `name="try" value="` + try, `autocomplete="one-time-code"`, staffPhone} {
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%d without %s\n%s", status, want, body)
		}
	}
	if status := d.enter(try, d.code()); status != http.StatusSeeOther {
		t.Errorf("the code afterwards: %d", status)
	}
}

func TestNobodyLearnsWhoseNumberAPhoneIs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	hide := regexp.MustCompile(`value="[^"]*"`)
	var pages []string
	for _, number := range []string{"0987654321", "0912345678"} {
		_, body := d.submit("/sign-in", url.Values{"phone": {number}})
		pages = append(pages, hide.ReplaceAllString(strings.ReplaceAll(body, number, ""), ""))
	}
	d.ring()
	if pages[0] != pages[1] {
		t.Errorf("the pages differ:\n%s\n%s", pages[0], pages[1])
	}
	const invitationAndCode = 2
	if got := len(d.pocket.texts); got != invitationAndCode {
		t.Errorf("%d texts, want the invitation and one code", got)
	}
}

func TestANumberGetsFewCodes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ask := func() int {
		status, _ := d.submit("/sign-in", url.Values{"phone": {staffPhone}})
		return status
	}
	d.ask(staffPhone)
	if got := ask(); got != http.StatusTooManyRequests {
		t.Errorf("again at once: %d", got)
	}
	for range 4 {
		d.wall = d.wall.Add(2 * time.Minute)
		if got := ask(); got != http.StatusOK {
			t.Fatalf("two minutes later: %d", got)
		}
	}
	d.wall = d.wall.Add(2 * time.Minute)
	if got := ask(); got != http.StatusTooManyRequests {
		t.Errorf("the sixth within the hour: %d", got)
	}
}

func TestASessionEnds(t *testing.T) {
	t.Parallel()
	cases := map[string]func(d *desk){
		"unused for half a day": func(d *desk) { d.wall = d.wall.Add(12 * time.Hour) },
		"after a month of use": func(d *desk) {
			for range 2 * 30 * 3 {
				d.wall = d.wall.Add(4 * time.Hour)
				d.am()
			}
		},
		"when the role is taken": func(d *desk) {
			staff, err := d.dispatcher.Staff(d.Context(), d.department)
			d.check(err)
			d.check(d.dispatcher.RevokeStaff(d.Context(), d.department, staff[0].ID, d.wall))
		},
	}
	for name, pass := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.enter(d.ask(staffPhone), d.code())
			d.wall = d.wall.Add(11 * time.Hour)
			if got := d.am(); got != "department" {
				t.Fatalf("before its end: %q", got)
			}
			pass(d)
			if got := d.am(); got != string(roster.Unauthenticated) {
				t.Errorf("after its end: %q", got)
			}
		})
	}
}

func TestAnotherSiteCantUseSomebodysCookie(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.enter(d.ask(staffPhone), d.code())
	for name, headers := range map[string][]string{
		"as browsers of today say":    {"Sec-Fetch-Site", "cross-site"},
		"as browsers of the past say": {"Origin", "https://evil.example"},
	} {
		for _, path := range []string{"/graphql", "/sign-in", "/sign-in/code", "/sign-out"} {
			if status, body := d.submit(path, url.Values{"phone": {staffPhone}}, headers...); status != http.StatusForbidden && status != http.StatusUnauthorized {
				t.Errorf("%s, %s: %d\n%s", name, path, status, body)
			}
		}
	}
	if got := d.am(); got != "department" {
		t.Errorf("afterwards signed in as %q", got)
	}
}

func TestTheCookieIsOutOfReach(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://tiepsuc.example": "__Host-tiepsuc=x; Path=/; Max-Age=2592000; HttpOnly; Secure; SameSite=Lax",
		"http://127.0.0.1:8080":   "tiepsuc=x; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax",
	} {
		w := httptest.NewRecorder()
		auth.CookiesFor(address).Set(w, "x")
		if got := w.Header().Get("Set-Cookie"); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}
