package web

import (
	"net/http"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// optionPath is where an answer page sends which of its empty seats somebody chooses.
const optionPath = "/option"

// optionView is an empty seat that the person may choose, in words.
type optionView struct {
	Role, Starts, When, Hours, Place, Task, Km string
}

// takeOption gives somebody the empty seat that they have chosen and shows the page again. One
// that is gone is told so with status 409.
func (s *server) takeOption(w http.ResponseWriter, r *http.Request) error {
	link, err := s.linkForm(w, r)
	if err != nil {
		return err
	}
	ask, told, err := s.Dispatcher.ChooseLink(r.Context(), link, r.PostForm.Get("role"), s.Now())
	if err != nil {
		return err
	}
	if told == roster.ToldConfirmed {
		backToPage(w, r, optionPath, ask)
		return nil
	}
	view, err := s.viewAgain(r, link, optionPath)
	if err != nil {
		return err
	}
	view.OptionGone = true
	return s.render(w, http.StatusConflict, answerTemplate, view)
}

func (w cardWords) options(all []dispatch.Option) []optionView {
	views := make([]optionView, len(all))
	for i, o := range all {
		card := w.shiftCard(dispatch.PageItem{Span: o.Shift.Span, Commune: o.Commune, Point: o.Point, SkillVI: o.SkillVI, SkillEN: o.SkillEN})
		views[i] = optionView{
			Role: o.Role.ID, Starts: card.Starts, When: card.When, Hours: card.Hours, Place: card.Place, Task: card.Task,
			Km: w.text("answer.option.km", "km", int(o.Km+0.5)),
		}
	}
	return views
}
