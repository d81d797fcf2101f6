package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/db/dbtest"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/internal/localpg"
	"github.com/tiepsuc/tiepsuc/internal/spool"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

// outage is a site on a database that can be taken away.
type outage struct {
	*world
	pool     *pgxpool.Pool
	spoolDir string
}

func newOutage(t *testing.T, pool *pgxpool.Pool) *outage {
	t.Helper()
	store, err := db.New(pool)
	if err != nil {
		t.Fatal(err)
	}
	o := &outage{world: newWorld(t, store, 1), pool: pool, spoolDir: t.TempDir()}
	o.spool, err = spool.Open(o.spoolDir)
	o.check(err)
	o.open(nil)
	return o
}

// reply lets Twilio post the nth text and checks how it is answered, and how soon.
func (o *outage) reply(n, status int) {
	o.Helper()
	form := url.Values{"MessageSid": {fmt.Sprint("SM", n)}, "From": {"+84912300000"}, "To": {"TIEPSUC"}, "Body": {fmt.Sprint("co ", n)}}
	sign := faketwilio.Sign(authToken, public+twilio.InboundPath, form)
	begun := time.Now()
	got := fetch(o.T, o.site, http.MethodPost, twilio.InboundPath, form.Encode(), "X-Twilio-Signature", sign)
	if took := time.Since(begun); got.status != status || took > time.Second {
		o.Errorf("text %d: %d after %v, want %d within a second", n, got.status, took, status)
	}
}

// texts are what the database has been told, in the order it took them.
func (o *outage) texts() []string {
	o.Helper()
	rows, err := o.pool.Query(o.Context(), `SELECT body FROM webhook_inbox ORDER BY ctid`)
	o.check(err)
	texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
	o.check(err)
	return texts
}

func (o *outage) takeSpooled() {
	o.Helper()
	_, err := o.dispatcher.TakeSpooled(o.Context())
	o.check(err)
}

// clusterDir is a short path that the server's user can reach, also for root.
func clusterDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/var/tmp", "outage") //nolint:usetesting // the socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // see above
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "pg")
}

// startServer starts a PostgreSQL and returns how to stop it, which the end of the test does too.
func startServer(t *testing.T, dir string) (address string, stop func()) {
	t.Helper()
	server, err := localpg.Start(t.Context(), localpg.Options{Dir: dir, Fast: true})
	if err != nil {
		t.Fatal(err)
	}
	stop = func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := server.Stop(ctx); err != nil {
			t.Errorf("stop the database: %v", err)
		}
	}
	return server.URL("postgres"), stop
}

func TestWebhooksOutliveTheDatabaseInTheirOrder(t *testing.T) {
	t.Parallel()
	dir := clusterDir(t)
	address, stop := startServer(t, dir)
	if err := db.Migrate(t.Context(), address); err != nil {
		t.Fatal(err)
	}
	pool, err := pgxpool.New(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	o := newOutage(t, pool)
	o.reply(1, http.StatusNoContent)
	stop()
	o.reply(2, http.StatusNoContent)
	o.reply(3, http.StatusNoContent)
	if _, err := o.dispatcher.TakeSpooled(t.Context()); err == nil {
		t.Error("spooled texts were taken by a database that is away")
	}
	_, stop = startServer(t, dir)
	t.Cleanup(stop)
	o.reply(4, http.StatusNoContent) // behind those that wait
	o.reply(2, http.StatusNoContent) // Twilio may call again
	o.takeSpooled()
	o.reply(5, http.StatusNoContent)
	o.reply(3, http.StatusNoContent)
	if diff := cmp.Diff([]string{"co 1", "co 2", "co 3", "co 4", "co 5"}, o.texts()); diff != "" || !o.spool.Empty() {
		t.Errorf("taken (-want +got), all of the spool: %t\n%s", o.spool.Empty(), diff)
	}
}

func TestAWebhookDoesNotWaitForADatabaseThatHangs(t *testing.T) {
	t.Parallel()
	o := newOutage(t, dbtest.Pool(t))
	tx, err := o.pool.Begin(t.Context())
	o.check(err)
	_, err = tx.Exec(t.Context(), `LOCK TABLE webhook_inbox`)
	o.check(err)
	o.reply(1, http.StatusNoContent)
	o.check(tx.Rollback(t.Context()))
	o.takeSpooled()
	if diff := cmp.Diff([]string{"co 1"}, o.texts()); diff != "" {
		t.Errorf("taken (-want +got):\n%s", diff)
	}
}

func TestAForgedWebhookIsNotSpooled(t *testing.T) {
	t.Parallel()
	o := newOutage(t, dbtest.Pool(t))
	o.pool.Close()
	got := fetch(t, o.site, http.MethodPost, twilio.InboundPath, inboundForm().Encode(), "X-Twilio-Signature", "forged")
	if got.status != http.StatusForbidden || !o.spool.Empty() {
		t.Errorf("%d, spool empty: %t", got.status, o.spool.Empty())
	}
}

func TestAWebhookIsRefusedOnlyWhenNeitherDatabaseNorSpoolTakesIt(t *testing.T) {
	t.Parallel()
	o := newOutage(t, dbtest.Pool(t))
	o.check(os.RemoveAll(o.spoolDir))
	o.reply(1, http.StatusNoContent)
	o.pool.Close()
	o.reply(2, http.StatusInternalServerError)
}

func TestASpooledWebhookThatNoDatabaseTakesGoesAside(t *testing.T) {
	t.Parallel()
	o := newOutage(t, dbtest.Pool(t))
	for _, record := range []string{`{`, `{"delivery":{"Provider":"twilio","ExternalID":"SM\u0000"}}`, `{"delivery":{"Provider":"twilio","ExternalID":"SM9","Status":"received","Kind":"inbound","Body":"co 9"}}`} {
		o.check(o.spool.Append([]byte(record)))
	}
	o.takeSpooled()
	aside, err := os.ReadFile(filepath.Join(o.spoolDir, "refused"))
	if diff := cmp.Diff([]string{"co 9"}, o.texts()); diff != "" || err != nil || strings.Count(string(aside), "\n") != 2 {
		t.Errorf("aside %q, %v; taken (-want +got):\n%s", aside, err, diff)
	}
}
