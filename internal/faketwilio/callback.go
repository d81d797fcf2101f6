package faketwilio

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// callback is a signed form on its way to the platform.
type callback struct {
	address string
	form    url.Values
	tries   int
}

// accept takes a message: the phone gets its text, and the message's later statuses follow,
// Latency apart.
func (s *Server) accept(m *message, f Fault) {
	s.mu.Lock()
	s.messages = append(s.messages, m)
	s.bySID[m.sid] = m
	s.mu.Unlock()
	if f.Undelivered == 0 {
		s.deliver(line{Phone: m.to, From: m.from, Text: Text{ID: m.sid, Direction: In, Body: m.body, At: m.at}})
	}
	for i, step := range f.steps() {
		after(time.Duration(i+1)*s.config.Latency, func() { s.advance(m, step, f.Undelivered) })
	}
}

// after runs f later without holding up the caller, or at once when there is nothing to wait
// for.
func after(wait time.Duration, f func()) {
	if wait <= 0 {
		f()
		return
	}
	time.AfterFunc(wait, f)
}

func (f Fault) steps() []string {
	last := "delivered"
	if f.Undelivered != 0 {
		last = "undelivered"
	}
	if f.Twice {
		return []string{last, "sent", last, "sent"}
	}
	return []string{"sent", last}
}

// advance gives a message its next status and reports it. A report that comes out of order
// leaves the message itself at its end.
func (s *Server) advance(m *message, status string, code int) {
	s.mu.Lock()
	if m.status != "delivered" && m.status != "undelivered" {
		m.status = status
	}
	form := url.Values{
		"AccountSid": {s.config.AccountSID}, "ApiVersion": {"2010-04-01"}, "From": {m.from}, "To": {m.to},
		"MessageSid": {m.sid}, "SmsSid": {m.sid}, "MessageStatus": {status}, "SmsStatus": {status},
	}
	if status == "undelivered" {
		m.errorCode = code
		form.Set("ErrorCode", strconv.Itoa(code))
	}
	s.mu.Unlock()
	if m.callback != "" {
		s.push(callback{address: m.callback, form: form})
	}
}

// push never blocks a caller; a full queue loses callbacks, as networks do.
func (s *Server) push(c callback) {
	select {
	case s.callbacks <- c:
	default:
	}
}

// Run delivers callbacks until ctx ends, trying again while the platform is away.
func (s *Server) Run(ctx context.Context) error {
	const workers = 4
	var group sync.WaitGroup
	for range workers {
		group.Go(func() { s.work(ctx) })
	}
	group.Wait()
	return nil
}

func (s *Server) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case c := <-s.callbacks:
			s.attempt(ctx, c)
		}
	}
}

func (s *Server) attempt(ctx context.Context, c callback) {
	const tries, pause = 5, 500 * time.Millisecond
	status, err := s.post(ctx, c.address, c.form)
	if away := err != nil || status >= http.StatusInternalServerError; away && c.tries < tries {
		c.tries++
		after(time.Duration(c.tries)*pause, func() { s.push(c) })
	}
}

// post sends a signed form to the platform and returns the status of its answer.
func (s *Server) post(ctx context.Context, address string, form url.Values) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, fmt.Errorf("make a webhook: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("X-Twilio-Signature", Sign(s.config.AuthToken, address, form))
	answer, err := s.client.Do(request)
	if err != nil {
		return 0, fmt.Errorf("post a webhook: %w", err)
	}
	defer answer.Body.Close()
	return answer.StatusCode, nil
}
