package web

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

// largestHook bounds what a provider may post.
const largestHook = 64 << 10

// hook reads a webhook's raw body once and answers: 403 for one that isn't signed, 400 for
// one that can't be read, 500 when it could not be kept, so that the provider tries again.
func (s *server) hook(take func(r *http.Request, body []byte) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.boundBody(w, r, largestHook)
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
			return
		}
		switch err := take(r, body); {
		case err == nil:
			w.WriteHeader(http.StatusNoContent)
		case errors.Is(err, twilio.ErrForged):
			s.Log.WarnContext(r.Context(), "webhook refused: not signed by twilio")
			w.WriteHeader(http.StatusForbidden)
		case errors.Is(err, errUnreadable):
			s.Log.WarnContext(r.Context(), "webhook refused", "error", err)
			w.WriteHeader(http.StatusBadRequest)
		default:
			s.Log.ErrorContext(r.Context(), "webhook", "error", err)
			w.WriteHeader(http.StatusInternalServerError)
		}
	}
}

// boundBody bounds the size of a body and how long it may take to come.
func (s *server) boundBody(w http.ResponseWriter, r *http.Request, size int64) {
	const patience = 10 * time.Second
	r.Body = http.MaxBytesReader(w, r.Body, size)
	// Only connections have deadlines; a recorded answer has none and needs none.
	_ = http.NewResponseController(w).SetReadDeadline(s.Wall().Add(patience))
}

var errUnreadable = errors.New("webhook can't be read")

func unreadable(err error) error {
	if errors.Is(err, twilio.ErrForged) {
		return err
	}
	return errors.Join(errUnreadable, err)
}

func (s *server) takeStatus(r *http.Request, body []byte) error {
	event, err := s.Twilio.Status(r, body)
	if err != nil {
		return unreadable(err)
	}
	return s.Dispatcher.TakeStatus(r.Context(), event, s.Now())
}

func (s *server) takeInbound(r *http.Request, body []byte) error {
	in, err := s.Twilio.Inbound(r, body)
	if err != nil {
		return unreadable(err)
	}
	return s.Dispatcher.TakeInbound(r.Context(), in, s.Now())
}
