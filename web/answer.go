package web

import (
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// answerView is the answer page: who is asked and each shift as a card.
type answerView struct {
	frame
	Name    string
	Action  string
	Cards   []cardView
	AllOpen bool
}

// cardView is one shift on the answer page, in words.
type cardView struct {
	Ask, When, Hours, Place, Task, Map, Deadline string
	Status, StatusText, Change                   string
	Late                                         bool
	Yes, No                                      string
}

// noticeView is a page that only says something.
type noticeView struct {
	frame
	Text string
}

// showAnswer shows what is asked and what has been said. It changes nothing, ever: operators,
// previews and scanners open the links of texts.
func (s *server) showAnswer(w http.ResponseWriter, r *http.Request) error {
	link, err := s.Links.Open(r.PathValue("token"))
	if err != nil {
		return err
	}
	page, err := s.Dispatcher.Page(r.Context(), link, s.Now())
	if err != nil {
		return err
	}
	return s.render(w, http.StatusOK, "answer.html", s.answerView(r, page))
}

func (s *server) answerView(r *http.Request, page dispatch.AnswerPage) answerView {
	lang := pageLang(r, i18n.Lang(page.Lang))
	view := answerView{frame: newFrame(r, lang, i18n.Text(lang, "answer.title")), Name: page.FirstName, Action: r.URL.Path}
	if r.URL.Query().Has("lang") {
		view.Action += "?" + url.Values{"lang": {string(lang)}}.Encode()
	}
	open := 0
	for _, item := range page.Items {
		if item.Open {
			open++
		}
		view.Cards = append(view.Cards, card(lang, item, page.Location, s.Now()))
	}
	view.AllOpen = open > 1
	return view
}

func card(lang i18n.Lang, item dispatch.PageItem, loc *time.Location, now time.Time) cardView {
	start, end := item.Span.Start.In(loc), item.Span.End.In(loc)
	task := item.SkillVI
	if lang == i18n.EN {
		task = item.SkillEN
	}
	c := cardView{
		Ask: item.Ask, When: longDay(lang, start), Hours: start.Format("15:04") + "–" + end.Format("15:04"),
		Place: item.Point + ", " + item.Commune, Task: task,
		Map: fmt.Sprintf("https://www.openstreetmap.org/?mlat=%.4f&mlon=%.4f#map=15/%.4f/%.4f", item.Lat, item.Lon, item.Lat, item.Lon),
	}
	c.describe(lang, item, loc, now)
	return c
}

// describe fills in what has been said and what can still be said.
func (c *cardView) describe(lang i18n.Lang, item dispatch.PageItem, loc *time.Location, now time.Time) {
	moment := func(t time.Time) string { return t.In(loc).Format("15:04") + " " + notify.Day(lang, t.In(loc)) }
	if item.Open {
		c.Late = !now.Before(item.Deadline)
		c.Deadline = i18n.Text(lang, "answer.deadline", "when", moment(item.Deadline))
		if c.Late {
			c.Deadline = i18n.Text(lang, "answer.deadline_passed")
		}
		c.Yes, c.No = i18n.Text(lang, "answer.yes"), i18n.Text(lang, "answer.no")
		return
	}
	c.Status = string(item.Told)
	c.StatusText = i18n.Text(lang, "answer.told."+string(item.Told))
	if !item.CanChange {
		return
	}
	switch item.Told {
	case roster.ToldConfirmed:
		c.No, c.Change = i18n.Text(lang, "answer.cannot_come"), i18n.Text(lang, "answer.change_no")
	case roster.ToldDeclined:
		c.Yes, c.Change = i18n.Text(lang, "answer.yes_after_all"), i18n.Text(lang, "answer.change_until", "when", moment(item.LockedFrom))
	case roster.ToldWaiting:
		c.No = i18n.Text(lang, "answer.stop_waiting")
	case roster.ToldClosed:
		c.Yes = i18n.Text(lang, "answer.yes_after_all")
	case roster.ToldLocked:
	}
}

// longDay is a weekday and date in words: "Thứ Hai, 23/11/2026".
func longDay(lang i18n.Lang, t time.Time) string {
	return i18n.Text(lang, fmt.Sprintf("answer.weekday.%d", int(t.Weekday()))) + ", " + t.Format("02/01/2006")
}

// takeAnswer takes what a button says and shows the page again. A yes that came too late is
// told so with status 409.
func (s *server) takeAnswer(w http.ResponseWriter, r *http.Request) error {
	link, err := s.Links.Open(r.PathValue("token"))
	if err != nil {
		return err
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return roster.Denied("answer.foreign_site")
	}
	if !s.answers.allow(link, time.Now()) {
		return &roster.Error{Kind: roster.Limited, Key: "answer.too_often"}
	}
	const largestForm = 16 << 10
	r.Body = http.MaxBytesReader(w, r.Body, largestForm)
	if err := r.ParseForm(); err != nil {
		return roster.Bad("form", "answer.malformed")
	}
	late, err := s.answerAll(r, link)
	if err != nil {
		return err
	}
	if !late {
		http.Redirect(w, r, r.URL.RequestURI(), http.StatusSeeOther)
		return nil
	}
	page, err := s.Dispatcher.Page(r.Context(), link, s.Now())
	if err != nil {
		return err
	}
	return s.render(w, http.StatusConflict, "answer.html", s.answerView(r, page))
}

// answerAll takes the answer to each ask of the form and tells whether one came too late.
func (s *server) answerAll(r *http.Request, link string) (bool, error) {
	answer := roster.Answer(r.PostForm.Get("answer"))
	if answer != roster.Yes && answer != roster.No || len(r.PostForm["ask"]) == 0 {
		return false, roster.Bad("answer", "answer.malformed")
	}
	late := false
	for _, ask := range r.PostForm["ask"] {
		told, err := s.Dispatcher.AnswerLink(r.Context(), link, ask, answer, s.Now())
		if err != nil {
			return false, err
		}
		late = late || told == roster.ToldWaiting || told == roster.ToldClosed || told == roster.ToldLocked
	}
	return late, nil
}

// noAnswerPage is where half a link leads.
func (s *server) noAnswerPage(http.ResponseWriter, *http.Request) error {
	return roster.Missing("link")
}
