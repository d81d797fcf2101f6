package main

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

// settings are what the environment says. They are read once, at the start.
type settings struct {
	databaseURL string
	addr        string
	publicURL   string
	secrets     [][]byte
	perSecond   int    // operations of one token; 0 without bound
	listedOnly  bool   // sessions may ask for the app's own operations alone
	spoolDir    string // keeps webhooks while the database is away; "" nowhere
	issuers     []auth.Issuer
	twilio      twilio.Config
	budget      dispatch.Budget
	publish     *dispatch.PublishLimits // nil: a person publishes each plan
}

// usualRate is how many operations per second a token may ask for: a screen asks for a few.
const usualRate = 100

// minSecret is the shortest key that signs links, in bytes.
const minSecret = 32

// readSettings reads all settings of a server. The error names every mistake by its
// variable and never repeats a value, which may be a secret.
func readSettings(getenv func(string) string) (settings, error) {
	r := &envReader{getenv: getenv}
	s := settings{
		databaseURL: r.required("DATABASE_URL"),
		addr:        r.address("TIEPSUC_ADDR", "127.0.0.1:8080"),
		publicURL:   r.site("TIEPSUC_PUBLIC_URL"),
		secrets:     r.secrets("TIEPSUC_SECRETS"),
		perSecond:   r.count("TIEPSUC_RATE", usualRate),
		listedOnly:  r.choice("TIEPSUC_OPERATIONS", "any", "listed") == "listed",
		spoolDir:    r.spoolDir("TIEPSUC_SPOOL_DIR"),
		issuers:     r.issuers("OIDC_ISSUERS"),
		twilio:      r.twilio(),
		budget:      dispatch.Budget{Daily: r.money("TIEPSUC_SMS_DAILY_BUDGET"), Segment: r.money("TIEPSUC_SMS_SEGMENT_PRICE")},
		publish:     r.publishLimits("TIEPSUC_PLAN_PUBLISH_MAX_GAP", "TIEPSUC_PLAN_PUBLISH_MAX_CHANGE"),
	}
	if s.budget.Daily > 0 && s.budget.Segment == 0 {
		r.wrong("TIEPSUC_SMS_SEGMENT_PRICE", "must be set for a daily budget")
	}
	s.twilio.PublicURL = s.publicURL
	return s, errors.Join(r.mistakes...)
}

// envReader reads variables and gathers what is wrong with them.
type envReader struct {
	getenv   func(string) string
	mistakes []error
}

func (r *envReader) wrong(name, why string) {
	r.mistakes = append(r.mistakes, fmt.Errorf("%s %s", name, why))
}

func (r *envReader) required(name string) string {
	value := strings.TrimSpace(r.getenv(name))
	if value == "" {
		r.wrong(name, "is not set")
	}
	return value
}

func (r *envReader) address(name, fallback string) string {
	value := r.getenv(name)
	if value == "" {
		return fallback
	}
	if _, _, err := net.SplitHostPort(value); err != nil {
		r.wrong(name, "must be HOST:PORT, such as "+fallback)
	}
	return value
}

// count reads a whole number, 0 or more.
func (r *envReader) count(name string, fallback int) int {
	value := r.getenv(name)
	if value == "" {
		return fallback
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		r.wrong(name, "must be a whole number, 0 or more")
	}
	return n
}

// choice reads one of some words; the first is meant where nothing is set.
func (r *envReader) choice(name string, words ...string) string {
	value := cmp.Or(r.getenv(name), words[0])
	if !slices.Contains(words, value) {
		r.wrong(name, "must be "+strings.Join(words, " or "))
	}
	return value
}

// site reads the address that people and providers reach the platform at.
func (r *envReader) site(name string) string {
	value := strings.TrimSuffix(r.required(name), "/")
	if u, err := url.Parse(value); value != "" && (err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http")) {
		r.wrong(name, "must be an address such as https://tiepsuc.example.vn")
	}
	return value
}

// spoolDir reads the folder in which webhooks wait for the database: unless told, in the place
// that the user's system has for what programs must not lose.
func (r *envReader) spoolDir(name string) string {
	if dir := r.getenv(name); dir != "" {
		return dir
	}
	base := r.getenv("XDG_STATE_HOME")
	if home := r.getenv("HOME"); base == "" && home != "" {
		base = filepath.Join(home, ".local", "state")
	}
	if base == "" {
		r.wrong(name, "must be set where there is no HOME")
	}
	return filepath.Join(base, "tiepsuc", "spool")
}

// secrets reads the keys that sign links, newest first, separated by commas.
func (r *envReader) secrets(name string) [][]byte {
	value := r.required(name)
	if value == "" {
		return nil
	}
	var keys [][]byte
	for i, key := range strings.Split(value, ",") {
		key = strings.TrimSpace(key)
		if len(key) < minSecret {
			r.wrong(name, fmt.Sprintf("key %d is shorter than %d bytes", i+1, minSecret))
		}
		keys = append(keys, []byte(key))
	}
	return keys
}

// twilio reads the account that texts go out by; its tokens check the webhooks.
func (r *envReader) twilio() twilio.Config {
	c := twilio.Config{
		AccountSID:          r.required("TWILIO_ACCOUNT_SID"),
		APIKey:              r.required("TWILIO_API_KEY"),
		APISecret:           r.required("TWILIO_API_SECRET"),
		AuthTokens:          []string{r.required("TWILIO_AUTH_TOKEN")},
		From:                r.getenv("TWILIO_FROM"),
		MessagingServiceSID: r.getenv("TWILIO_MESSAGING_SERVICE_SID"),
		Senders:             r.senders("TIEPSUC_SMS_SENDERS"),
		BaseURL:             r.loopback("TIEPSUC_TWILIO_BASE_URL"),
	}
	if (c.From == "") == (c.MessagingServiceSID == "") && (c.From != "" || len(c.Senders) == 0) {
		r.wrong("TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID", "must be set, one of the two")
	}
	if next := r.getenv("TWILIO_AUTH_TOKEN_ALTERNATE"); next != "" {
		c.AuthTokens = append(c.AuthTokens, next)
	}
	return c
}

// loopback reads an address that may only be this machine: it takes Twilio's place.
func (r *envReader) loopback(name string) string {
	value := r.getenv(name)
	if value == "" {
		return ""
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" || !isLoopback(u.Hostname()) {
		r.wrong(name, "must be an http:// address on this machine, such as http://127.0.0.1:4010")
	}
	return value
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}
