package web

import (
	"errors"
	"net/http"

	"github.com/tiepsuc/tiepsuc/auth"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/internal/throttle"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

const signInTemplate = "sign_in.html"

// signInView is the page that asks for a number, or with Try for the code that it got. Fault
// says what is wrong with what was typed, Providers are the other ways to sign in.
type signInView struct {
	frame
	Action, Phone, Try, Fault string
	Providers                 []auth.Issuer
}

// signInLimiter bounds what one network address asks of the desk: an office behind one address
// signs in together, a machine that tries numbers or codes soon waits.
func signInLimiter() *throttle.Limiter {
	return throttle.New(throttle.Rate{Burst: 30, PerSecond: 0.1})
}

// showSignIn asks for a number.
func (s *server) showSignIn(w http.ResponseWriter, r *http.Request) error {
	return s.signInPage(w, r, http.StatusOK, signInView{})
}

// takeNumber has a code sent and asks for it. What the page says is the same whether the number
// is somebody's or not.
func (s *server) takeNumber(w http.ResponseWriter, r *http.Request) error {
	if err := s.readSignIn(w, r); err != nil {
		return err
	}
	raw := r.PostForm.Get("phone")
	phone, err := notify.ParsePhone(raw)
	if err != nil {
		return s.signInAgain(w, r, signInView{Phone: raw}, err)
	}
	try, err := s.Desk.Ask(r.Context(), phone, s.Wall())
	if roster.KindOf(err) == roster.Limited {
		return s.signInAgain(w, r, signInView{Phone: raw}, err)
	}
	if err != nil {
		return err
	}
	return s.signInPage(w, r, http.StatusOK, signInView{Try: try, Phone: raw})
}

// takeCode signs in whoever has typed the right code. Without a code it asks for it again: in the
// language that was chosen meanwhile.
func (s *server) takeCode(w http.ResponseWriter, r *http.Request) error {
	if err := s.readSignIn(w, r); err != nil {
		return err
	}
	form := r.PostForm
	if !form.Has("code") {
		return s.signInPage(w, r, http.StatusOK, signInView{Try: form.Get("try"), Phone: form.Get("phone")})
	}
	token, err := s.Desk.Enter(r.Context(), form.Get("try"), form.Get("code"), r.UserAgent(), s.Wall())
	if roster.KindOf(err) == roster.BadInput {
		return s.signInAgain(w, r, signInView{Try: form.Get("try"), Phone: form.Get("phone")}, err)
	}
	if err != nil {
		return err
	}
	s.Tokens.Cookies.Set(w, token)
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// signOut ends the session of this browser.
func (s *server) signOut(w http.ResponseWriter, r *http.Request) error {
	viewer, err := s.Tokens.Of(r, s.Now(), s.Wall())
	if err != nil && roster.KindOf(err) != roster.Unauthenticated {
		return err
	}
	if viewer.Session != "" {
		if err := s.Desk.Leave(r.Context(), viewer, viewer.Session, s.Wall()); err != nil && roster.KindOf(err) != roster.NotFound {
			return err
		}
	}
	s.Tokens.Cookies.Clear(w)
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// readSignIn reads a form of this site, from an address that doesn't try all the time.
func (s *server) readSignIn(w http.ResponseWriter, r *http.Request) error {
	if err := http.NewCrossOriginProtection().Check(r); err != nil {
		return &roster.Error{Kind: roster.Forbidden, Key: "answer.foreign_site", Err: err}
	}
	if !s.desks.Allow(address(r), s.Wall()) {
		return tooOften()
	}
	const largestForm = 4 << 10
	s.boundBody(w, r, largestForm)
	if err := r.ParseForm(); err != nil {
		return roster.Bad("form", "answer.malformed")
	}
	return nil
}

// signInAgain shows the page with what was wrong.
func (s *server) signInAgain(w http.ResponseWriter, r *http.Request, view signInView, err error) error {
	known, ok := errors.AsType[*roster.Error](err)
	if !ok {
		return err
	}
	view.Fault = i18n.Refusal(pageLang(r, i18n.VI), known.Key, known.Args...)
	return s.signInPage(w, r, statusOf(known.Kind), view)
}

func (s *server) signInPage(w http.ResponseWriter, r *http.Request, status int, view signInView) error {
	lang := pageLang(r, i18n.VI)
	view.frame, view.Action = newFrame(r, lang, i18n.Text(lang, "sign_in.title")), "/sign-in"
	if view.Try != "" {
		view.Action, view.Kept = "/sign-in/code", map[string]string{"try": view.Try, "phone": view.Phone}
	} else {
		view.Providers = s.Providers.Issuers()
	}
	view.OtherURL = view.Action + "?lang=" + string(view.OtherLang)
	view.Action += "?lang=" + string(lang)
	return s.render(w, status, signInTemplate, view)
}
