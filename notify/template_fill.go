package notify

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// What a value of a slot may be at most.
const (
	longestWords = 60
	longestLink  = 200
	mostCount    = 9999
	longestCode  = 6
)

// SlotValue is what somebody wants to see in a slot: words with their marks, a day as 2026-12-01,
// a clock as 08:00, a moment as 2026-12-01T08:00:00+07:00, a whole number, a code, an address.
type SlotValue struct{ Slot, Value string }

// Filled is a template with a value in each slot: as it leaves, and with all marks.
type Filled struct {
	Text     Text
	Accented string
}

// Fill writes a template with values in its slots, moments in the zone. All that is wrong comes
// back at once as roster.Faults, which name the values by their place.
func (t Template) Fill(lang i18n.Lang, values []SlotValue, zone *time.Location) (Filled, error) {
	var plain, accented []any
	var faults roster.Faults
	given := map[string]bool{}
	for i, v := range values {
		at := fmt.Sprintf("input.values[%d]", i)
		slot, err := t.free(v.Slot, given, at+".slot")
		if err != nil {
			faults = append(faults, err)
			continue
		}
		given[v.Slot] = true
		said, err := slot.Kind.say(lang, v.Value, zone)
		if err != nil {
			err.Field = at + ".value"
			faults = append(faults, err)
		}
		plain, accented = append(plain, v.Slot, Unaccent(said)), append(accented, v.Slot, said)
	}
	for _, slot := range t.Slots {
		if !given[slot.Name] {
			faults = append(faults, roster.Bad("input.values", "template.slot_empty", "slot", slot.Name))
		}
	}
	return Filled{text(lang, t.Key, plain...), i18n.Text(lang, t.accentedKey(), accented...)}, faults.Err()
}

// free is the slot of a name that has no value yet.
func (t Template) free(name string, given map[string]bool, field string) (Slot, *roster.Error) {
	var names []string
	for _, slot := range t.Slots {
		if slot.Name != name {
			names = append(names, slot.Name)
			continue
		}
		if given[name] {
			return Slot{}, roster.Bad(field, "template.slot_twice", "slot", name)
		}
		return slot, nil
	}
	if len(names) == 0 {
		return Slot{}, roster.Bad(field, "template.no_slots")
	}
	return Slot{}, roster.Bad(field, "template.slot_unknown", "slot", name, "slots", strings.Join(names, ", "))
}

var codePattern = regexp.MustCompile(`^[A-Za-z0-9]{1,6}$`)

// say is a value as texts of the kind say it.
func (k SlotKind) say(lang i18n.Lang, value string, zone *time.Location) (string, *roster.Error) {
	switch k {
	case SlotDay:
		if day, err := roster.ParseDate(value); err == nil {
			return Day(lang, day.Time(time.UTC)), nil
		}
		return "", roster.Bad("", "date.malformed", "value", value)
	case SlotMoment:
		if at, err := time.Parse(time.RFC3339, value); err == nil {
			return moment(lang, at.In(zone)), nil
		}
		return "", roster.Bad("", "time.malformed", "value", value)
	case SlotClock:
		if at, err := time.Parse("15:04", value); err == nil {
			return clock(at), nil
		}
		return "", roster.Bad("", "template.clock", "value", value)
	case SlotCount:
		if n, err := strconv.Atoi(value); err == nil && n >= 0 && n <= mostCount {
			return strconv.Itoa(n), nil
		}
		return "", roster.Bad("", "template.count", "max", mostCount)
	case SlotCode:
		if codePattern.MatchString(value) {
			return value, nil
		}
		return "", roster.Bad("", "template.code", "max", longestCode)
	case SlotLink:
		return sayLink(value)
	case SlotTask, SlotPlace, SlotPerson:
	}
	return sayWords(value)
}

func sayWords(value string) (string, *roster.Error) {
	words := Tidy(value)
	if words == "" || utf8.RuneCountInString(words) > longestWords {
		return "", roster.Bad("", "template.words", "max", longestWords)
	}
	return words, nil
}

func sayLink(value string) (string, *roster.Error) {
	address, err := url.Parse(value)
	if err != nil || address.Host == "" || (address.Scheme != "https" && address.Scheme != "http") || len(value) > longestLink {
		return "", roster.Bad("", "template.link", "max", longestLink)
	}
	return address.String(), nil
}
