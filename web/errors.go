package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// noticeView is a page that only says something. Back leads to where the person was; empty
// when there is nothing there.
type noticeView struct {
	frame
	Text, Back string
}

// page turns a handler that returns an error into one that shows it.
func (s *server) page(handle func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !s.addresses.Allow(address(r), s.Wall()) {
			s.showError(w, r, tooOften())
			return
		}
		if err := handle(w, r); err != nil {
			s.showError(w, r, err)
		}
	}
}

// showError says kindly what went wrong and what to do, in the page's language.
func (s *server) showError(w http.ResponseWriter, r *http.Request, err error) {
	known, ok := errors.AsType[*roster.Error](err)
	if !ok || known.Kind == roster.Internal {
		s.Log.ErrorContext(r.Context(), "page", "path", routeOf(r), "error", err)
		known = &roster.Error{Kind: roster.Internal, Key: "internal"}
	}
	if r.Method == http.MethodPost { // the page has an address to go to, its forms have none
		for _, form := range []string{swapPath, seenPath, optionPath} {
			r.URL.Path = strings.TrimSuffix(r.URL.Path, form)
		}
	}
	lang := pageLang(r, i18n.VI)
	view := noticeView{
		frame: newFrame(r, lang, i18n.Text(lang, "answer.title_problem")),
		Text:  i18n.Refusal(lang, known.Key, known.Args...),
	}
	if r.Method == http.MethodPost && known.Kind != roster.NotFound {
		view.Back = r.URL.RequestURI()
	}
	if known.Kind == roster.Limited {
		w.Header().Set("Retry-After", "60")
	}
	if err := s.render(w, statusOf(known.Kind), "notice.html", view); err != nil {
		s.Log.ErrorContext(r.Context(), "render", "error", err)
	}
}

// statusOf is the HTTP status of a kind of error.
func statusOf(kind roster.Kind) int {
	switch kind {
	case roster.BadInput:
		return http.StatusBadRequest
	case roster.Unauthenticated:
		return http.StatusUnauthorized
	case roster.Forbidden:
		return http.StatusForbidden
	case roster.NotFound:
		return http.StatusNotFound
	case roster.Conflict:
		return http.StatusConflict
	case roster.Limited:
		return http.StatusTooManyRequests
	case roster.Unavailable:
		return http.StatusServiceUnavailable
	case roster.Internal:
	}
	return http.StatusInternalServerError
}
