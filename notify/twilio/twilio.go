// Package twilio is the one user of twilio-go: it sends texts, says what a failed call
// means, and verifies and reads the webhooks.
package twilio

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/twilio/twilio-go/client"
)

// Config is an account and its senders: From or MessagingServiceSID for all numbers that none
// of Senders is for. AuthTokens sign webhooks: the current one, and during a
// rotation the other. PublicURL is the address Twilio sees us at. BaseURL replaces Twilio's
// own address and may only be on loopback; empty means Twilio.
type Config struct {
	AccountSID, APIKey, APISecret string
	AuthTokens                    []string
	From, MessagingServiceSID     string
	Senders                       []Sender
	PublicURL                     string
	BaseURL                       string
}

// Twilio sends texts through one account. Safe for use by many goroutines.
type Twilio struct {
	config     Config
	base       *url.URL
	next       http.RoundTripper
	lines      []line
	validators []client.RequestValidator
}

// New checks the configuration and returns a Twilio.
func New(config Config) (*Twilio, error) {
	base, err := loopback(config.BaseURL)
	if err != nil {
		return nil, err
	}
	if config.AccountSID == "" || config.APIKey == "" || config.APISecret == "" {
		return nil, errors.New("twilio: account, key and secret are needed")
	}
	lines, err := lines(config)
	if err != nil {
		return nil, err
	}
	config.PublicURL = strings.TrimRight(config.PublicURL, "/")
	t := &Twilio{config: config, base: base, next: transport(), lines: lines}
	for _, token := range config.AuthTokens {
		if token != "" {
			t.validators = append(t.validators, client.NewRequestValidator(token))
		}
	}
	if len(t.validators) == 0 {
		return nil, errors.New("twilio: an auth token is needed to verify webhooks")
	}
	return t, nil
}

// transport keeps few connections: Twilio limits calls at a time, and a queue of ours is
// better than a refusal of theirs.
func transport() http.RoundTripper {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxConnsPerHost = 8
	t.MaxIdleConnsPerHost = 8
	return t
}

func loopback(raw string) (*url.URL, error) {
	if raw == "" {
		return nil, nil //nolint:nilnil // no base means Twilio's own
	}
	base, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("twilio: base address: %w", err)
	}
	if ip := net.ParseIP(base.Hostname()); base.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("twilio: base address %s is not on loopback", base.Host)
	}
	return base, nil
}
