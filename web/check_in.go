package web

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/internal/throttle"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// codeLimiter bounds how often a link tries the codes of a point: often enough for somebody
// who mistypes, far too seldom to guess one of a million in the minutes that it is shown.
func codeLimiter() *throttle.Limiter {
	return throttle.New(throttle.Rate{Burst: 6, PerSecond: 0.05})
}

// showCheckIn shows the shifts of about now that the holder of a link has promised. It changes
// nothing.
func (s *server) showCheckIn(w http.ResponseWriter, r *http.Request) error {
	link, err := s.Links.Open(r.PathValue("token"))
	if err != nil {
		return err
	}
	return s.renderCheckIn(w, r, link, nil)
}

func (s *server) renderCheckIn(w http.ResponseWriter, r *http.Request, link string, refused *roster.Error) error {
	page, err := s.Dispatcher.PresencePage(r.Context(), link, s.Now())
	if err != nil {
		return err
	}
	status := http.StatusOK
	if refused != nil {
		status = statusOf(refused.Kind)
	}
	return s.render(w, status, checkInTemplate, s.checkInView(r, page, refused), "; script-src 'self'")
}

// takeCheckIn takes a check-in or check-out. What can't be done is said on the page itself, so
// that a mistyped code is typed again at once.
func (s *server) takeCheckIn(w http.ResponseWriter, r *http.Request) error {
	link, err := s.Links.Open(r.PathValue("token"))
	if err != nil {
		return err
	}
	if err := s.mayAnswer(r, link); err != nil {
		return err
	}
	err = s.checkInForm(w, r, link)
	if refused, ok := errors.AsType[*roster.Error](err); ok && (refused.Kind == roster.BadInput || refused.Kind == roster.Conflict) {
		return s.renderCheckIn(w, r, link, refused)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, r.URL.RequestURI(), http.StatusSeeOther)
	return nil
}

func (s *server) checkInForm(w http.ResponseWriter, r *http.Request, link string) error {
	const largestForm = 4 << 10
	s.boundBody(w, r, largestForm)
	if err := r.ParseForm(); err != nil {
		return roster.Bad("form", "answer.malformed")
	}
	assignment := r.PostForm.Get("assignment")
	switch r.PostForm.Get("answer") {
	case "in":
		if !s.codes.Allow(link, s.Wall()) {
			return tooOften()
		}
		return s.Dispatcher.CheckInLink(r.Context(), link, assignment, shownIn(r), s.Now())
	case "out":
		return s.Dispatcher.CheckOutLink(r.Context(), link, assignment, s.Now())
	}
	return roster.Bad("answer", "answer.malformed")
}

// shownIn is what a form proves the presence with: the code, or the position that the page's
// script has asked the phone for.
func shownIn(r *http.Request) dispatch.Shown {
	shown := dispatch.Shown{Code: digits(r.PostForm.Get("code"))}
	lat, errLat := strconv.ParseFloat(r.PostForm.Get("lat"), 64)
	lon, errLon := strconv.ParseFloat(r.PostForm.Get("lon"), 64)
	if errLat == nil && errLon == nil {
		shown.At = &match.Place{Lat: lat, Lon: lon}
	}
	return shown
}

// placeScript serves the script that asks a phone for its position.
func placeScript(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeFileFS(w, r, staticFiles, "static/place.js")
}

// digits leaves out what people type between the digits of a code.
func digits(code string) string {
	var kept []byte
	for _, c := range []byte(code) {
		if '0' <= c && c <= '9' {
			kept = append(kept, c)
		}
	}
	return string(kept)
}
