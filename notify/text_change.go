package notify

import (
	"time"

	"github.com/tiepsuc/tiepsuc/i18n"
)

// CancelledText tells somebody that the whole shift is cancelled, and asks to be told that they
// know.
func CancelledText(lang i18n.Lang, s ShiftText, link string) Text {
	return render(lang, "sms.cancelled", s, "link", link)
}

// MovedAsk asks somebody who had been asked or had said yes whether they can come at the new
// time; was is the old start.
func MovedAsk(lang i18n.Lang, s ShiftText, was, deadline time.Time, link string) Text {
	return render(lang, "sms.moved_ask", s, "was", moment(lang, was), "deadline", moment(lang, deadline), "link", link)
}
