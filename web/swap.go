package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// swapPath is where an answer page sends the form that asks a colleague.
const swapPath = "/swap"

// takeSwap asks a colleague to come instead and shows the page again. One who can't be asked is told so
// where they were named.
func (s *server) takeSwap(w http.ResponseWriter, r *http.Request) error {
	link, err := s.linkForm(w, r)
	if err != nil {
		return err
	}
	// Every try names somebody: they are as few as those of a code.
	if !s.codes.Allow(link, s.Wall()) {
		return tooOften()
	}
	err = s.Dispatcher.SwapLink(r.Context(), link, r.PostForm.Get("ask"), r.PostForm.Get("colleague"), s.Now())
	if fault, ok := errors.AsType[*roster.Error](err); ok && strings.HasPrefix(fault.Key, "swap.") {
		return s.showSwapFault(w, r, link, fault)
	}
	if err != nil {
		return err
	}
	backToPage(w, r, swapPath, r.PostForm.Get("ask"))
	return nil
}

func (s *server) showSwapFault(w http.ResponseWriter, r *http.Request, link string, fault *roster.Error) error {
	view, err := s.viewAgain(r, link, swapPath)
	if err != nil {
		return err
	}
	card := view.toSwap(r.PostForm.Get("ask"))
	if card == nil {
		return fault // there is no field any more at which to say it
	}
	card.SwapFault, card.Colleague = i18n.Refusal(view.Lang, fault.Key, fault.Args...), r.PostForm.Get("colleague")
	return s.render(w, statusOf(fault.Kind), answerTemplate, view)
}

// toSwap is the card of a shift for which a colleague can be asked, nil when there is none.
func (v answerView) toSwap(ask string) *cardView {
	for _, group := range v.Groups {
		for i := range group.Cards {
			if c := &group.Cards[i]; c.Ask == ask && c.Swap {
				return c
			}
		}
	}
	return nil
}
