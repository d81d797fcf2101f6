package faketwilio

import (
	"context"
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
	due     time.Time
	tries   int
}

// accept takes a message: the phone gets its text, and the callbacks are on their way.
func (s *Server) accept(m *message, f Fault) {
	s.mu.Lock()
	s.messages = append(s.messages, m)
	s.bySID[m.sid] = m
	s.mu.Unlock()
	if f.Undelivered == 0 {
		s.deliver(m.to, Text{ID: m.sid, Direction: In, Body: m.body, At: m.at})
	}
	for i, step := range f.steps() {
		s.report(m, step, f.Undelivered, time.Duration(i+1)*s.config.Latency)
	}
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

func (s *Server) report(m *message, status string, code int, after time.Duration) {
	s.mu.Lock()
	m.status = status
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
		s.push(callback{address: m.callback, form: form, due: time.Now().Add(after)})
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
			if wait(ctx, time.Until(c.due)) {
				s.attempt(ctx, c)
			}
		}
	}
}

func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

func (s *Server) attempt(ctx context.Context, c callback) {
	const tries, pause = 5, 500 * time.Millisecond
	if err := s.post(ctx, c.address, c.form); err != nil && c.tries < tries {
		c.tries++
		c.due = time.Now().Add(time.Duration(c.tries) * pause)
		s.push(c)
	}
}

func (s *Server) post(ctx context.Context, address string, form url.Values) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("X-Twilio-Signature", Sign(s.config.AuthToken, address, form))
	answer, err := s.client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusInternalServerError {
		return http.ErrServerClosed
	}
	return nil
}
