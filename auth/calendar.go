package auth

import (
	"encoding/base64"
	"slices"

	"github.com/google/uuid"

	"github.com/tiepsuc/tiepsuc/roster"
)

const calendarUse = "calendar"

// CalendarURL is the signed address of the calendar of a volunteer's own shifts; "" for
// identities that aren't any.
func (l *Links) CalendarURL(campaign, volunteer string) string {
	of, err := uuid.Parse(campaign)
	if err != nil {
		return ""
	}
	who, err := uuid.Parse(volunteer)
	if err != nil {
		return ""
	}
	id := slices.Concat(of[:], who[:])
	return l.public + "/cal/" + base64.RawURLEncoding.EncodeToString(append(id, sign(l.keys[0], calendarUse, id)...)) + ".ics"
}

// OpenCalendar returns whose calendar a token leads to; NotFound for one that we didn't sign.
func (l *Links) OpenCalendar(token string) (campaign, volunteer string, err error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	const idBytes = 16
	if err != nil || len(raw) != 2*idBytes+macBytes || !l.signed(calendarUse, raw[:2*idBytes], raw[2*idBytes:]) {
		return "", "", roster.Missing("link")
	}
	return uuid.UUID(raw[:idBytes]).String(), uuid.UUID(raw[idBytes : 2*idBytes]).String(), nil
}
