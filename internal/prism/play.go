package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/internal/faketwilio"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
	"github.com/tiepsuc/tiepsuc/roster"
)

// The account; the specification knows the form of its name.
const (
	account   = "AC0123456789abcdef0123456789abcdef"
	apiKey    = "SKkey"
	apiSecret = "secret"
)

const usual = roster.Phone("+84912345678")

// play makes every call that the adapter can make, whatever comes of it, and one of its own
// that must be faulted: a judge that finds nothing might be blind.
func play(ctx context.Context, fake *faketwilio.Server, address string, w *witness) error {
	if err := faulty(ctx, address); err != nil {
		return err
	}
	if len(w.take()) == 0 {
		return errors.New("prism finds no fault in a message to nobody")
	}
	sms, err := twilio.New(twilio.Config{
		AccountSID: account, APIKey: apiKey, APISecret: apiSecret, AuthTokens: []string{"token"}, PublicURL: "https://tiepsuc.example", BaseURL: address,
		Senders: []twilio.Sender{{Prefix: "+84", From: "TIEPSUC"}, {Prefix: "+1", MessagingServiceSID: "MG0123456789abcdef0123456789abcdef"}},
	})
	if err != nil {
		return err
	}
	for _, step := range append(texts(fake, sms), lookUps(sms)...) {
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		if found := w.take(); len(found) > 0 {
			return fmt.Errorf("%s violates the specification: %+v", step.name, found)
		}
	}
	return nil
}

// step is one call and whether it went as it must.
type step struct {
	name string
	do   func(ctx context.Context) error
}

// texts are messages of all kinds, and all ways in which Twilio says no.
func texts(fake *faketwilio.Server, sms *twilio.Twilio) []step {
	out := func(to roster.Phone, body string) notify.Outbound {
		return notify.Outbound{ID: "0198f2a0-0000-7000-8000-000000000001", To: to, Body: body, ValidFor: 90 * time.Minute}
	}
	long := strings.Repeat("TIEPSUC: Ban nhan ca khong? ", 12)
	all := []step{
		sending(sms, "text from a brand name", out(usual, "TIEPSUC: Ban nhan ca khong?"), ""),
		sending(sms, "text by a messaging service", out("+14155550100", "TIEPSUC: Can you come?"), ""),
		sending(sms, "text of several segments", out(usual, long), ""),
		sending(sms, "text with accents", out(usual, "Bạn nhận ca không? Có & không + 100%"), ""),
		sending(sms, "text to somebody who opted out", out("+15005550004", "x"), notify.OptedOut),
		sending(sms, "text to a landline", out("+15005550009", "x"), notify.BadNumber),
	}
	refused := step{"text that comes too fast", func(ctx context.Context) error {
		fake.Fail(string(usual), faketwilio.Fault{Status: http.StatusTooManyRequests, Code: 20429, RetryAfter: 1})
		return sending(sms, "", out(usual, "x"), notify.Retry).do(ctx)
	}}
	return append(all, refused)
}

// sending sends a text; class is what must become of it, "" when it is taken.
func sending(sms *twilio.Twilio, name string, out notify.Outbound, class notify.Class) step {
	return step{name, func(ctx context.Context) error {
		_, err := sms.Send(ctx, out)
		failure, failed := errors.AsType[*notify.SendError](err)
		if class == "" {
			return err
		}
		if !failed || failure.Class != class {
			return fmt.Errorf("got %w, want %s", err, class)
		}
		return nil
	}}
}

// lookUps are what the adapter asks of what was sent.
func lookUps(sms *twilio.Twilio) []step {
	return []step{
		{"look-up in the list", func(ctx context.Context) error {
			found, err := sms.Find(ctx, notify.Outbound{To: usual, Body: "TIEPSUC: Ban nhan ca khong?"}, noon().Add(-patience))
			if err == nil && len(found) == 0 {
				err = errors.New("the text isn't there")
			}
			return err
		}},
		{"check of the account", sms.Check},
	}
}

// faulty posts a message without a receiver.
func faulty(ctx context.Context, address string) error {
	form := url.Values{"From": {"TIEPSUC"}, "Body": {"x"}}
	path := address + "/2010-04-01/Accounts/" + account + "/Messages.json"
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, path, strings.NewReader(form.Encode()))
	if err != nil {
		return fmt.Errorf("call prism: %w", err)
	}
	request.SetBasicAuth(apiKey, apiSecret)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("call prism: %w", err)
	}
	return response.Body.Close()
}
