package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// showAnswer shows what is asked and what has been said. It changes nothing, ever: operators,
// previews and scanners open the links of texts.
func (s *server) showAnswer(w http.ResponseWriter, r *http.Request) error {
	_, page, err := s.answerPage(r)
	if err != nil {
		return err
	}
	return s.render(w, http.StatusOK, answerTemplate, s.answerView(r, page, nil))
}

// answerPage finds the page that a token leads to.
func (s *server) answerPage(r *http.Request) (link string, page dispatch.AnswerPage, err error) {
	link, err = s.Links.Open(r.PathValue("token"))
	if err != nil {
		return "", page, err
	}
	page, err = s.Dispatcher.Page(r.Context(), link, s.Now())
	return link, page, err
}

// takeAnswer takes what a button says and shows the page again. A yes that came too late is
// told so with status 409.
func (s *server) takeAnswer(w http.ResponseWriter, r *http.Request) error {
	link, page, err := s.answerPage(r)
	if err != nil {
		return err
	}
	if err := s.mayAnswer(r, link); err != nil {
		return err
	}
	said, err := s.readAnswer(w, r, page)
	if err != nil {
		return err
	}
	told, err := s.answerAll(r, link, said)
	if err != nil {
		return err
	}
	if !tooLate(told) {
		backToPage(w, r, "", said.asks[0])
		return nil
	}
	if page, err = s.Dispatcher.Page(r.Context(), link, s.Now()); err != nil {
		return err
	}
	return s.render(w, http.StatusConflict, answerTemplate, s.answerView(r, page, told))
}

// mayAnswer refuses forms that other sites post, and pages that are answered all the time.
func (s *server) mayAnswer(r *http.Request, link string) error {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return roster.Denied("answer.foreign_site")
	}
	if !s.links.Allow(link, s.Wall()) {
		return tooOften()
	}
	return nil
}

// linkForm reads a small form of an answer page and returns the page's link.
func (s *server) linkForm(w http.ResponseWriter, r *http.Request) (string, error) {
	link, err := s.Links.Open(r.PathValue("token"))
	if err != nil {
		return "", err
	}
	if err := s.mayAnswer(r, link); err != nil {
		return "", err
	}
	const largestForm = 4 << 10
	s.boundBody(w, r, largestForm)
	if err := r.ParseForm(); err != nil {
		return "", roster.Bad("form", "answer.malformed")
	}
	return link, nil
}

// backToPage leads from the address of one of an answer page's forms back to the page, to the card of
// what the form was about: on a small screen it may be far below the top.
func backToPage(w http.ResponseWriter, r *http.Request, form, ask string) {
	card := url.URL{Fragment: "ask-" + ask}
	http.Redirect(w, r, strings.Replace(r.URL.RequestURI(), form, "", 1)+card.String(), http.StatusSeeOther)
}

func tooOften() error { return &roster.Error{Kind: roster.Limited, Key: "answer.too_often"} }

// said is what a form says: one answer to one or several asks.
type said struct {
	answer roster.Answer
	asks   []string
}

// readAnswer reads the form whole before anything is changed: every ask must be on the page.
func (s *server) readAnswer(w http.ResponseWriter, r *http.Request, page dispatch.AnswerPage) (said, error) {
	const largestForm = 16 << 10
	s.boundBody(w, r, largestForm)
	if err := r.ParseForm(); err != nil {
		return said{}, roster.Bad("form", "answer.malformed")
	}
	form := said{answer: roster.Answer(r.PostForm.Get("answer")), asks: r.PostForm["ask"]}
	if form.answer != roster.Yes && form.answer != roster.No || len(form.asks) == 0 {
		return said{}, roster.Bad("answer", "answer.malformed")
	}
	for _, ask := range form.asks {
		if !slices.ContainsFunc(page.Items, func(item dispatch.PageItem) bool { return item.Ask == ask }) {
			return said{}, roster.Missing("ask")
		}
	}
	return form, nil
}

// answerAll takes the answer to each ask and returns what the person is told, by ask.
func (s *server) answerAll(r *http.Request, link string, form said) (map[string]roster.Told, error) {
	told := map[string]roster.Told{}
	for _, ask := range form.asks {
		truth, err := s.Dispatcher.AnswerLink(r.Context(), link, ask, form.answer, s.Now())
		if err != nil {
			return nil, err
		}
		told[ask] = truth
	}
	return told, nil
}

// tooLate tells whether an answer did not do what it wanted.
func tooLate(told map[string]roster.Told) bool {
	for _, truth := range told {
		if truth == roster.ToldWaiting || truth == roster.ToldClosed || truth == roster.ToldLocked {
			return true
		}
	}
	return false
}

// noAnswerPage is where half a link leads.
func (s *server) noAnswerPage(http.ResponseWriter, *http.Request) error {
	return roster.Missing("link")
}
