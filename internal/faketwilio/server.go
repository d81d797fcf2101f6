package faketwilio

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // Twilio signs with HMAC-SHA1
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Config is the account that the fake plays. InboundURL is where replies are posted.
// Journal, when not empty, is a file that keeps the phones' texts over restarts. Now is the
// clock that dates texts; Latency, in real time, how long each status takes.
type Config struct {
	AccountSID, APIKey, APISecret, AuthToken string
	InboundURL                               string
	Journal                                  string
	Now                                      func() time.Time
	Latency                                  time.Duration
}

// Server plays Twilio. It is an http.Handler; Run delivers the callbacks.
type Server struct {
	config Config
	client *http.Client

	mu        sync.Mutex
	messages  []*message
	bySID     map[string]*message
	faults    map[string][]Fault
	inboxes   map[string][]Text
	listeners []func(phone string, text Text)
	journal   *journal

	callbacks chan callback
}

type message struct {
	sid, from, to, body, service, callback, status string
	at                                             time.Time
	errorCode                                      int
}

// New returns a Server with the texts of its journal.
func New(config Config) (*Server, error) {
	const pending = 100_000
	s := &Server{
		config:    config,
		client:    &http.Client{Timeout: 10 * time.Second},
		bySID:     map[string]*message{},
		faults:    map[string][]Fault{},
		inboxes:   map[string][]Text{},
		callbacks: make(chan callback, pending),
	}
	if config.Journal == "" {
		return s, nil
	}
	journal, texts, err := openJournal(config.Journal)
	if err != nil {
		return nil, err
	}
	s.journal = journal
	for _, l := range texts {
		s.restore(l)
	}
	return s, nil
}

// restore takes a text of the journal back: onto its phone and, when it was sent through the
// API, among the messages that the API knows.
func (s *Server) restore(l line) {
	s.inboxes[l.Phone] = append(s.inboxes[l.Phone], l.Text)
	if l.Direction == In {
		m := &message{sid: l.ID, from: l.From, to: l.Phone, body: l.Body, status: "delivered", at: l.At}
		s.messages = append(s.messages, m)
		s.bySID[m.sid] = m
	}
}

// Close ends the journal.
func (s *Server) Close() error {
	if s.journal == nil {
		return nil
	}
	return s.journal.close()
}

// SetInboundURL says where replies are posted, once the platform's address is known.
func (s *Server) SetInboundURL(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.config.InboundURL = address
}

// OnText registers a function that is called, in the caller's goroutine, for every text that
// reaches a phone.
func (s *Server) OnText(f func(phone string, text Text)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listeners = append(s.listeners, f)
}

// Sign is Twilio's signature of a form posted to an address: HMAC-SHA1, keyed by the auth
// token, over the address and each key and value in the order of the keys
// (twilio.com/docs/usage/security).
func Sign(token, address string, form url.Values) string {
	keys := make([]string, 0, len(form))
	for key := range form {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var b strings.Builder
	b.WriteString(address)
	for _, key := range keys {
		b.WriteString(key + form.Get(key))
	}
	mac := hmac.New(sha1.New, []byte(token))
	mac.Write([]byte(b.String()))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func newSID(prefix string) string {
	raw := make([]byte, 16)
	if _, err := rand.Read(raw); err != nil {
		panic(fmt.Sprintf("no randomness: %v", err))
	}
	return prefix + hex.EncodeToString(raw)
}
