package twilio_test

import (
	"context"
	"errors"
	"io"
	"log"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

const (
	account  = "AC0123456789abcdef0123456789abcdef"
	token    = "current-token"
	oldToken = "alternate-token"
)

type bench struct {
	fake   *faketwilio.Server
	twilio *twilio.Twilio
	hooks  chan notify.StatusEvent
	texts  chan notify.Inbound
}

// setup is a fake Twilio, a platform that takes its webhooks, and the adapter between them.
func setup(t *testing.T) *bench {
	t.Helper()
	b := &bench{hooks: make(chan notify.StatusEvent, 16), texts: make(chan notify.Inbound, 16)}
	platform := httptest.NewServer(http.HandlerFunc(b.take))
	t.Cleanup(platform.Close)
	fake, err := faketwilio.New(faketwilio.Config{
		AccountSID: account, APIKey: "SKkey", APISecret: "secret", AuthToken: token,
		InboundURL: platform.URL + twilio.InboundPath, Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	b.fake = fake
	b.twilio = newTwilio(t, twilio.Config{PublicURL: platform.URL, BaseURL: server.URL})
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- fake.Run(ctx) }()
	t.Cleanup(func() { stop(); <-done })
	return b
}

func newTwilio(t *testing.T, config twilio.Config) *twilio.Twilio {
	t.Helper()
	config.AccountSID, config.APIKey, config.APISecret = account, "SKkey", "secret"
	config.AuthTokens, config.From = []string{token, oldToken}, "TIEPSUC"
	adapter, err := twilio.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return adapter
}

// answeredBy is an adapter whose calls h answers.
func answeredBy(t *testing.T, h http.HandlerFunc, senders ...twilio.Sender) *twilio.Twilio {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return newTwilio(t, twilio.Config{PublicURL: "https://tiepsuc.example/", BaseURL: server.URL, Senders: senders})
}

func (b *bench) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if strings.HasPrefix(r.URL.Path, twilio.StatusPath) {
		event, err := b.twilio.Status(r, body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		b.hooks <- event
		return
	}
	in, err := b.twilio.Inbound(r, body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	b.texts <- in
}

func outbound() notify.Outbound {
	return notify.Outbound{ID: "0198-message", To: "+84912345678", Body: "TIEPSUC: Bạn nhận ca không?", ValidFor: time.Hour}
}

func TestASentTextIsReportedUnderOurOwnIdentity(t *testing.T) {
	t.Parallel()
	b := setup(t)
	receipt, err := b.twilio.Send(t.Context(), outbound())
	if err != nil || receipt.ProviderID == "" || receipt.Status != notify.StatusQueued {
		t.Fatalf("got %+v, %v", receipt, err)
	}
	seen := map[notify.Status]bool{}
	for range 2 {
		got := <-b.hooks
		if got.MessageID != "0198-message" || got.ProviderID != receipt.ProviderID {
			t.Errorf("got a callback %+v of another message", got)
		}
		seen[got.Status] = true
	}
	if !seen[notify.StatusSent] || !seen[notify.StatusDelivered] {
		t.Errorf("got callbacks %v, want sent and delivered", seen)
	}
	if texts := b.fake.Texts("+84912345678"); len(texts) != 1 || texts[0].Body != "TIEPSUC: Bạn nhận ca không?" {
		t.Errorf("the phone has %+v", texts)
	}
}

func TestAReplyComesInSigned(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if err := b.fake.Reply(t.Context(), "+84912345678", "CÓ 12 & cảm ơn"); err != nil {
		t.Fatal(err)
	}
	got := <-b.texts
	if got.From != "+84912345678" || got.Body != "CÓ 12 & cảm ơn" || got.ProviderID == "" {
		t.Errorf("got %+v", got)
	}
}

func TestEveryFailureHasItsClass(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault faketwilio.Fault
		want  notify.Class
		after time.Duration
	}{
		"too many requests":            {faketwilio.Fault{Status: 429, Code: 20429, RetryAfter: 7}, notify.Retry, 7 * time.Second},
		"opted out":                    {faketwilio.Fault{Status: 400, Code: 21610}, notify.OptedOut, 0},
		"not a mobile number":          {faketwilio.Fault{Status: 400, Code: 21614}, notify.BadNumber, 0},
		"invalid number":               {faketwilio.Fault{Status: 400, Code: 21211}, notify.BadNumber, 0},
		"body too long":                {faketwilio.Fault{Status: 400, Code: 21617}, notify.Rejected, 0},
		"region not permitted":         {faketwilio.Fault{Status: 400, Code: 21408}, notify.Channel, 0},
		"wrong credentials":            {faketwilio.Fault{Status: 401, Code: 20003}, notify.Channel, 0},
		"somebody lost patience":       {faketwilio.Fault{Status: 408, HTML: true}, notify.Uncertain, 0},
		"sender's queue is full":       {faketwilio.Fault{Status: 400, Code: 21611}, notify.Retry, 0},
		"sender and number don't pair": {faketwilio.Fault{Status: 400, Code: 21612}, notify.Rejected, 0},
		"sender of another account":    {faketwilio.Fault{Status: 400, Code: 21606}, notify.TurnedAway, 0},
		"sender isn't registered":      {faketwilio.Fault{Status: 400, Code: 30018}, notify.TurnedAway, 0},
		"a code that nobody knows":     {faketwilio.Fault{Status: 400, Code: 29999}, notify.Channel, 0},
		"a redirect":                   {faketwilio.Fault{Status: 307}, notify.Channel, 0},
		"bad gateway":                  {faketwilio.Fault{Status: 502, HTML: true}, notify.Uncertain, 0},
		"unavailable with json":        {faketwilio.Fault{Status: 503, Code: 20503}, notify.Uncertain, 0},
		"taken, connection dropped":    {faketwilio.Fault{Drop: true}, notify.Uncertain, 0},
		"taken, answer cut":            {faketwilio.Fault{Truncate: true}, notify.Uncertain, 0},
		"taken, answer of wrong types": {faketwilio.Fault{WrongTypes: true}, notify.Uncertain, 0},
		"taken, empty answer":          {faketwilio.Fault{Empty: true}, notify.Uncertain, 0},
		"taken, too slow":              {faketwilio.Fault{Delay: time.Minute}, notify.Uncertain, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.fake.Fail("+84912345678", tc.fault)
			ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
			defer cancel()
			_, err := b.twilio.Send(ctx, outbound())
			failure, ok := errors.AsType[*notify.SendError](err)
			if !ok || failure.Class != tc.want || failure.RetryAfter != tc.after {
				t.Errorf("got %#v, want class %s after %s", err, tc.want, tc.after)
			}
		})
	}
}

// An outage of the network must not lose the texts of its minutes.
func TestATextWhoseCallNeverHadAConnectionHasSurelyNotLeft(t *testing.T) {
	t.Parallel()
	gone := httptest.NewServer(nil)
	gone.Close()
	unknown := httptest.NewTLSServer(nil)
	unknown.Config.ErrorLog = log.New(io.Discard, "", 0)
	t.Cleanup(unknown.Close)
	busy, stop := context.WithCancel(t.Context())
	stop()
	for name, tc := range map[string]struct {
		ctx  context.Context
		base string
	}{
		"nobody listens":             {t.Context(), gone.URL},
		"they prove to be nobody":    {t.Context(), unknown.URL},
		"we are told to stop before": {busy, gone.URL},
	} {
		_, err := newTwilio(t, twilio.Config{PublicURL: "https://tiepsuc.example/", BaseURL: tc.base}).Send(tc.ctx, outbound())
		if failure, ok := errors.AsType[*notify.SendError](err); !ok || failure.Class != notify.Retry {
			t.Errorf("%s: got %#v, want an error that says later", name, err)
		}
	}
}

func TestAFailureHasItsClassHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status     int
		kind, body string
		want       notify.Class
	}{
		"a redirect with an empty object": {http.StatusTemporaryRedirect, "application/json", "{}", notify.Channel},
		"a redirect with a page":          {http.StatusFound, "text/html", "<html>", notify.Channel},
		"a page instead of a message":     {http.StatusOK, "text/html", "<html>", notify.Uncertain},
		"null instead of a message":       {http.StatusOK, "application/json", "null", notify.Uncertain},
		"nothing instead of a message":    {http.StatusNoContent, "", "", notify.Uncertain},
		"too many requests, a page":       {http.StatusTooManyRequests, "text/html", "<html>", notify.Retry},
		"refused, a page":                 {http.StatusBadRequest, "text/html", "<html>", notify.Channel},
		"their fault, whatever its code":  {http.StatusInternalServerError, "application/json", `{"code": 21610}`, notify.Uncertain},
		"a code of another kind":          {http.StatusBadRequest, "text/plain", `{"code": 21610, "status": 400}`, notify.OptedOut},
		"a code as a string":              {http.StatusBadRequest, "application/json", `{"code": "21610", "status": 400}`, notify.OptedOut},
		"a code that is none":             {http.StatusBadRequest, "application/json", `{"code": null, "status": 400}`, notify.Channel},
	} {
		adapter := answeredBy(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", tc.kind)
			w.WriteHeader(tc.status)
			_, _ = io.WriteString(w, tc.body)
		})
		_, err := adapter.Send(t.Context(), outbound())
		if failure, ok := errors.AsType[*notify.SendError](err); !ok || failure.Class != tc.want {
			t.Errorf("%s: got %#v, want class %s", name, err, tc.want)
		}
	}
}

func TestWhenTwilioWantsToBeAskedAgain(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]time.Duration{
		"7": 7 * time.Second, "": 0, "-7": 0, "soon": 0, "99999999999": 24 * time.Hour,
		time.Now().Add(10 * time.Minute).UTC().Format(http.TimeFormat):  10 * time.Minute,
		time.Now().Add(-10 * time.Minute).UTC().Format(http.TimeFormat): 0,
	} {
		adapter := answeredBy(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", header)
			w.WriteHeader(http.StatusTooManyRequests)
		})
		_, err := adapter.Send(t.Context(), outbound())
		failure, ok := errors.AsType[*notify.SendError](err)
		if off := failure.RetryAfter - want; !ok || failure.Class != notify.Retry || off < -time.Minute || off > 0 {
			t.Errorf("%q: got %#v, want it to be later by %s", header, err, want)
		}
	}
}

func TestAnUndeliverableTextIsReportedWithItsCode(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.fake.Fail("+84912345678", faketwilio.Fault{Undelivered: 30005})
	if _, err := b.twilio.Send(t.Context(), outbound()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got := <-b.hooks; got.Status == notify.StatusUndelivered && got.ErrorCode != 30005 {
			t.Errorf("got %+v", got)
		}
	}
	if texts := b.fake.Texts("+84912345678"); len(texts) != 0 {
		t.Errorf("the phone has %+v", texts)
	}
}

func TestATextThatFailsAtOnceIsReportedWithItsCode(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.fake.Fail("+84912345678", faketwilio.Fault{Undelivered: 30005, AtOnce: true})
	receipt, err := b.twilio.Send(t.Context(), outbound())
	if err != nil || receipt.Status != notify.StatusFailed || receipt.ErrorCode != 30005 {
		t.Errorf("got %+v, %v", receipt, err)
	}
}

func TestOnlySignedWebhooksAreTaken(t *testing.T) {
	t.Parallel()
	adapter := newTwilio(t, twilio.Config{PublicURL: "https://tiepsuc.example", BaseURL: "http://127.0.0.1:1"})
	form := url.Values{"MessageSid": {"SM1"}, "MessageStatus": {"delivered"}}
	address := "https://tiepsuc.example" + twilio.StatusPath + "m1"
	for name, tc := range map[string]struct {
		signature string
		body      string
		ok        bool
	}{
		"signed by the current token":   {faketwilio.Sign(token, address, form), form.Encode(), true},
		"signed by the alternate token": {faketwilio.Sign(oldToken, address, form), form.Encode(), true},
		"signed by a stranger":          {faketwilio.Sign("else", address, form), form.Encode(), false},
		"not signed":                    {"", form.Encode(), false},
		"signed for another message":    {faketwilio.Sign(token, address+"x", form), form.Encode(), false},
		"changed after signing":         {faketwilio.Sign(token, address, form), form.Encode() + "&ErrorCode=1", false},
	} {
		r := httptest.NewRequest(http.MethodPost, twilio.StatusPath+"m1", strings.NewReader(tc.body))
		r.Host = "attacker.example"
		r.Header.Set("X-Twilio-Signature", tc.signature)
		event, err := adapter.Status(r, []byte(tc.body))
		if tc.ok != (err == nil) || (!tc.ok && !errors.Is(err, twilio.ErrForged)) {
			t.Errorf("%s: got %+v, %v", name, event, err)
		}
	}
}

// The vectors are published with Twilio's own libraries.
func TestTheSignatureIsTwilios(t *testing.T) {
	t.Parallel()
	call := url.Values{
		"CallSid": {"CA1234567890ABCDE"}, "Caller": {"+14158675309"}, "Digits": {"1234"}, "From": {"+14158675309"}, "To": {"+18005551212"},
	}
	conference := url.Values{"Reason": {"Participant"}, "ReasonConferenceEnded": {"test"}}
	maps.Copy(conference, call)
	for want, form := range map[string]url.Values{
		"RSOYDt4T1cUTdK1PDd93/VVr8B8=": call,
		"vOEb5UThFn24KEfnOFLQY2AE5FY=": conference,
		"NBdBDr/T/lgjI+tlgpXjKZQZs/k=": {"property": {"value"}, "boolean": {"true"}},
	} {
		if got := faketwilio.Sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form); got != want {
			t.Errorf("got %s, want %s for %v", got, want, form)
		}
	}
}

func TestASignedWebhookThatSaysNothingIsRefusedAsMalformed(t *testing.T) {
	t.Parallel()
	adapter := newTwilio(t, twilio.Config{PublicURL: "https://tiepsuc.example/"})
	for _, form := range []url.Values{
		{"MessageSid": {"SM1"}, "MessageStatus": {"enroute"}},
		{"MessageStatus": {"sent"}},
		{"Body": {"co"}},
	} {
		r := httptest.NewRequest(http.MethodPost, twilio.StatusPath+"m1", nil)
		r.Header.Set("X-Twilio-Signature", faketwilio.Sign(token, "https://tiepsuc.example"+twilio.StatusPath+"m1", form))
		if _, err := adapter.Status(r, []byte(form.Encode())); err == nil || errors.Is(err, twilio.ErrForged) {
			t.Errorf("a status of %v: got %v", form, err)
		}
		if _, err := adapter.Inbound(r, []byte(form.Encode())); err == nil || errors.Is(err, twilio.ErrForged) {
			t.Errorf("a text of %v: got %v", form, err)
		}
	}
}

func TestWhatTwilioIsAskedFor(t *testing.T) {
	t.Parallel()
	for valid, want := range map[time.Duration]string{
		91 * time.Second: "90", 48 * time.Hour: "36000",
	} {
		asked := make(chan url.Values, 1)
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := r.ParseForm(); err != nil {
				t.Error(err)
			}
			asked <- r.PostForm
			w.WriteHeader(http.StatusCreated)
			_, _ = io.WriteString(w, `{"sid": "SM1", "status": "accepted"}`)
		}))
		t.Cleanup(server.Close)
		out := outbound()
		out.ValidFor = valid
		receipt, err := newTwilio(t, twilio.Config{PublicURL: "https://tiepsuc.example/", BaseURL: server.URL}).Send(t.Context(), out)
		if diff := cmp.Diff(notify.Receipt{ProviderID: "SM1", Status: notify.StatusAccepted}, receipt); diff != "" || err != nil {
			t.Errorf("receipt mismatch (-want +got):\n%s%v", diff, err)
		}
		form := url.Values{
			"To": {"+84912345678"}, "From": {"TIEPSUC"}, "Body": {out.Body}, "ValidityPeriod": {want}, "SmartEncoded": {"false"},
			"StatusCallback": {"https://tiepsuc.example/hooks/twilio/status/0198-message"},
		}
		if diff := cmp.Diff(form, <-asked); diff != "" {
			t.Errorf("form mismatch (-want +got):\n%s", diff)
		}
	}
}

func TestCallbacksOutOfOrderLeaveADeliveredTextDelivered(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.fake.Fail("+84912345678", faketwilio.Fault{Twice: true})
	if _, err := b.twilio.Send(t.Context(), outbound()); err != nil {
		t.Fatal(err)
	}
	status, conflicts := notify.StatusQueued, 0
	for range 4 {
		if event := <-b.hooks; notify.Forward(status, event.Status) {
			status = event.Status
		} else {
			conflicts++
		}
	}
	if status != notify.StatusDelivered || conflicts < 2 {
		t.Errorf("ended %s with %d callbacks ignored", status, conflicts)
	}
}

func TestABaseAddressBeyondLoopbackIsRefused(t *testing.T) {
	t.Parallel()
	for base, ok := range map[string]bool{"http://127.0.0.1:1": true, "http://[::1]:1": true, "http://localhost:1": true, "https://api.twilio.com": false, "http://10.0.0.1": false} {
		_, err := twilio.New(twilio.Config{AccountSID: account, APIKey: "k", APISecret: "s", AuthTokens: []string{token}, From: "TIEPSUC", BaseURL: base})
		if (err == nil) != ok {
			t.Errorf("base %s: got %v", base, err)
		}
	}
}
