package web

import "net/http"

// seenPath is where an answer page sends that its person knows of a cancellation.
const seenPath = "/seen"

// takeSeen keeps that somebody knows that a shift is cancelled, and shows the page again.
func (s *server) takeSeen(w http.ResponseWriter, r *http.Request) error {
	link, err := s.linkForm(w, r)
	if err != nil {
		return err
	}
	if err := s.Dispatcher.AcknowledgeLink(r.Context(), link, r.PostForm.Get("ask"), s.Now()); err != nil {
		return err
	}
	backToPage(w, r, seenPath, r.PostForm.Get("ask"))
	return nil
}
