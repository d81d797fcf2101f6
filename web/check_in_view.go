package web

import (
	"net/http"
	"strings"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

const checkInTemplate = "check_in.html"

// checkInView is the check-in page: each shift of about now as a card. Refused says why the
// last try came to nothing.
type checkInView struct {
	frame
	Action, Answers string
	Refused         string
	Cards           []presenceView
}

// presenceView is one shift on the check-in page, in words.
type presenceView struct {
	cardView
	Assignment    string
	CanIn, CanOut bool
}

func (s *server) checkInView(r *http.Request, page dispatch.PresencePage, refused *roster.Error) checkInView {
	lang := pageLang(r, i18n.Lang(page.Lang))
	words := cardWords{lang: lang, loc: page.Location, now: s.Now()}
	view := checkInView{
		Action: inLang(r, r.URL.Path), Answers: inLang(r, "/a/"+r.PathValue("token")),
		frame: newFrame(r, lang, i18n.Text(lang, "check_in.title", "name", page.FirstName)),
	}
	if refused != nil {
		view.Refused = i18n.Refusal(lang, refused.Key, refused.Args...)
	}
	for _, item := range page.Items {
		view.Cards = append(view.Cards, words.presence(item))
	}
	return view
}

func (w cardWords) presence(item dispatch.PresenceItem) presenceView {
	v := presenceView{Assignment: item.Assignment, CanIn: item.CanIn, CanOut: item.CanOut}
	v.cardView = w.shiftCard(dispatch.PageItem{
		Span: item.Span, Commune: item.Commune, Point: item.Point, Lat: item.Lat, Lon: item.Lon, SkillVI: item.SkillVI, SkillEN: item.SkillEN,
	})
	v.State, v.Said = string(item.State), w.text("check_in.state."+string(item.State))
	if item.State == roster.Confirmed && !item.CanIn {
		v.Notes = []string{w.text("check_in.opens", "when", w.moment(item.OpensAt))}
	}
	return v
}

// checkInPath is the check-in page beside an answer page.
func checkInPath(answers string) string { return "/c/" + strings.TrimPrefix(answers, "/a/") }
