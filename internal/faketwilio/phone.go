package faketwilio

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
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

// Reply sends a text from a phone: it posts the signed inbound webhook and returns when the
// platform has taken it.
func (s *Server) Reply(ctx context.Context, phone, body string) error {
	text := Text{ID: newSID("SM"), Direction: Out, Body: body, At: s.config.Now()}
	s.mu.Lock()
	address := s.config.InboundURL
	s.mu.Unlock()
	form := url.Values{
		"AccountSid": {s.config.AccountSID}, "ApiVersion": {"2010-04-01"}, "MessageSid": {text.ID}, "SmsMessageSid": {text.ID}, "SmsSid": {text.ID},
		"SmsStatus": {"received"}, "From": {phone}, "To": {"TIEPSUC"}, "Body": {body}, "NumMedia": {"0"}, "NumSegments": {"1"},
	}
	if err := s.post(ctx, address, form); err != nil {
		return fmt.Errorf("reply from %s: %w", phone, err)
	}
	s.deliver(phone, text)
	return nil
}

func (s *Server) deliver(phone string, text Text) {
	s.mu.Lock()
	s.inboxes[phone] = append(s.inboxes[phone], text)
	if s.journal != nil {
		s.journal.write(line{Phone: phone, Text: text})
	}
	listeners := slices.Clone(s.listeners)
	s.mu.Unlock()
	for _, listen := range listeners {
		listen(phone, text)
	}
}

// PhonesAPI serves the phones as JSON: GET {phone}/messages lists a phone's texts, POST sends
// one from it, GET on the root lists the phones. The prefix must be stripped.
func (s *Server) PhonesAPI() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, s.Phones()) })
	mux.HandleFunc("GET /{phone}/messages", func(w http.ResponseWriter, r *http.Request) {
		texts := s.Texts(r.PathValue("phone"))
		if texts == nil {
			texts = []Text{}
		}
		reply(w, http.StatusOK, texts)
	})
	mux.HandleFunc("POST /{phone}/messages", s.takeReply)
	return mux
}

func (s *Server) takeReply(w http.ResponseWriter, r *http.Request) {
	const largest = 64 << 10
	var in struct {
		Body string `json:"body"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, largest)).Decode(&in); err != nil || in.Body == "" {
		reply(w, http.StatusBadRequest, map[string]any{"error": `send {"body": "…"}`})
		return
	}
	if err := s.Reply(r.Context(), r.PathValue("phone"), in.Body); err != nil {
		reply(w, http.StatusBadGateway, map[string]any{"error": err.Error()})
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// line is one text in the journal.
type line struct {
	Phone string `json:"phone"`
	Text
}

// journal appends texts to a file, one JSON line each.
type journal struct {
	mu   sync.Mutex
	file *os.File
}

// openJournal reads what a journal holds; a last line that a kill cut short is dropped, and
// the new line begun here keeps it apart from what follows.
func openJournal(path string) (*journal, []line, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("open the phones' journal: %w", err)
	}
	var lines []line
	scan := bufio.NewScanner(file)
	for scan.Scan() {
		var l line
		if json.Unmarshal(scan.Bytes(), &l) == nil && l.Phone != "" {
			lines = append(lines, l)
		}
	}
	if err := scan.Err(); err != nil {
		_ = file.Close()
		return nil, nil, fmt.Errorf("read the phones' journal: %w", err)
	}
	if _, err := file.WriteString("\n"); err != nil {
		_ = file.Close()
		return nil, nil, fmt.Errorf("write the phones' journal: %w", err)
	}
	return &journal{file: file}, lines, nil
}

func (j *journal) write(l line) {
	raw, err := json.Marshal(l)
	if err != nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	_, _ = j.file.Write(append(raw, '\n'))
}

func (j *journal) close() error { return j.file.Close() }
