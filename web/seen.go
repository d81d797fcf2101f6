package web

import (
	"net/http"
	"strings"

	"github.com/tiepsuc/tiepsuc/roster"
)

// seenPath is where an answer page sends that its person knows of a cancellation.
const seenPath = "/seen"

// takeSeen keeps that somebody knows that a shift is cancelled, and shows the page again.
func (s *server) takeSeen(w http.ResponseWriter, r *http.Request) error {
	link, err := s.Links.Open(r.PathValue("token"))
	if err != nil {
		return err
	}
	if err := s.mayAnswer(r, link); err != nil {
		return err
	}
	const largestForm = 4 << 10
	s.boundBody(w, r, largestForm)
	if err := r.ParseForm(); err != nil {
		return roster.Bad("form", "answer.malformed")
	}
	if err := s.Dispatcher.AcknowledgeLink(r.Context(), link, r.PostForm.Get("ask"), s.Now()); err != nil {
		return err
	}
	http.Redirect(w, r, strings.Replace(r.URL.RequestURI(), seenPath, "", 1), http.StatusSeeOther)
	return nil
}
