package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

const statusPath = twilio.StatusPath + "0123"

func statusForm() url.Values {
	return url.Values{"AccountSid": {account}, "MessageSid": {"SM1"}, "MessageStatus": {"delivered"}}
}

func inboundForm() url.Values {
	return url.Values{"AccountSid": {account}, "MessageSid": {"SM2"}, "From": {"+84912300000"}, "To": {"TIEPSUC"}, "Body": {"co"}}
}

// hooked is a site with a way to look at what was kept.
func hooked(t *testing.T) (*world, func() int) {
	t.Helper()
	pool := dbtest.Pool(t)
	store, err := db.New(pool)
	if err != nil {
		t.Fatal(err)
	}
	return newWorld(t, store, 1), func() int { return kept(t, pool) }
}

func kept(t *testing.T, pool *pgxpool.Pool) (rows int) {
	t.Helper()
	if err := pool.QueryRow(t.Context(), `SELECT count(*) FROM webhook_inbox`).Scan(&rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestASignedWebhookIsKeptOnce(t *testing.T) {
	t.Parallel()
	w, rows := hooked(t)
	for path, form := range map[string]url.Values{statusPath: statusForm(), twilio.InboundPath: inboundForm()} {
		before := rows()
		for range 3 { // Twilio may call again
			got := fetch(t, w.site, http.MethodPost, path, form.Encode(), "X-Twilio-Signature", faketwilio.Sign(authToken, public+path, form))
			if got.status != http.StatusNoContent || got.body != "" {
				t.Fatalf("%s: %d %q", path, got.status, got.body)
			}
		}
		if added := rows() - before; added != 1 {
			t.Errorf("%s: %d rows, want 1", path, added)
		}
	}
}

// Twilio would call again and again: what is signed is kept, mended where PostgreSQL takes it in no other way.
func TestASignedWebhookIsKeptWhateverItsBytes(t *testing.T) {
	t.Parallel()
	w, rows := hooked(t)
	escaped := twilio.StatusPath + "%FF%00"
	cases := map[string]struct {
		path   string
		form   url.Values
		change map[string]string
	}{
		"words that aren't UTF-8":     {twilio.InboundPath, inboundForm(), map[string]string{"Body": "c\xffo", "MessageSid": "SMa"}},
		"words with a zero":           {twilio.InboundPath, inboundForm(), map[string]string{"Body": "c\x00o", "MessageSid": "SMb"}},
		"a number with a zero":        {twilio.InboundPath, inboundForm(), map[string]string{"From": "+849\x00", "MessageSid": "SMc"}},
		"a code beyond all codes":     {statusPath, statusForm(), map[string]string{"ErrorCode": "99999999999", "MessageStatus": "undelivered"}},
		"a code below all codes":      {statusPath, statusForm(), map[string]string{"ErrorCode": "-99999999999", "MessageStatus": "failed"}},
		"an address of strange bytes": {escaped, statusForm(), map[string]string{"MessageSid": "SMd"}},
	}
	for name, c := range cases {
		for field, value := range c.change {
			c.form.Set(field, value)
		}
		before := rows()
		got := fetch(t, w.site, http.MethodPost, c.path, c.form.Encode(), "X-Twilio-Signature", faketwilio.Sign(authToken, public+c.path, c.form))
		if added := rows() - before; got.status != http.StatusNoContent || added != 1 {
			t.Errorf("%s: %d, %d rows more", name, got.status, added)
		}
	}
}

func TestAWebhookThatTwilioDidNotSignLeavesNoRow(t *testing.T) {
	t.Parallel()
	w, rows := hooked(t)
	good := faketwilio.Sign(authToken, public+statusPath, statusForm())
	cases := map[string]struct {
		path, signature string
		form            url.Values
	}{
		"not signed":             {path: statusPath, form: statusForm()},
		"reply, not signed":      {path: twilio.InboundPath, form: inboundForm()},
		"another key":            {path: statusPath, form: statusForm(), signature: faketwilio.Sign("another", public+statusPath, statusForm())},
		"no key":                 {path: statusPath, form: statusForm(), signature: faketwilio.Sign("", public+statusPath, statusForm())},
		"signed for another one": {path: twilio.StatusPath + "0124", form: statusForm(), signature: good},
		"signed for this host":   {path: statusPath, form: statusForm(), signature: faketwilio.Sign(authToken, w.site.URL+statusPath, statusForm())},
		"changed on the way":     {path: statusPath, form: url.Values{"MessageSid": {"SM1"}, "MessageStatus": {"failed"}}, signature: good},
		"with a query":           {path: statusPath + "?x=1", form: statusForm(), signature: good},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := fetch(t, w.site, http.MethodPost, c.path, c.form.Encode(), "X-Twilio-Signature", c.signature)
			if got.status != http.StatusForbidden || rows() != 0 {
				t.Errorf("%d, %d rows", got.status, rows())
			}
		})
	}
}

func TestAWebhookThatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	w, rows := hooked(t)
	strange := url.Values{"MessageSid": {"SM1"}, "MessageStatus": {"dancing"}}
	empty := url.Values{"Body": {"co"}}
	cases := map[string]struct {
		method, path, body, signature string
		status                        int
	}{
		"unknown status": {method: http.MethodPost, path: statusPath, body: strange.Encode(), signature: faketwilio.Sign(authToken, public+statusPath, strange), status: http.StatusBadRequest},
		"from nobody":    {method: http.MethodPost, path: twilio.InboundPath, body: empty.Encode(), signature: faketwilio.Sign(authToken, public+twilio.InboundPath, empty), status: http.StatusBadRequest},
		"too large":      {method: http.MethodPost, path: statusPath, body: strings.Repeat("x", 70_000), status: http.StatusRequestEntityTooLarge},
		"only looked at": {method: http.MethodGet, path: statusPath, status: http.StatusNotFound},
		"of nobody":      {method: http.MethodPost, path: "/hooks/twilio/other", status: http.StatusNotFound},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := fetch(t, w.site, c.method, c.path, c.body, "X-Twilio-Signature", c.signature)
			if got.status != c.status || rows() != 0 {
				t.Errorf("%d, want %d; %d rows", got.status, c.status, rows())
			}
		})
	}
}
