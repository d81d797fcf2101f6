package faketwilio

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Direction is seen from the phone.
type Direction string

// In is a text that reached the phone, Out one that it sent.
const (
	In  Direction = "in"
	Out Direction = "out"
)

// Text is one text on a phone.
type Text struct {
	ID        string    `json:"id"`
	Direction Direction `json:"direction"`
	Body      string    `json:"body"`
	At        time.Time `json:"at"`
}

// Phone is a number with its newest text.
type Phone struct {
	Number string `json:"number"`
	Texts  int    `json:"texts"`
	Last   Text   `json:"last"`
}

// Texts are the texts of a phone, oldest first.
func (s *Server) Texts(phone string) []Text {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.inboxes[phone])
}

// Phones are all phones with texts, the newest text first.
func (s *Server) Phones() []Phone {
	s.mu.Lock()
	defer s.mu.Unlock()
	phones := make([]Phone, 0, len(s.inboxes))
	for number, texts := range s.inboxes {
		phones = append(phones, Phone{Number: number, Texts: len(texts), Last: texts[len(texts)-1]})
	}
	slices.SortFunc(phones, func(a, b Phone) int {
		if c := b.Last.At.Compare(a.Last.At); c != 0 {
			return c
		}
		return strings.Compare(a.Number, b.Number)
	})
	return phones
}

// longestText is what Twilio takes in one text, in characters.
const longestText = 1600

// Reply sends a text from a phone: it posts the signed inbound webhook and returns when the
// platform has taken it. The error says that it hasn't.
func (s *Server) Reply(ctx context.Context, phone, body string) error {
	if body == "" || utf8.RuneCountInString(body) > longestText {
		return fmt.Errorf("reply from %s: a text has 1 to %d characters", phone, longestText)
	}
	text := Text{ID: newSID("SM"), Direction: Out, Body: body, At: s.config.Now()}
	address, to := s.addressee(phone)
	form := url.Values{
		"AccountSid": {s.config.AccountSID}, "ApiVersion": {"2010-04-01"}, "MessageSid": {text.ID}, "SmsMessageSid": {text.ID}, "SmsSid": {text.ID},
		"SmsStatus": {"received"}, "From": {phone}, "To": {to}, "Body": {body}, "NumMedia": {"0"}, "NumSegments": {strconv.Itoa(segmentsOf(body))},
	}
	status, err := s.post(ctx, address, form)
	if err != nil {
		return fmt.Errorf("reply from %s: %w", phone, err)
	}
	if status >= http.StatusMultipleChoices {
		return fmt.Errorf("reply from %s: the platform answered %d", phone, status)
	}
	s.deliver(line{Phone: phone, Text: text})
	return nil
}

// addressee is where replies are posted, and whom this phone answers: who texted it last.
func (s *Server) addressee(phone string) (address, to string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range slices.Backward(s.messages) {
		if m.to == phone && m.from != "" {
			return s.config.InboundURL, m.from
		}
	}
	return s.config.InboundURL, "+15005550006"
}

// deliver puts a text on its phone and into the journal; whoever listens hears of those that
// came in.
func (s *Server) deliver(l line) {
	s.mu.Lock()
	s.inboxes[l.Phone] = append(s.inboxes[l.Phone], l.Text)
	if s.journal != nil {
		s.journal.write(l)
	}
	listeners := slices.Clone(s.listeners)
	s.mu.Unlock()
	if l.Direction != In {
		return
	}
	for _, listen := range listeners {
		listen(l.Phone, l.Text)
	}
}
