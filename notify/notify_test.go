package notify_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

func TestParsePhoneReadsNumbersAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]roster.Phone{
		"0912345678":               "+84912345678",
		"84912345678":              "+84912345678",
		"+84 912 345 678":          "+84912345678",
		"+84 (0)912.345.678":       "+84912345678",
		"0084912345678":            "+84912345678",
		"912345678":                "+84912345678",
		" 0388-123-456 ":           "+84388123456",
		"01681234567":              "+84381234567",
		"01201234567":              "+84701234567",
		"0912\u200b345678":         "+84912345678",
		"\u202a+84912345678\u202c": "+84912345678",
		"０９１２３４５６７８":               "+84912345678",
	} {
		got, err := notify.ParsePhone(raw)
		if err != nil || got != want {
			t.Errorf("ParsePhone(%q) = %q, %v, want %q", raw, got, err, want)
		}
	}
}

func TestParsePhoneRefusesWhatCannotBeTexted(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		"", "  ", "0912345678a", "02438251234", "19001234", "18001234", "0912", "09123456789", "0312345678 ext 5", "0912+345678", "+84+912345678",
		"+14155552671", "0122", "abc", "0912345678,0987654321", "0012345678",
	} {
		if got, err := notify.ParsePhone(raw); roster.KindOf(err) != roster.BadInput {
			t.Errorf("ParsePhone(%q) = %q, %v, want a bad input", raw, got, err)
		}
	}
}

func TestCountIsWhatTheOperatorBills(t *testing.T) {
	t.Parallel()
	const a, nang = "a", "ạ"
	for _, tc := range []struct {
		text     string
		encoding notify.Encoding
		segments int
	}{
		{"", notify.GSM7, 1},
		{strings.Repeat(a, 160), notify.GSM7, 1},
		{strings.Repeat(a, 161), notify.GSM7, 2},
		{strings.Repeat(a, 306), notify.GSM7, 2},
		{strings.Repeat(a, 307), notify.GSM7, 3},
		{strings.Repeat(a, 459), notify.GSM7, 3},
		{strings.Repeat(a, 460), notify.GSM7, 4},
		{strings.Repeat(nang, 70), notify.UCS2, 1},
		{strings.Repeat(nang, 71), notify.UCS2, 2},
		{strings.Repeat(nang, 134), notify.UCS2, 2},
		{strings.Repeat(nang, 135), notify.UCS2, 3},
		{strings.Repeat(nang, 201), notify.UCS2, 3},
		{strings.Repeat(nang, 202), notify.UCS2, 4},
		{strings.Repeat(a, 152) + "€" + strings.Repeat(a, 152), notify.GSM7, 3},
		{strings.Repeat(nang, 66) + "😀" + strings.Repeat(nang, 10), notify.UCS2, 2},
		{"àèéìòùÇ_Δ", notify.GSM7, 1},
		{"ç", notify.UCS2, 1},
		{strings.Repeat("~", 80), notify.GSM7, 1},
		{strings.Repeat("~", 81), notify.GSM7, 2},
	} {
		got := notify.Count(tc.text)
		if got.Encoding != tc.encoding || got.Segments != tc.segments {
			t.Errorf("Count(%.20q…, %d bytes) = %+v, want %s in %d", tc.text, len(tc.text), got, tc.encoding, tc.segments)
		}
	}
}

func TestTextsFitTheirSegmentsAndNameTheSender(t *testing.T) {
	t.Parallel()
	hanoi := time.FixedZone("+07", 7*60*60)
	shift := notify.ShiftText{
		Task: "hỗ trợ CNTT", Place: "Phú Diễn",
		Start: time.Date(2026, 11, 25, 8, 0, 0, 0, hanoi), End: time.Date(2026, 11, 25, 11, 30, 0, 0, hanoi),
	}
	link := "https://tiepsuc.vn/a/" + strings.Repeat("x", 24)
	for _, lang := range i18n.Langs() {
		for limit, texts := range map[int][]notify.Text{
			1: {notify.Ask(lang, shift, 0, shift.Start, link), notify.ReminderSoon(lang, shift, link), notify.ReleasedText(lang, shift), notify.UnclearText(lang, link), notify.StoppedText(lang), notify.StartedText(lang), notify.SwapRefused(lang, shift, "Phượng")},
			2: {notify.Ask(lang, shift, 3, shift.Start, link), notify.AskReply(lang, shift, shift.Start, "A1", link), notify.ConfirmedText(lang, shift, link), notify.SteppedUp(lang, shift, link), notify.SeatGone(lang, shift), notify.ReminderEvening(lang, shift, 0, link), notify.ReminderEvening(lang, shift, 2, link), notify.SwapAsk(lang, shift, "Phượng", shift.Start, link), notify.Swapped(lang, shift, "Phượng"), notify.CancelledText(lang, shift, link), notify.MovedAsk(lang, shift, shift.Start, shift.End, link)},
		} {
			for _, text := range texts {
				count := notify.Count(text.Body)
				if count.Encoding != notify.GSM7 || count.Segments > limit {
					t.Errorf("%s/%s: %+v, want at most %d segments of gsm7: %s", lang, text.Template, count, limit, text.Body)
				}
				if !strings.HasPrefix(text.Body, "TIEPSUC: ") || strings.ContainsAny(text.Body, "{}") {
					t.Errorf("%s/%s: %s", lang, text.Template, text.Body)
				}
			}
		}
	}
}

func TestQuietHoursEndAtSeven(t *testing.T) {
	t.Parallel()
	hanoi := time.FixedZone("+07", 7*60*60)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, hanoi) }
	for now, want := range map[time.Time]time.Time{
		at(23, 6, 59):  at(23, 7, 0),
		at(23, 7, 0):   at(23, 7, 0),
		at(23, 20, 59): at(23, 20, 59),
		at(23, 21, 0):  at(24, 7, 0),
		at(24, 0, 30):  at(24, 7, 0),
	} {
		if got := notify.ServiceQuiet().Next(now, hanoi); !got.Equal(want) {
			t.Errorf("Next(%s) = %s, want %s", now, got, want)
		}
	}
}

func TestStatusesOnlyMoveForward(t *testing.T) {
	t.Parallel()
	order := []notify.Status{"", notify.StatusAccepted, notify.StatusQueued, notify.StatusSending, notify.StatusSent, notify.StatusDelivered, notify.StatusRead}
	for i, old := range order {
		for j, next := range order {
			if got := notify.Forward(old, next); got != (j > i) {
				t.Errorf("Forward(%q, %q) = %t", old, next, got)
			}
		}
	}
	if notify.Forward(notify.StatusDelivered, notify.StatusUndelivered) || notify.Forward(notify.StatusFailed, notify.StatusDelivered) {
		t.Error("a second end replaced the first")
	}
}

func TestUnaccentKeepsCaseAndLetters(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff("Duong Noi, Hoa Lac, Yen So", notify.Unaccent("Dương Nội, Hòa Lạc, Yên Sở")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("Truong \"A\" - khu 2...", notify.Unaccent("Trường “A” – khu\u00a02…")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("dong da", notify.Fold("  ĐỐNG   Đa ")); diff != "" {
		t.Error(diff)
	}
}

func TestAFailedDeliveryTellsWhatToDoWithTheNumber(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]notify.Class{
		30005: notify.BadNumber, 30006: notify.BadNumber, 21614: notify.BadNumber,
		21610: notify.OptedOut,
		30002: notify.Channel,
		30018: notify.TurnedAway, 30024: notify.TurnedAway, 30034: notify.TurnedAway, 30042: notify.TurnedAway,
		30001: notify.Retry, 30003: notify.Retry, 30008: notify.Retry, 30017: notify.Retry,
		30004: notify.Blocked,
		30007: notify.Rejected, 30010: notify.Rejected, 0: notify.Rejected, 99999: notify.Rejected,
	} {
		if got := notify.GaveUpClass(code); got != want {
			t.Errorf("GaveUpClass(%d) = %s, want %s", code, got, want)
		}
	}
}

func TestAStatusMakesAStateOfTheMessage(t *testing.T) {
	t.Parallel()
	for status, want := range map[notify.Status]roster.MessageState{
		notify.StatusAccepted: roster.MessageSent, notify.StatusQueued: roster.MessageSent, notify.StatusSent: roster.MessageSent,
		notify.StatusDelivered: roster.MessageDelivered, notify.StatusRead: roster.MessageDelivered,
		notify.StatusUndelivered: roster.MessageFailed, notify.StatusFailed: roster.MessageFailed, notify.StatusCanceled: roster.MessageFailed,
	} {
		if got := status.State(); got != want {
			t.Errorf("%s makes %s, want %s", status, got, want)
		}
	}
}

func TestRepliesAreHeardOnlyWhereTheyComeBack(t *testing.T) {
	t.Parallel()
	for to, want := range map[roster.Phone]bool{"+84912345678": false, "+14155552671": true, "": false} {
		if got := notify.CapabilityFor(to).Inbound; got != want {
			t.Errorf("replies of %q are heard: %t, want %t", to, got, want)
		}
	}
}

// Twilio and the operators end or restart texting on these words, wherever a person copies
// them from our own text.
func TestNoTextTeachesAWordThatOperatorsActOn(t *testing.T) {
	t.Parallel()
	acted := regexp.MustCompile(`(?i)\b(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|yes|unstop)\b`)
	for _, lang := range i18n.Langs() {
		catalog, err := i18n.Catalog(lang)
		if err != nil {
			t.Fatal(err)
		}
		for key, text := range catalog {
			if strings.HasPrefix(key, "sms.") && acted.MatchString(text) {
				t.Errorf("%s/%s: %s", lang, key, text)
			}
		}
	}
}
