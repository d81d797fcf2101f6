package twilio

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Provider is this provider's name in rows and logs.
const Provider = "twilio"

// The paths Twilio calls; our message's identity follows StatusPath.
const (
	StatusPath  = "/hooks/twilio/status/"
	InboundPath = "/hooks/twilio/inbound"
)

// ErrForged is a webhook that Twilio didn't sign.
var ErrForged = errors.New("webhook is not signed by twilio")

// Status verifies and reads a status callback. body is the raw body of r, already read.
func (t *Twilio) Status(r *http.Request, body []byte) (notify.StatusEvent, error) {
	form, err := t.verified(r, body)
	if err != nil {
		return notify.StatusEvent{}, err
	}
	event := notify.StatusEvent{
		Provider:   Provider,
		ProviderID: form.Get("MessageSid"),
		MessageID:  storable(strings.TrimPrefix(r.URL.Path, StatusPath)),
		Status:     notify.Status(form.Get("MessageStatus")),
		ErrorCode:  code(form.Get("ErrorCode")),
	}
	if event.ProviderID == "" || !event.Status.Known() {
		return notify.StatusEvent{}, fmt.Errorf("status callback without message or with unknown status %q", event.Status)
	}
	return event, nil
}

// Inbound verifies and reads a text that came in. body is the raw body of r, already read.
func (t *Twilio) Inbound(r *http.Request, body []byte) (notify.Inbound, error) {
	form, err := t.verified(r, body)
	if err != nil {
		return notify.Inbound{}, err
	}
	in := notify.Inbound{
		Provider:   Provider,
		ProviderID: form.Get("MessageSid"),
		From:       roster.Phone(form.Get("From")),
		To:         roster.Phone(form.Get("To")),
		Body:       form.Get("Body"),
	}
	if in.ProviderID == "" || in.From == "" {
		return notify.Inbound{}, errors.New("inbound webhook without message or number")
	}
	return in, nil
}

// verified checks the signature over the configured public address, never over what the
// request says of its host, and parses the form. Any of the tokens may have signed.
func (t *Twilio) verified(r *http.Request, body []byte) (url.Values, error) {
	address := t.config.PublicURL + r.URL.RequestURI()
	signature := r.Header.Get("X-Twilio-Signature")
	for _, validator := range t.validators {
		if signature != "" && validator.ValidateBody(address, body, signature) {
			form, err := url.ParseQuery(string(body))
			if err != nil {
				return nil, fmt.Errorf("webhook form: %w", err)
			}
			for name := range form {
				form.Set(name, storable(form.Get(name)))
			}
			return form, nil
		}
	}
	return nil, ErrForged
}

// storable mends what PostgreSQL keeps in no text: bytes that aren't UTF-8, and the zero. What
// somebody wrote is worth keeping with a mark where it was broken.
func storable(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
}

// code reads the code of a failure; 0 where there is none, or none that a number of theirs can be.
func code(s string) int {
	const bits = 32
	n, err := strconv.ParseInt(s, 10, bits)
	if err != nil {
		return 0
	}
	return int(n)
}
