package web

import "net/http"

// swapPath is where an answer page sends the form that asks a colleague.
const swapPath = "/swap"

// takeSwap asks a colleague to come instead and shows the page again.
func (s *server) takeSwap(w http.ResponseWriter, r *http.Request) error {
	link, err := s.linkForm(w, r)
	if err != nil {
		return err
	}
	// Every try names somebody: they are as few as those of a code.
	if !s.codes.Allow(link, s.Wall()) {
		return tooOften()
	}
	if err := s.Dispatcher.SwapLink(r.Context(), link, r.PostForm.Get("ask"), r.PostForm.Get("colleague"), s.Now()); err != nil {
		return err
	}
	backToPage(w, r, swapPath)
	return nil
}
