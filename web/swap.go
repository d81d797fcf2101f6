package web

import (
	"net/http"
	"strings"

	"github.com/tiepsuc/tiepsuc/roster"
)

// swapPath is where an answer page sends the form that asks a colleague.
const swapPath = "/swap"

// takeSwap asks a colleague to come instead and shows the page again.
func (s *server) takeSwap(w http.ResponseWriter, r *http.Request) error {
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
	// Every try names somebody: they are as few as those of a code.
	if !s.codes.Allow(link, s.Wall()) {
		return tooOften()
	}
	if err := s.Dispatcher.SwapLink(r.Context(), link, r.PostForm.Get("ask"), r.PostForm.Get("colleague"), s.Now()); err != nil {
		return err
	}
	http.Redirect(w, r, strings.Replace(r.URL.RequestURI(), swapPath, "", 1), http.StatusSeeOther)
	return nil
}
