package web_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/web"
)

const (
	binhEmail = "binh.tran@hanoi.example"
	anEmail   = "an.le@a.example"
)

// office is a desk with real providers: "city" signs in the department and the communes, "uni"
// the university.
type office struct {
	*desk
	city, uni *idp
	roles     map[string]string // by email: the identity of the person who has the role
}

// newOffice opens a site whose address is the public one: who comes back comes back there. It
// goes by the time of this machine, since the providers do.
func newOffice(t *testing.T, issuers ...func(o *office) auth.Issuer) *office {
	t.Helper()
	o := &office{desk: newDesk(t), roles: map[string]string{}}
	o.wall = time.Now()
	site := httptest.NewUnstartedServer(nil)
	home := "http://" + site.Listener.Addr().String()
	links, err := auth.NewLinks([][]byte{[]byte(strings.Repeat("k", 32))}, home)
	o.check(err)
	o.city, o.uni = newIDP(t, home+"/sign-in/back/city"), newIDP(t, home+"/sign-in/back/uni")
	known := []auth.Issuer{o.city.issuer("city", auth.DepartmentDesk), o.uni.issuer("uni", "A")}
	for i, issuer := range issuers {
		known[i] = issuer(o)
	}
	config := web.Config{
		GraphQL: http.HandlerFunc(o.who), Dispatcher: o.dispatcher, Links: links, Tokens: o.tokens, Desk: &auth.Desk{Store: o.store, Links: links},
		Providers: auth.NewProviders(known, links, http.DefaultClient),
		Ready:     o.store.Ready, Now: func() time.Time { return o.wall }, Wall: func() time.Time { return o.wall }, Log: slog.New(slog.NewTextHandler(&o.log, nil)),
	}
	site.Config.Handler = handlerOf(t, config)
	site.Start()
	t.Cleanup(site.Close)
	o.site = site
	o.invite(dispatch.StaffInput{Name: "Trần Thị Bình", Phone: "0987 111 111", Email: "Binh.Tran@hanoi.example", Role: roster.AsDepartment})
	o.invite(dispatch.StaffInput{Name: "Lê Văn An", Phone: "0987 222 222", Email: anEmail, Role: roster.AsUniversity, Organisation: o.people[0].Organisation})
	o.city.person("binh", binhEmail, true)
	o.uni.person("an", anEmail, true)
	return o
}

func (o *office) invite(in dispatch.StaffInput) {
	o.Helper()
	member, err := o.dispatcher.InviteStaff(o.Context(), o.department, in, o.wall)
	o.check(err)
	o.roles[member.Email] = member.ID
}

// visit opens an address as the browser does, through all redirects but the one back to us.
func (o *office) visit(address string) (status int, location, body string) {
	o.Helper()
	o.browser.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), o.site.URL) {
			return http.ErrUseLastResponse
		}
		return nil
	}
	r, err := http.NewRequestWithContext(o.Context(), http.MethodGet, address, nil)
	o.check(err)
	response, err := o.browser.Do(r)
	o.check(err)
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	o.check(err)
	return response.StatusCode, response.Header.Get("Location"), string(raw)
}

// away signs in at a provider and returns the address with which it sends the browser back.
func (o *office) away(provider string) string {
	o.Helper()
	status, back, body := o.visit(o.site.URL + "/sign-in/with/" + provider)
	if status != http.StatusFound || !strings.HasPrefix(back, o.site.URL+"/sign-in/back/"+provider+"?") {
		o.Fatalf("signed in at %s: %d to %q\n%s", provider, status, back, body)
	}
	return back
}

// refused tells that coming back has opened nothing and what the page says.
func (o *office) refused(address, says string) {
	o.Helper()
	status, _, body := o.visit(address)
	if status < http.StatusBadRequest || !strings.Contains(body, says) || o.am() != "" {
		o.Errorf("%d, signed in as %q, want the page to say %q\n%s", status, o.am(), says, body)
	}
}

const (
	startAgain = "Lượt đăng nhập này đã hết hạn"
	notInvited = "Tài khoản này chưa có vai trò nào ở đây"
)

// tokenFor is a token that the city's provider has made for another program.
func (o *office) tokenFor(program string) string {
	o.Helper()
	config := oauth2.Config{
		ClientID: program, ClientSecret: idpSecret, RedirectURL: o.site.URL + "/sign-in/back/city", Scopes: []string{"openid"},
		Endpoint: oauth2.Endpoint{AuthURL: o.city.url + "/authorize", TokenURL: o.city.url + "/oauth/token"},
	}
	_, back, _ := o.visit(config.AuthCodeURL("state"))
	address, err := url.Parse(back)
	o.check(err)
	tokens, err := config.Exchange(o.Context(), address.Query().Get("code"))
	o.check(err)
	token, _ := tokens.Extra("id_token").(string)
	return token
}

func TestStaffSignInThroughTheProviderOfTheirDesk(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if _, _, page := o.visit(o.site.URL + "/sign-in"); !strings.Contains(page, `href="/sign-in/with/city?lang=vi"`) || !strings.Contains(page, "Đăng nhập bằng UNI") {
		t.Fatalf("the page to sign in:\n%s", page)
	}
	for provider, want := range map[string]string{"city": "department", "uni": "university"} {
		o.anew()
		if status, location, body := o.visit(o.away(provider)); status != http.StatusSeeOther || location != "/" {
			t.Fatalf("back from %s: %d to %q\n%s", provider, status, location, body)
		}
		if got := o.am(); got != want {
			t.Errorf("through %s signed in as %q", provider, got)
		}
	}
}

func TestASessionThroughAProviderIsListedAndRevoked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.visit(o.away("city"))
	viewer := o.department
	viewer.Staff = o.roles[binhEmail]
	signIn := &auth.Desk{Store: o.store, Links: o.links}
	sessions, err := signIn.Sessions(t.Context(), viewer, o.wall)
	o.check(err)
	if len(sessions) != 1 || sessions[0].Device == "" {
		t.Fatalf("sessions: %+v", sessions)
	}
	o.check(signIn.Leave(t.Context(), viewer, sessions[0].ID, o.wall))
	if got := o.am(); got != string(roster.Unauthenticated) {
		t.Errorf("after its end signed in as %q", got)
	}
}

func TestOnlyWhoComesBackFromWhatThisBrowserHasBegunIsSignedIn(t *testing.T) {
	t.Parallel()
	cases := map[string]func(o *office) string{
		"replayed": func(o *office) string {
			back := o.away("city")
			o.visit(back)
			o.submit("/sign-out", nil)
			return back
		},
		"in another browser": func(o *office) string {
			back := o.away("city")
			o.anew()
			return back
		},
		"for another sign-in of this browser": func(o *office) string {
			back := o.away("city")
			o.away("city")
			return back
		},
		"at another provider's address": func(o *office) string {
			return strings.Replace(o.away("city"), "/back/city", "/back/uni", 1)
		},
		"with another's code": func(o *office) string {
			stolen, err := url.Parse(o.away("city"))
			o.check(err)
			o.anew()
			own, err := url.Parse(o.away("city"))
			o.check(err)
			query := own.Query()
			query.Set("code", stolen.Query().Get("code"))
			own.RawQuery = query.Encode()
			return own.String()
		},
		"without a state": func(o *office) string {
			back, _, _ := strings.Cut(o.away("city"), "&state=")
			return back
		},
		"too late": func(o *office) string {
			back := o.away("city")
			o.wall = o.wall.Add(10 * time.Minute)
			return back
		},
		"with a code of nobody's": func(o *office) string {
			back, err := url.Parse(o.away("city"))
			o.check(err)
			return o.site.URL + "/sign-in/back/city?code=x&state=" + url.QueryEscape(back.Query().Get("state"))
		},
	}
	for name, prepare := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.refused(prepare(o), startAgain)
		})
	}
}

func TestATokenThatIsNotForThisSignInOpensNothing(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		prepare func(o *office)
		why     string // in the log
	}{
		"of an earlier sign-in": {func(o *office) {
			var earlier any
			o.city.tamper = func(answer map[string]any) { earlier = answer["id_token"] }
			o.visit(o.away("city"))
			o.anew()
			o.city.tamper = func(answer map[string]any) { answer["id_token"] = earlier }
		}, "the nonce is another sign-in's"},
		"for another program": {func(o *office) {
			foreign := o.tokenFor("other")
			o.anew()
			o.city.tamper = func(answer map[string]any) { answer["id_token"] = foreign }
		}, "expected audience"},
		"expired": {func(o *office) { o.wall = o.wall.Add(2 * time.Hour) }, "token is expired"},
		"of another issuer": {func(o *office) {
			var foreign any
			o.uni.tamper = func(answer map[string]any) { foreign = answer["id_token"] }
			o.visit(o.away("uni"))
			o.anew()
			o.city.tamper = func(answer map[string]any) { answer["id_token"] = foreign }
		}, "failed to verify signature"},
		"changed": {func(o *office) {
			o.city.tamper = func(answer map[string]any) {
				token, _ := answer["id_token"].(string)
				answer["id_token"] = token[:len(token)-8] + "AAAAAAAA"
			}
		}, "failed to verify signature"},
		"missing": {func(o *office) {
			o.city.tamper = func(answer map[string]any) { delete(answer, "id_token") }
		}, "malformed jwt"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			c.prepare(o)
			o.refused(o.away("city"), startAgain)
			if log := o.log.String(); !strings.Contains(log, c.why) {
				t.Errorf("the log doesn't say %q:\n%s", c.why, log)
			}
		})
	}
}

func TestAnAccountAloneOpensNothing(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		provider string
		prepare  func(o *office)
	}{
		"unknown":             {"city", func(o *office) { o.city.person("mai", "mai@hanoi.example", true) }},
		"address not checked": {"city", func(o *office) { o.city.person("eve", binhEmail, false) }},
		"revoked": {"city", func(o *office) {
			o.visit(o.away("city"))
			o.submit("/sign-out", nil)
			o.check(o.dispatcher.RevokeStaff(o.Context(), o.department, o.roles[binhEmail], o.wall))
		}},
		"an address that went to somebody else": {"city", func(o *office) {
			o.visit(o.away("city"))
			o.submit("/sign-out", nil)
			o.city.person("newcomer", binhEmail, true)
		}},
		"a university that vouches for the department": {"uni", func(o *office) { o.uni.person("eve", binhEmail, true) }},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			c.prepare(o)
			o.refused(o.away(c.provider), notInvited)
		})
	}
}

func TestWhoIsKnownStaysKnownByAnotherAddress(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.visit(o.away("city"))
	o.anew()
	o.city.person("binh", "binh.married@hanoi.example", true)
	o.visit(o.away("city"))
	if got := o.am(); got != "department" {
		t.Errorf("signed in as %q", got)
	}
}

func TestAClaimSaysAtWhichDesksAProviderCounts(t *testing.T) {
	t.Parallel()
	byClaim := func(o *office) auth.Issuer {
		issuer := o.city.issuer("city", "")
		issuer.Claim, issuer.Desks = "department", map[string]string{"sokhcn": auth.DepartmentDesk, "ubnd": auth.CommuneDesks, "dha": "Đại học A"}
		return issuer
	}
	cases := map[string]struct {
		works any
		want  string
	}{
		"one": {"sokhcn", "department"}, "of several": {[]string{"choir", "sokhcn"}, "department"}, "another's": {"dha", ""}, "unknown": {"choir", ""}, "none": {nil, ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, byClaim)
			if c.works != nil {
				o.city.works["binh"] = c.works
			}
			o.visit(o.away("city"))
			if got := o.am(); got != c.want {
				t.Errorf("signed in as %q, want %q", got, c.want)
			}
		})
	}
}

func TestAProviderThatIsDownIsToldKindly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	stop := func(p *idp, stopped bool) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.stopped = stopped
	}
	const down = "CITY hiện không trả lời"
	stop(o.city, true)
	o.refused(o.site.URL+"/sign-in/with/city", down)
	stop(o.city, false)
	back := o.away("city")
	stop(o.city, true)
	o.refused(back, down)
	stop(o.city, false)
	o.visit(o.away("city"))
	if got := o.am(); got != "department" {
		t.Errorf("when it is back, signed in as %q", got)
	}
}

func TestAProviderMayRefuse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	back, err := url.Parse(o.away("city"))
	o.check(err)
	o.refused(o.site.URL+"/sign-in/back/city?error=access_denied&state="+url.QueryEscape(back.Query().Get("state")), "không cho đăng nhập")
	o.refused(o.site.URL+"/sign-in/with/nobody", "Không có cách đăng nhập này")
}

// TestNothingInARequestSaysWhereItLeads tries the parameters by which other programs are led
// astray.
func TestNothingInARequestSaysWhereItLeads(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const evil = "https%3A%2F%2Fevil.example"
	lure := "?next=" + evil + "&redirect_uri=" + evil + "&return_to=" + evil
	_, back, _ := o.visit(o.site.URL + "/sign-in/with/city" + lure)
	if !strings.HasPrefix(back, o.site.URL+"/sign-in/back/city?") {
		t.Fatalf("the provider sends to %q", back)
	}
	if _, location, _ := o.visit(back + "&" + lure[1:]); location != "/" {
		t.Errorf("signed in, led to %q", location)
	}
}
