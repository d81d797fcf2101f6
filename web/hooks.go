package web

import (
	"errors"
	"io"
	"net/http"

	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

// largestHook bounds what a provider may post.
const largestHook = 64 << 10

// hook reads a webhook's raw body once and answers: 403 for one that isn't signed, 400 for
// one that can't be read, 500 when it could not be kept, so that the provider tries again.
func (s *server) hook(take func(r *http.Request, body []byte) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largestHook))
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
			w.WriteHeader(http.StatusBadRequest)
		default:
			s.Log.ErrorContext(r.Context(), "webhook", "error", err)
			w.WriteHeader(http.StatusInternalServerError)
		}
	}
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
