package notify

import (
	"time"

	"github.com/tiepsuc/tiepsuc/i18n"
)

// SwapAsk asks whether somebody stands in for a colleague, called by the given name.
func SwapAsk(lang i18n.Lang, s ShiftText, colleague string, deadline time.Time, link string) Text {
	return render(lang, "sms.swap_ask", s, "colleague", Unaccent(colleague), "deadline", moment(lang, deadline), "link", link)
}

// Swapped tells somebody that the colleague stands in, and that they needn't come.
func Swapped(lang i18n.Lang, s ShiftText, colleague string) Text {
	return render(lang, "sms.swapped", s, "colleague", Unaccent(colleague))
}

// SwapRefused tells somebody that the colleague can't, and that the shift is still theirs.
func SwapRefused(lang i18n.Lang, s ShiftText, colleague string) Text {
	return render(lang, "sms.swap_refused", s, "colleague", Unaccent(colleague))
}
