package notify

import (
	"time"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// CodeText carries a code to sign in with.
func CodeText(lang i18n.Lang, code string) Text {
	return text(lang, "sms.code", "code", code)
}

// InvitedText tells somebody of a role and where to sign in.
func InvitedText(lang i18n.Lang, link string) Text {
	return text(lang, "sms.invited", "link", link)
}

// DigestText tells a coordinator what is missing on a day, and how many didn't come on the day
// before it.
func DigestText(lang i18n.Lang, day time.Time, d roster.Digest, link string) Text {
	return text(lang, "sms.digest", "day", Day(lang, day), "floors", d.EmptyFloors, "seats", d.EmptySeats, "communes", d.Communes,
		"asked", d.Unanswered, "absent", d.Absent, "link", link)
}
