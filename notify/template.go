package notify

import (
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/i18n"
)

// SlotKind is what a slot of a template may hold.
type SlotKind string

// The kinds of slots. A moment is a time of day with weekday and date.
const (
	SlotTask   SlotKind = "task"
	SlotPlace  SlotKind = "place"
	SlotPerson SlotKind = "person"
	SlotDay    SlotKind = "day"
	SlotClock  SlotKind = "clock"
	SlotMoment SlotKind = "moment"
	SlotCount  SlotKind = "count"
	SlotCode   SlotKind = "code"
	SlotLink   SlotKind = "link"
)

// Slot is a gap in a template's words: {Name} is filled with a value of the kind.
type Slot struct {
	Name string
	Kind SlotKind
}

// Template is one text that the platform sends. Version counts up whenever its words change in
// any language, since operators register the exact words. MostSegments bounds what it costs
// with the longest value in every slot.
type Template struct {
	Key          string
	Version      int
	MostSegments int
	Slots        []Slot
}

// shiftSlots are what every text about a shift says.
func shiftSlots(more ...Slot) []Slot {
	return append([]Slot{{"task", SlotTask}, {"place", SlotPlace}, {"day", SlotDay}, {"from", SlotClock}, {"to", SlotClock}}, more...)
}

// Templates lists all texts that are sent by SMS.
func Templates() []Template {
	link, deadline, colleague := Slot{"link", SlotLink}, Slot{"deadline", SlotMoment}, Slot{"colleague", SlotPerson}
	return []Template{
		{"sms.ask", 1, 2, shiftSlots(deadline, link)},
		{"sms.ask_several", 1, 2, shiftSlots(Slot{"others", SlotCount}, deadline, link)},
		{"sms.ask_reply", 1, 2, shiftSlots(Slot{"code", SlotCode}, deadline, link)},
		{"sms.confirmed", 1, 2, shiftSlots(link)},
		{"sms.stepped_up", 1, 2, shiftSlots(link)},
		{"sms.seat_gone", 1, 2, shiftSlots()},
		{"sms.released", 1, 1, shiftSlots()},
		{"sms.reminder_evening", 1, 2, shiftSlots(link)},
		{"sms.reminder_evening_several", 1, 2, shiftSlots(Slot{"others", SlotCount}, link)},
		{"sms.reminder_soon", 1, 2, []Slot{{"task", SlotTask}, {"place", SlotPlace}, {"from", SlotClock}, link}},
		{"sms.unclear", 1, 1, []Slot{link}},
		{"sms.unclear_code", 1, 1, nil},
		{"sms.stopped", 1, 1, nil},
		{"sms.started", 1, 1, nil},
		{"sms.cancelled", 1, 2, shiftSlots(link)},
		{"sms.moved_ask", 1, 2, shiftSlots(Slot{"was", SlotMoment}, deadline, link)},
		{"sms.swap_ask", 1, 2, shiftSlots(colleague, deadline, link)},
		{"sms.swapped", 1, 2, shiftSlots(colleague)},
		{"sms.swap_refused", 1, 2, shiftSlots(colleague)},
		{"sms.code", 1, 1, []Slot{{"code", SlotCode}}},
		{"sms.invited", 2, 1, []Slot{link}},
		{"sms.digest", 1, 2, []Slot{
			{"day", SlotDay}, {"floors", SlotCount}, {"seats", SlotCount}, {"communes", SlotCount}, {"asked", SlotCount}, {"absent", SlotCount}, link,
		}},
	}
}

// TemplateOf returns the template of a key; false where there is none.
func TemplateOf(key string) (Template, bool) {
	for _, t := range Templates() {
		if t.Key == key {
			return t, true
		}
	}
	return Template{}, false
}

// text fills a template with name, value pairs.
func text(lang i18n.Lang, key string, args ...any) Text {
	return Text{key, versionOf(key), i18n.Text(lang, key, args...)}
}

func versionOf(key string) int {
	t, _ := TemplateOf(key)
	return t.Version
}

// Words are the template's own, with a {name} where a slot is.
func (t Template) Words(lang i18n.Lang) string { return i18n.Text(lang, t.Key) }

// Accented are the words with all their marks, for who reads them elsewhere than in an SMS.
func (t Template) Accented(lang i18n.Lang) string {
	return i18n.Text(lang, t.accentedKey())
}

func (t Template) accentedKey() string { return "accented." + strings.TrimPrefix(t.Key, "sms.") }

// Longest is the template with the longest real value in every slot.
func (t Template) Longest(lang i18n.Lang) Text { return text(lang, t.Key, t.longest(lang)...) }

// LongestAccented is the same in the form with all marks.
func (t Template) LongestAccented(lang i18n.Lang) string {
	return i18n.Text(lang, t.accentedKey(), t.longest(lang)...)
}

func (t Template) longest(lang i18n.Lang) []any {
	args := make([]any, 0, 2*len(t.Slots))
	for _, slot := range t.Slots {
		args = append(args, slot.Name, slot.Longest(lang))
	}
	return args
}

// Longest is a value no real one is longer than: names of places and tasks by the city's own
// lists, people by their given names, links by their format on a domain of 10 characters.
func (s Slot) Longest(lang i18n.Lang) string {
	evening := time.Date(2026, 12, 22, 23, 59, 0, 0, time.UTC)
	values := map[SlotKind]string{
		SlotTask: "Information technology", SlotPlace: "Van Mieu - Quoc Tu Giam", SlotPerson: "Nghieng",
		SlotDay: Day(lang, evening), SlotClock: clock(evening), SlotMoment: moment(lang, evening),
		SlotCount: "9999", SlotCode: "123456", SlotLink: "https://tiepsuc.vn/a/" + strings.Repeat("x", 24),
	}
	return values[s.Kind]
}
