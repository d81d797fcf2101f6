package notify

import "github.com/tiepsuc/tiepsuc/i18n"

// CodeText carries a code to sign in with.
func CodeText(lang i18n.Lang, code string) Text {
	return text(lang, "sms.code", "code", code)
}

// InvitedText tells somebody of a role and where to sign in.
func InvitedText(lang i18n.Lang, link string) Text {
	return text(lang, "sms.invited", "link", link)
}
