package notify

import "github.com/tiepsuc/tiepsuc/i18n"

// CodeText carries a code to sign in with.
func CodeText(lang i18n.Lang, code string) Text {
	return Text{"sms.code", templateVersion, i18n.Text(lang, "sms.code", "code", code)}
}

// InvitedText tells somebody of a role and where to sign in.
func InvitedText(lang i18n.Lang, link string) Text {
	return Text{"sms.invited", templateVersion, i18n.Text(lang, "sms.invited", "link", link)}
}
