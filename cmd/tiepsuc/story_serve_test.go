package main

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/roster"
)

// platform sets every setting that a server needs: the story's own database, a Twilio on
// loopback and a free port.
func setUpPlatform(ts *testscript.TestScript, neg bool, args []string) {
	fake, err := faketwilio.New(faketwilio.Config{
		AccountSID: "AC0", APIKey: "SK0", APISecret: "apisecret", AuthToken: "auth-token", Now: time.Now,
	})
	ts.Check(err)
	provider := httptest.NewServer(fake)
	ts.Defer(provider.Close)
	free, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a test
	ts.Check(err)
	address := free.Addr().String()
	ts.Check(free.Close())
	for name, value := range map[string]string{
		"SITE": "http://" + address, "TIEPSUC_ADDR": address, "TIEPSUC_PUBLIC_URL": "http://" + address,
		"DATABASE_URL": ts.Getenv("DB"), "TIEPSUC_SECRETS": strings.Repeat("s", minSecret),
		"TWILIO_ACCOUNT_SID": "AC0", "TWILIO_API_KEY": "SK0", "TWILIO_API_SECRET": "apisecret",
		"TWILIO_AUTH_TOKEN": "auth-token", "TWILIO_FROM": "TIEPSUC", "TIEPSUC_TWILIO_BASE_URL": provider.URL, "TIEPSUC_SPOOL_DIR": filepath.Join(ts.Getenv("DEMO"), "spool"),
	} {
		ts.Setenv(name, value)
	}
}

// campaign founds a small campaign without demo sign-ins: a real one.
func foundCampaign(ts *testscript.TestScript, neg bool, args []string) {
	ctx := context.Background()
	pool, store, err := openStore(ctx, ts.Getenv("DB"))
	ts.Check(err)
	defer pool.Close()
	seed, err := invent.Build(invent.Options{People: 40, Days: 7, Seed: 1, StartsOn: roster.DateOf(time.Now(), time.UTC)})
	ts.Check(err)
	ts.Check(seed.Load(ctx, store, time.Now(), func(*db.Store) error { return nil }))
}

// serve [ROLE] starts a server and waits until it is ready.
func startServer(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	s.program = exec.Command(ts.Getenv("PROGRAM"), append([]string{"serve"}, args...)...) //nolint:gosec,noctx // our own program
	for _, name := range []string{
		"DATABASE_URL", "TIEPSUC_ADDR", "TIEPSUC_PUBLIC_URL", "TIEPSUC_SECRETS", "TWILIO_ACCOUNT_SID", "TWILIO_API_KEY",
		"TWILIO_API_SECRET", "TWILIO_AUTH_TOKEN", "TWILIO_FROM", "TIEPSUC_TWILIO_BASE_URL", "TIEPSUC_SPOOL_DIR",
	} {
		s.program.Env = append(s.program.Env, name+"="+ts.Getenv(name))
	}
	s.program.Stderr = os.Stderr
	ts.Check(s.program.Start())
	running := s.program
	ts.Defer(func() { _ = running.Process.Kill(); _ = running.Wait() })
	deadline := time.Now().Add(patience)
	for !isReady(ts.Getenv("SITE") + "/readyz") {
		if time.Now().After(deadline) {
			ts.Fatalf("the server never became ready")
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func isReady(address string) bool {
	answer, err := http.Get(address) //nolint:gosec,noctx // a test
	if err != nil {
		return false
	}
	defer answer.Body.Close()
	return answer.StatusCode == http.StatusNoContent
}
