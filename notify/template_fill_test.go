package notify_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// value is a value of a kind, as somebody writes it who looks at a text.
func value(kind notify.SlotKind) string {
	return map[notify.SlotKind]string{
		notify.SlotTask: "hướng dẫn", notify.SlotPlace: "Văn  Miếu – Quốc Tử Giám", notify.SlotPerson: "Nghiêng",
		notify.SlotDay: "2026-12-22", notify.SlotClock: "08:00", notify.SlotMoment: "2026-12-21T18:30:00+07:00",
		notify.SlotCount: "7", notify.SlotCode: "A3", notify.SlotLink: "https://tiepsuc.vn/a/xyz",
	}[kind]
}

func values(template notify.Template) []notify.SlotValue {
	var all []notify.SlotValue
	for _, slot := range template.Slots {
		all = append(all, notify.SlotValue{Slot: slot.Name, Value: value(slot.Kind)})
	}
	return all
}

func TestAFilledTextSaysWhatWasGivenWithAndWithoutMarks(t *testing.T) {
	t.Parallel()
	template, _ := notify.TemplateOf("sms.ask")
	_, missing := template.Fill(i18n.VI, values(template)[:5], inHanoi())
	if faults, _ := errors.AsType[roster.Faults](missing); len(faults) != 2 {
		t.Errorf("two slots are empty, told %v", missing)
	}
	filled, err := template.Fill(i18n.VI, values(template), inHanoi())
	if err != nil {
		t.Fatal(err)
	}
	want := notify.Filled{
		Text: notify.Text{
			Template: "sms.ask", Version: template.Version,
			Body: "TIEPSUC: Ban nhan ca huong dan tai Van Mieu - Quoc Tu Giam T3 22/12 08:00-08:00 khong? Tra loi truoc 18:30 T2 21/12: https://tiepsuc.vn/a/xyz",
		},
		Accented: "TIEPSUC: Bạn nhận ca hướng dẫn tại Văn Miếu – Quốc Tử Giám T3 22/12 08:00-08:00 không? Trả lời trước 18:30 T2 21/12: https://tiepsuc.vn/a/xyz",
	}
	if diff := cmp.Diff(want, filled); diff != "" {
		t.Errorf("filled (-want +got):\n%s", diff)
	}
}

func inHanoi() *time.Location { return time.FixedZone("+07", 7*60*60) }

func TestEveryTextCanBeFilled(t *testing.T) {
	t.Parallel()
	eachTemplate(t, func(template notify.Template, lang i18n.Lang) error {
		filled, err := template.Fill(lang, values(template), inHanoi())
		if err != nil {
			return err
		}
		for _, words := range []string{filled.Text.Body, filled.Accented} {
			if slotPattern.MatchString(words) {
				return fmt.Errorf("an empty slot: %s", words)
			}
		}
		if count := notify.Count(filled.Text.Body); count.Encoding != notify.GSM7 || count.Segments > template.MostSegments {
			return fmt.Errorf("%+v: %s", count, filled.Text.Body)
		}
		return nil
	})
}

func TestEveryTextSaysWhatItIsForAndShowsAnExample(t *testing.T) {
	t.Parallel()
	eachTemplate(t, func(template notify.Template, lang i18n.Lang) error {
		if purpose := notify.Purpose(lang, template.Key); strings.HasPrefix(purpose, "text.") {
			return fmt.Errorf("no words for %s", purpose)
		}
		var examples []notify.SlotValue
		for _, slot := range template.Slots {
			if label := slot.Label(lang); strings.HasPrefix(label, "text.") {
				return fmt.Errorf("no words for %s", label)
			}
			examples = append(examples, notify.SlotValue{Slot: slot.Name, Value: slot.Example(lang)})
		}
		filled, err := template.Fill(lang, examples, inHanoi())
		if err != nil {
			return err
		}
		count, longest := notify.Count(filled.Text.Body), notify.Count(template.Longest(lang).Body)
		if count.Encoding != notify.GSM7 || count.Units > longest.Units {
			return fmt.Errorf("%+v, longer than the longest, %+v: %s", count, longest, filled.Text.Body)
		}
		return nil
	})
}

func TestEachWrongValueIsNamedByItsPlace(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		key, slot, value string
		want             string
	}{
		"no such slot":           {"sms.ask", "weather", "sunny", "input.values[0].slot template.slot_unknown"},
		"no slots at all":        {"sms.stopped", "link", "x", "input.values[0].slot template.no_slots"},
		"a day that isn't":       {"sms.ask", "day", "2026-11-31", "input.values[0].value date.malformed"},
		"a day in words":         {"sms.ask", "day", "T3 22/12", "input.values[0].value date.malformed"},
		"an hour that isn't":     {"sms.ask", "from", "25:00", "input.values[0].value template.clock"},
		"a moment without place": {"sms.ask", "deadline", "2026-12-21T18:30:00", "input.values[0].value time.malformed"},
		"half a person":          {"sms.ask_several", "others", "1.5", "input.values[0].value template.count"},
		"less than nobody":       {"sms.ask_several", "others", "-1", "input.values[0].value template.count"},
		"too many":               {"sms.ask_several", "others", "10000", "input.values[0].value template.count"},
		"a code with marks":      {"sms.code", "code", "Đ3", "input.values[0].value template.code"},
		"no words":               {"sms.ask", "task", " \u00a0", "input.values[0].value template.words"},
		"too many words":         {"sms.ask", "place", strings.Repeat("ạ", 61), "input.values[0].value template.words"},
		"no address":             {"sms.ask", "link", "tiepsuc.vn/a", "input.values[0].value template.link"},
		"an address that acts":   {"sms.ask", "link", "javascript:alert(1)", "input.values[0].value template.link"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			template, _ := notify.TemplateOf(tc.key)
			given := []notify.SlotValue{{Slot: tc.slot, Value: tc.value}}
			for _, v := range values(template) {
				if v.Slot != tc.slot {
					given = append(given, v)
				}
			}
			_, err := template.Fill(i18n.VI, given, inHanoi())
			faults, _ := errors.AsType[roster.Faults](err)
			if len(faults) != 1 || faults[0].Field+" "+faults[0].Key != tc.want {
				t.Errorf("got %v, want %s", err, tc.want)
			}
		})
	}
}

func TestASlotIsFilledOnce(t *testing.T) {
	t.Parallel()
	template, _ := notify.TemplateOf("sms.invited")
	_, err := template.Fill(i18n.EN, append(values(template), values(template)...), inHanoi())
	faults, _ := errors.AsType[roster.Faults](err)
	if len(faults) != 1 || faults[0].Field != "input.values[1].slot" || faults[0].Key != "template.slot_twice" {
		t.Errorf("got %v", err)
	}
}

// What can't be sent in 7 bits is shown as it would be paid.
func TestAValueOfOtherLettersShowsItsPrice(t *testing.T) {
	t.Parallel()
	template, _ := notify.TemplateOf("sms.released")
	given := values(template)
	given[0].Value = "phát cơm 🍚"
	filled, err := template.Fill(i18n.VI, given, inHanoi())
	if count := notify.Count(filled.Text.Body); err != nil || count.Encoding != notify.UCS2 || count.Segments < 2 {
		t.Errorf("%+v, %v", count, err)
	}
	if beyond := notify.BeyondGSM7(filled.Text.Body + "🍚 €"); !slices.Equal(beyond, []string{"🍚"}) {
		t.Errorf("blames %q", beyond)
	}
}
