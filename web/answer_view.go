package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

const answerTemplate = "answer.html"

// answerView is the answer page: who is asked and each shift as a card. Open tells whether an
// ask can be answered, Together are those that one button takes: one that has lapsed may be at
// the same hours as one that was asked since. Options are the empty seats that may be chosen;
// OptionGone tells that one which was just chosen is gone. Calendar leads to the person's shifts as a
// calendar, once there is one to come: who has this link sees them all on its page.
type answerView struct {
	frame
	Action, SwapAction, SeenAction, OptionAction string
	Groups                                       []cardGroup
	Open                                         bool
	Together                                     []string
	Options                                      []optionView
	OptionGone                                   bool
	Calendar                                     string
}

// cardGroup are the cards under one title: what the link asks and whatever else is open have none, what
// other links asked for and has been answered comes after.
type cardGroup struct {
	Title string
	Cards []cardView
}

// cardView is one shift on the answer page, in words. Yes and No are what the buttons say;
// an empty one is not there.
type cardView struct {
	Ask, When, Hours, Place, Map, Task, Waits string
	Starts                                    string // RFC 3339, for programs
	State, Said                               string
	Notes                                     []string
	Yes, No                                   string
	Seen                                      bool   // whether it is to be said that one knows
	Swap                                      bool   // whether a colleague can be asked to come instead
	SwapFault, Colleague                      string // why the colleague who was named can't be asked
	CheckIn                                   string // the way to the check-in page, once it is open
}

// answerView puts a page into words. told is what the answers of this request came to; nil
// when the page is only shown.
func (s *server) answerView(r *http.Request, page dispatch.AnswerPage, told map[string]roster.Told) answerView {
	lang := pageLang(r, i18n.Lang(page.Lang))
	to := func(form string) string { return inLang(r, r.URL.Path+form) }
	view := answerView{Action: to(""), SwapAction: to(swapPath), SeenAction: to(seenPath), OptionAction: to(optionPath)}
	words := cardWords{lang: lang, loc: page.Location, now: s.Now(), told: told}
	slices.SortStableFunc(page.Items, func(a, b dispatch.PageItem) int {
		return cmp.Or(a.Span.Start.Compare(b.Span.Start), strings.Compare(a.Ask, b.Ask))
	})
	var here, elsewhere cardGroup
	for _, item := range page.Items {
		if item.Open && !words.refused(item) {
			view.Open = true
			if !item.Lapsed {
				view.Together = append(view.Together, item.Ask)
			}
		}
		card := words.card(item)
		if item.Told == roster.ToldConfirmed && !match.TooEarly(s.Now(), item.Span) && s.Now().Before(item.Span.End) {
			card.CheckIn = inLang(r, checkInPath(r.URL.Path))
		}
		if item.Elsewhere {
			elsewhere.Cards = append(elsewhere.Cards, card)
			continue
		}
		here.Cards = append(here.Cards, card)
	}
	elsewhere.Title = words.text("answer.elsewhere")
	view.Groups = slices.DeleteFunc([]cardGroup{here, elsewhere}, func(g cardGroup) bool { return len(g.Cards) == 0 })
	view.Options = words.options(page.Options)
	if slices.ContainsFunc(page.Items, func(item dispatch.PageItem) bool {
		return item.Told == roster.ToldConfirmed && words.now.Before(item.Span.End)
	}) {
		view.Calendar = s.Links.CalendarURL(page.Campaign, page.Volunteer)
	}
	view.frame = newFrame(r, lang, i18n.Text(lang, titleKey(here.Cards, view.Open), "name", page.FirstName))
	return view
}

// viewAgain is the page as one of its forms left it, at the page's own address.
func (s *server) viewAgain(r *http.Request, link, form string) (answerView, error) {
	page, err := s.Dispatcher.Page(r.Context(), link, s.Now())
	if err != nil {
		return answerView{}, err
	}
	r.URL.Path = strings.TrimSuffix(r.URL.Path, form)
	return s.answerView(r, page, nil), nil
}

// titleKey is the question while there is one, else what the page is.
func titleKey(cards []cardView, open bool) string {
	taken := slices.ContainsFunc(cards, func(c cardView) bool { return c.State == string(roster.ToldConfirmed) })
	several := len(cards) > 1
	switch {
	case open && several:
		return "answer.question_several"
	case open:
		return "answer.question"
	case taken && several:
		return "answer.yours_several"
	case taken:
		return "answer.yours"
	}
	return "answer.invited"
}

// cardWords is what the words of a card depend on beside its shift.
type cardWords struct {
	lang i18n.Lang
	loc  *time.Location
	now  time.Time
	told map[string]roster.Told
}

func (w cardWords) text(key string, args ...any) string { return i18n.Text(w.lang, key, args...) }

// moment is a time in words: "20:00 T4 25/11".
func (w cardWords) moment(t time.Time) string {
	return t.In(w.loc).Format("15:04") + " " + notify.Day(w.lang, t.In(w.loc))
}

// shiftCard is a card that says which shift it is about.
func (w cardWords) shiftCard(item dispatch.PageItem) cardView {
	start, end := item.Span.Start.In(w.loc), item.Span.End.In(w.loc)
	c := cardView{
		Ask: item.Ask, Starts: start.Format(time.RFC3339),
		When:  w.text(fmt.Sprintf("answer.weekday.%d", int(start.Weekday()))) + ", " + start.Format("02/01/2006"),
		Hours: start.Format("15:04") + "–" + end.Format("15:04"),
		Place: item.Point,
		Map:   fmt.Sprintf("https://www.openstreetmap.org/?mlat=%.4f&mlon=%.4f#map=15/%.4f/%.4f", item.Lat, item.Lon, item.Lat, item.Lon),
		Task:  item.SkillVI,
		Waits: w.text("answer.residents", "place", item.Commune),
	}
	if w.lang == i18n.EN {
		c.Task = item.SkillEN
	}
	if !strings.Contains(item.Point, item.Commune) {
		c.Place += ", " + item.Commune
	}
	return c
}

func (w cardWords) card(item dispatch.PageItem) cardView {
	c := w.shiftCard(item)
	switch {
	case w.refused(item):
		c.State, c.Said = string(roster.ToldClosed), w.text("answer.told.in_the_way")
	case item.Open:
		w.ask(&c, item)
	default:
		w.tell(&c, item)
	}
	return c
}

// refused tells whether a yes of just now came to nothing although the page would take one:
// then something else of the person stands in the way.
func (w cardWords) refused(item dispatch.PageItem) bool {
	return w.told[item.Ask] == roster.ToldClosed && (item.Open || item.CanChange)
}

// ask fills in the question and until when it waits.
func (w cardWords) ask(c *cardView, item dispatch.PageItem) {
	c.Yes = w.text("answer.yes")
	if !item.Lapsed {
		c.No = w.text("answer.no")
	}
	if w.now.Before(item.Deadline) {
		c.Notes = []string{w.text("answer.deadline", "when", w.moment(item.Deadline))}
		return
	}
	c.Notes = []string{w.text("answer.deadline_passed")}
}

// tell fills in what has been said and what can still be said.
func (w cardWords) tell(c *cardView, item dispatch.PageItem) {
	begun := !w.now.Before(item.Span.Start)
	c.State, c.Said = string(item.Told), w.text("answer.told."+string(item.Told))
	switch {
	case item.Told == roster.ToldConfirmed && item.CanChange:
		c.No, c.Swap = w.text("answer.cannot_come"), item.SwapWith == ""
		c.Notes = []string{w.text("answer.change_no", "when", w.moment(item.Span.Start))}
		if item.SwapWith != "" {
			c.Notes = append(c.Notes, w.text("swap.waits", "name", item.SwapWith))
		}
	case item.Told == roster.ToldDeclined && item.CanChange:
		c.Yes = w.text("answer.yes_after_all")
		c.Notes = []string{w.text("answer.change_until", "when", w.moment(item.LockedFrom))}
	case item.Told == roster.ToldDeclined && !begun:
		c.Notes = []string{w.text("answer.told.locked")}
	case item.Told == roster.ToldWaiting && item.CanChange:
		c.No = w.text("answer.stop_waiting")
	case item.Told == roster.ToldClosed:
		w.tellClosed(c, item, begun)
	}
}

// tellClosed says why an invitation is over, as far as it is known.
func (w cardWords) tellClosed(c *cardView, item dispatch.PageItem, begun bool) {
	switch {
	case item.Cancelled:
		c.Said, c.Seen = w.text("answer.told.cancelled"), item.CanAcknowledge
	case begun:
		c.Said = w.text("answer.told.begun")
	case item.CanChange:
		c.Said, c.Yes = w.text("answer.told.reopened"), w.text("answer.yes_after_all")
	}
}
