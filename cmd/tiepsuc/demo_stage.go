package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/graph"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/internal/demo"
	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/internal/invent"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
	"github.com/tiepsuc/tiepsuc/roster"
	"github.com/tiepsuc/tiepsuc/web"
)

// stage is all that a running demo consists of, beside the database it stands on.
type stage struct {
	cmd      *DemoCmd
	env      *Env
	ground   *ground
	pool     *pgxpool.Pool
	store    *db.Store
	campaign roster.Campaign

	log      *os.File
	site     net.Listener // the platform's
	provider net.Listener // Twilio's
	clock    *demo.Clock
	twilio   *faketwilio.Server
	phones   *demo.Phones // nil when they wait for a person
	platform *platform
	handler  http.Handler
}

// tell shows progress; what the program's parts say goes to the log file.
func (s *stage) tell(format string, args ...any) { fmt.Fprintf(s.env.Stdout, format+"\n", args...) }

// build puts the parts together, in the order in which they need each other.
func (s *stage) build() error {
	var err error
	if s.log, err = os.OpenFile(s.ground.path(logFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		return fmt.Errorf("open the log: %w", err)
	}
	if s.clock, err = demo.OpenClock(s.ground.path(clockFile), s.opening(s.campaign), 0, s.env.Now); err != nil {
		return err
	}
	if s.site, err = s.listen(); err != nil {
		return err
	}
	var config net.ListenConfig
	if s.provider, err = config.Listen(s.env.Ctx, "tcp", "127.0.0.1:0"); err != nil {
		return fmt.Errorf("listen for Twilio's calls: %w", err)
	}
	secrets, err := demo.KeepSecrets(s.ground.path(secretsFile))
	if err != nil {
		return err
	}
	if err := s.buildTwilio(secrets); err != nil {
		return err
	}
	if err := s.buildPlatform(secrets); err != nil {
		return err
	}
	return s.buildPhones()
}

// listen takes the address; a free port is taken again next time, so that the links in old
// texts still lead here.
func (s *stage) listen() (net.Listener, error) {
	host, port, err := net.SplitHostPort(s.cmd.Addr)
	if err != nil {
		return nil, fmt.Errorf("read the address: %w", err)
	}
	var config net.ListenConfig
	if kept, err := os.ReadFile(s.ground.path(portFile)); port == "0" && err == nil {
		if l, err := config.Listen(s.env.Ctx, "tcp", net.JoinHostPort(host, strings.TrimSpace(string(kept)))); err == nil {
			return l, nil
		}
	}
	l, err := config.Listen(s.env.Ctx, "tcp", s.cmd.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s (--addr names another address): %w", s.cmd.Addr, err)
	}
	taken := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	if err := os.WriteFile(s.ground.path(portFile), []byte(taken), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("keep the port: %w", err), l.Close())
	}
	return l, nil
}

// siteURL is where a browser on this machine reaches the platform.
func (s *stage) siteURL() string {
	at := s.site.Addr().(*net.TCPAddr)
	host, _, _ := net.SplitHostPort(s.cmd.Addr)
	if host == "" || at.IP.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(at.Port))
}

func (s *stage) buildTwilio(secrets demo.Secrets) error {
	const afterAStep = 200 * time.Millisecond
	var err error
	s.twilio, err = faketwilio.New(faketwilio.Config{
		AccountSID: secrets.AccountSID, APIKey: secrets.APIKey, APISecret: secrets.APISecret, AuthToken: secrets.AuthToken,
		InboundURL: s.siteURL() + twilio.InboundPath, Journal: s.ground.path(textsFile),
		Now: s.clock.Now, Latency: afterAStep,
	})
	return err
}

// segmentPrice is what a segment costs in the demo, in VND: about the middle of what providers
// in Vietnam ask.
const segmentPrice = 600

func (s *stage) buildPlatform(secrets demo.Secrets) error {
	signIns, err := s.signIns(s.env.Ctx)
	if err != nil {
		return err
	}
	settings := settings{
		publicURL: s.siteURL(), secrets: [][]byte{[]byte(secrets.Link)}, spoolDir: s.ground.path(spoolDir),
		budget: dispatch.Budget{Segment: segmentPrice},
		twilio: twilio.Config{
			AccountSID: secrets.AccountSID, APIKey: secrets.APIKey, APISecret: secrets.APISecret,
			AuthTokens: []string{secrets.AuthToken}, From: "TIEPSUC",
			PublicURL: s.siteURL(), BaseURL: "http://" + s.provider.Addr().String(),
		},
	}
	s.platform, err = newPlatform(parts{
		settings: settings, clock: s.clock, patience: s.patience, zone: invent.Zone,
		log: slog.New(slog.NewTextHandler(s.log, nil)),
		demo: &web.Demo{
			Playground: graph.Playground("/graphql"), Phones: s.twilio.PhonesAPI(), Clock: s.clock, Names: s.names, SignIns: signIns,
		},
	}, s.pool, s.store)
	if err != nil {
		return err
	}
	s.handler, err = s.platform.handler()
	return err
}

// patience is what two real minutes are by the campaign's clock: a call to a provider takes
// real time, however fast the campaign runs.
func (s *stage) patience() time.Duration {
	const wall = 2 * time.Minute
	return time.Duration(float64(wall) * max(1, s.clock.Speed()))
}

// buildPhones lets people live with the phones, unless a person wants to play them all.
// Texts of before a restart are noticed again; what has been answered is seen on the page.
func (s *stage) buildPhones() error {
	if s.cmd.Phones != "alive" {
		return nil
	}
	homes, err := s.homes(s.env.Ctx)
	if err != nil {
		return err
	}
	s.phones = demo.NewPhones(demo.PhonesConfig{
		Seed: s.cmd.Seed, Homes: homes, Site: s.siteURL(), Client: &http.Client{Timeout: 10 * time.Second},
		Now: s.clock.Now, Log: s.platform.log,
	})
	hear := func(phone string, t faketwilio.Text) {
		if t.Direction == faketwilio.In {
			s.phones.Hear(demo.Text{Phone: roster.Phone(phone), Body: t.Body, At: t.At.In(s.campaign.Location())})
		}
	}
	for _, phone := range s.twilio.Phones() {
		for _, t := range s.twilio.Texts(phone.Number) {
			hear(phone.Number, t)
		}
	}
	s.twilio.OnText(hear)
	return nil
}

// homes tells where the owner of each phone lives.
func (s *stage) homes(ctx context.Context) (map[roster.Phone]roster.Commune, error) {
	communes, err := s.store.Communes(ctx, roster.Scope{Campaign: s.campaign.ID, All: true}, nil)
	if err != nil {
		return nil, err
	}
	byCode := map[string]roster.Commune{}
	for _, c := range communes {
		byCode[c.Code] = c
	}
	people, err := s.store.People(ctx, s.campaign.ID, nil)
	if err != nil {
		return nil, err
	}
	homes := make(map[roster.Phone]roster.Commune, len(people))
	for _, v := range people {
		homes[v.Phone] = byCode[v.Home]
	}
	return homes, nil
}

// close ends the files; the listeners have ended with what listened on them.
func (s *stage) close() error { return errors.Join(s.twilio.Close(), s.log.Close()) }

// communeOffice is the name of a commune's People's Committee.
func communeOffice(c roster.Commune) string {
	return i18n.Text(i18n.VI, "demo.commune_"+string(c.Kind), "commune", c.Name)
}
