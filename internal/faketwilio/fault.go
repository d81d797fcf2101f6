package faketwilio

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// Fault is a way for one call to go wrong. The zero Fault is none.
type Fault struct {
	// Status answers with this HTTP status before the message is taken; Code is Twilio's.
	Status, Code int
	// RetryAfter is sent with Status, in seconds.
	RetryAfter int
	// HTML answers Status with a page instead of JSON, as a proxy would.
	HTML bool
	// Drop takes the message and closes the connection without an answer.
	Drop bool
	// Truncate takes the message and answers half of the JSON.
	Truncate bool
	// WrongTypes takes the message and answers with an error code of the wrong type.
	WrongTypes bool
	// Empty takes the message and answers 200 {}.
	Empty bool
	// Delay takes the message and waits before it answers.
	Delay time.Duration
	// Undelivered takes the message and reports it undelivered with this code.
	Undelivered int
	// AtOnce says of an Undelivered message in the answer already that it has failed.
	AtOnce bool
	// Twice reports every status twice, and the last one first.
	Twice bool
}

// Fail scripts the next calls for a number, in order; later calls go well again.
func (s *Server) Fail(to string, faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[to] = append(s.faults[to], faults...)
}

func (s *Server) nextFault(to string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	queue := s.faults[to]
	if len(queue) == 0 {
		return Fault{}
	}
	s.faults[to] = queue[1:]
	return queue[0]
}

// before answers the faults that come before a message is taken.
func (f Fault) before(w http.ResponseWriter) bool {
	if f.Status == 0 {
		return false
	}
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
	}
	if f.HTML {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Status)
		_, _ = w.Write([]byte("<html><h1>Bad gateway</h1></html>"))
		return true
	}
	fail(w, f.Status, f.Code, "scripted")
	return true
}

// after answers for a message that was taken.
func (f Fault) after(w http.ResponseWriter, r *http.Request, resource map[string]any) {
	if f.Delay > 0 {
		select {
		case <-time.After(f.Delay):
		case <-r.Context().Done():
			return
		}
	}
	switch {
	case f.Drop:
		panic(http.ErrAbortHandler)
	case f.Truncate:
		raw, _ := json.Marshal(resource)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write(raw[:len(raw)/2])
	case f.WrongTypes:
		resource["error_code"] = "30005"
		reply(w, http.StatusCreated, resource)
	case f.AtOnce:
		resource["status"], resource["error_code"] = "failed", f.Undelivered
		reply(w, http.StatusCreated, resource)
	case f.Empty:
		reply(w, http.StatusOK, map[string]any{})
	default:
		reply(w, http.StatusCreated, resource)
	}
}
