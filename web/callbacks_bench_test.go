package web_test

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/scheduler"
	"github.com/tiepsuc/tiepsuc/web"
)

// carrier is a site with a Twilio behind it, one person who is asked, and all that rings: a text's
// whole way from its row to its last callback.
type carrier struct {
	*world
	pool *pgxpool.Pool
	fake *faketwilio.Server
	ask  roster.Ask
	// early is what Twilio says of the next text before it answers the call.
	early func(c *carrier)
	// patience is how long a call may take.
	patience time.Duration
	clock    sync.Mutex // guards the world's now: servers look at it too
}

func (c *carrier) time() time.Time {
	c.clock.Lock()
	defer c.clock.Unlock()
	return c.now
}

// end is what has become of a text: its row, its ask, the number, the templates that are held
// back, and how often Twilio took it.
type end struct {
	Message roster.MessageState
	Ask     roster.AskState
	Number  string
	Stopped []string
	Texts   int
}

func newCarrier(t *testing.T) *carrier {
	t.Helper()
	pool := dbtest.Pool(t)
	store, err := db.New(pool)
	if err != nil {
		t.Fatal(err)
	}
	c := &carrier{world: newWorld(t, store, 1), pool: pool, patience: 10 * time.Second}
	c.fake, err = faketwilio.New(faketwilio.Config{AccountSID: account, APIKey: "key", APISecret: "secret", AuthToken: authToken, Now: c.time})
	c.check(err)
	server := httptest.NewServer(http.HandlerFunc(c.api))
	t.Cleanup(server.Close)
	sms, err := twilio.New(twilio.Config{
		AccountSID: account, APIKey: "key", APISecret: "secret", AuthTokens: []string{authToken}, From: "TIEPSUC", PublicURL: public, BaseURL: server.URL,
	})
	c.check(err)
	c.dispatcher = dispatch.New(dispatch.Config{Store: store, Sender: sms, Find: sms.Find, LinkURL: c.links.URL, Log: slog.New(slog.DiscardHandler)})
	c.site = serve(t, web.Config{
		GraphQL: http.NotFoundHandler(), Dispatcher: c.dispatcher, Links: c.links, Twilio: sms,
		Ready: store.Ready, Now: c.time, Wall: stopped(), Log: slog.New(slog.DiscardHandler),
	})
	c.ask = c.world.ask(c.shift(2, 1), c.people[0])
	return c
}

// api is Twilio's, which says what is early before it answers, whatever the answer.
func (c *carrier) api(w http.ResponseWriter, r *http.Request) {
	answer := httptest.NewRecorder()
	defer func() {
		if say := c.early; say != nil && r.Method == http.MethodPost {
			c.early = nil
			say(c)
		}
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	}()
	c.fake.ServeHTTP(answer, r)
}

// ring lets all alarms ring that are on the queue, each twice.
func (c *carrier) ring() {
	c.Helper()
	for {
		alarms, err := c.store.TakeAlarms(c.Context())
		c.check(err)
		if len(alarms) == 0 {
			return
		}
		for _, alarm := range alarms {
			for range 2 {
				ctx, cancel := context.WithTimeout(c.Context(), c.patience)
				err := scheduler.Ring(ctx, c.dispatcher, alarm, c.now)
				cancel()
				c.check(err)
			}
		}
	}
}

// sid is Twilio's identity of the nth text that it took, or of the newest for -1.
func (c *carrier) sid(n int) string {
	c.Helper()
	sent := c.fake.Sent()
	if n < 0 {
		n += len(sent)
	}
	if n < 0 || n >= len(sent) {
		c.Fatalf("Twilio has no text %d", n)
	}
	return sent[n].SID
}

// callback lets somebody post a callback about our text and tells how the site answers.
func (c *carrier) callback(sid string, status notify.Status, code int, key string) int {
	c.Helper()
	form := url.Values{"AccountSid": {account}, "MessageSid": {sid}, "MessageStatus": {string(status)}}
	if code != 0 {
		form.Set("ErrorCode", strconv.Itoa(code))
	}
	path := twilio.StatusPath + c.ask.Message
	return fetch(c.T, c.site, http.MethodPost, path, form.Encode(), "X-Twilio-Signature", faketwilio.Sign(key, public+path, form)).status
}

// wait turns the clock on and lets the sweep look.
func (c *carrier) wait(while time.Duration) {
	c.Helper()
	c.clock.Lock()
	c.now = c.now.Add(while)
	c.clock.Unlock()
	_, err := c.dispatcher.ExpireDue(c.Context(), c.now)
	c.check(err)
	_, err = c.dispatcher.Sweep(c.Context(), c.now)
	c.check(err)
	c.ring()
}

func (c *carrier) end() end {
	c.Helper()
	var e end
	c.check(c.pool.QueryRow(c.Context(), `
		SELECT m.state, k.state, coalesce((SELECT reason FROM suppressions WHERE phone = k.phone), ''),
		       (SELECT array_agg(template || sender ORDER BY template, sender) FROM sending_stops)
		FROM asks k
		JOIN messages m ON m.campaign_id = k.campaign_id AND m.id = k.message_id
		WHERE k.id = $1`, c.ask.ID).Scan(&e.Message, &e.Ask, &e.Number, &e.Stopped))
	for _, text := range c.fake.Sent() {
		if strings.Contains(text.Body, c.links.URL(c.ask.Link)) {
			e.Texts++
		}
	}
	return e
}

// sound fails where something that must always hold doesn't.
func (c *carrier) sound() {
	c.Helper()
	broken, err := dispatch.ProveInvariants(c.Context(), c.store, c.now)
	if diff := cmp.Diff([]dispatch.Breach(nil), broken); diff != "" || err != nil {
		c.Errorf("invariants broken, %v:\n%s", err, diff)
	}
}
