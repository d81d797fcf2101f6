package notify

import (
	"strings"

	"github.com/tiepsuc/tiepsuc/i18n"
)

// Purpose says in a sentence what the text of a key is sent for.
func Purpose(lang i18n.Lang, key string) string {
	return i18n.Text(lang, "text.purpose."+strings.TrimPrefix(key, "sms."))
}

// Label says what a slot holds.
func (s Slot) Label(lang i18n.Lang) string { return i18n.Text(lang, "text.slot."+s.Name) }

// Example is a real value, written as SlotValue says; with all marks, so that a preview shows what
// becomes of them.
func (s Slot) Example(lang i18n.Lang) string {
	// Two times of one text that were the same would read like a mistake in it.
	named := map[string]string{"to": "11:30", "was": "2026-12-22T14:00:00+07:00"}
	if value, given := named[s.Name]; given {
		return value
	}
	task := map[i18n.Lang]string{i18n.VI: "Công nghệ thông tin", i18n.EN: "Information technology"}
	values := map[SlotKind]string{
		SlotTask: task[lang], SlotPlace: "Văn Miếu - Quốc Tử Giám", SlotPerson: "Nghiêng", SlotCount: "12",
		SlotDay: "2026-12-22", SlotClock: "08:00", SlotMoment: "2026-12-21T18:30:00+07:00",
	}
	if value, given := values[s.Kind]; given {
		return value
	}
	return s.Longest(lang)
}
