package web

import (
	"net/http"

	"github.com/tiepsuc/tiepsuc/roster"
)

// leave sends somebody to the provider that they have chosen to sign in with. Where they come
// back to is fixed: nothing in the request has a say in it.
func (s *server) leave(w http.ResponseWriter, r *http.Request) error {
	if !s.desks.Allow(address(r), s.Wall()) {
		return s.signInAgain(w, r, signInView{}, tooOften())
	}
	away, err := s.Providers.Start(r.Context(), w, r.PathValue("provider"), s.Wall())
	if err != nil {
		return s.signInRefused(w, r, err)
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, away, http.StatusSeeOther)
	return nil
}

// comeBack signs in whom a provider vouches for.
func (s *server) comeBack(w http.ResponseWriter, r *http.Request) error {
	if !s.desks.Allow(address(r), s.Wall()) {
		return s.signInAgain(w, r, signInView{}, tooOften())
	}
	who, err := s.Providers.Finish(w, r, r.PathValue("provider"), s.Wall())
	if err != nil {
		return s.signInRefused(w, r, err)
	}
	token, err := s.Desk.EnterAs(r.Context(), who, r.UserAgent(), s.Wall())
	if err != nil {
		return s.signInRefused(w, r, err)
	}
	s.Tokens.Cookies.Set(w, token)
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// signInRefused shows the page with what is wrong; the log tells why.
func (s *server) signInRefused(w http.ResponseWriter, r *http.Request, err error) error {
	if kind := roster.KindOf(err); kind != roster.Internal && kind != roster.NotFound {
		s.Log.WarnContext(r.Context(), "a sign-in through a provider has failed", "provider", r.PathValue("provider"), "error", err)
	}
	return s.signInAgain(w, r, signInView{}, err)
}
