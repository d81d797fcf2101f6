// Command prism lets Twilio's own specification judge what we ask of Twilio and what our fake
// answers: the adapter talks to the fake through Prism, a proxy that holds both sides against
// the OpenAPI document. It exits 1 and names every violation.
//
//	prism SPEC.json
//
// Prism must be installed in this folder: npm ci.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/signal"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
)

const patience = time.Minute

// noon is the time at the fake's, always.
func noon() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	ctx, cancel := context.WithTimeout(ctx, patience)
	err := judge(ctx, os.Args[1:], os.Stdout)
	cancel()
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judge(ctx context.Context, args []string, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("name the specification: prism SPEC.json")
	}
	fake, err := faketwilio.New(faketwilio.Config{AccountSID: account, APIKey: apiKey, APISecret: apiSecret, AuthToken: "token", Now: noon})
	if err != nil {
		return err
	}
	played := httptest.NewServer(fake)
	defer played.Close()
	proxy, err := startProxy(ctx, args[0], played.URL)
	if err != nil {
		return err
	}
	defer proxy.stop()
	w, err := newWitness(proxy.address)
	if err != nil {
		return err
	}
	bench := httptest.NewServer(w)
	defer bench.Close()
	if err := play(ctx, fake, bench.URL, w); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%d calls held against the specification\n", w.calls)
	return err
}
