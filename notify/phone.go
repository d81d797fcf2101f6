package notify

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/unicode/norm"

	"github.com/tiepsuc/tiepsuc/roster"
)

// ParsePhone reads a Vietnamese mobile number as people write it: 0912…, 84912…,
// +84 912…, with spaces, dots or dashes, or with the eleven digits of before September
// 2018. The error, of kind BadInput at field "phone", says what is wrong: nothing, no
// number, or no mobile number (fixed lines and toll numbers can't be asked by text).
func ParsePhone(raw string) (roster.Phone, error) {
	digits, ok := plainDigits(raw)
	if !ok {
		return "", roster.Bad("phone", "phone.not_vietnamese_mobile", "value", raw)
	}
	if digits == "" {
		return "", roster.Bad("phone", "phone.empty")
	}
	national := strings.TrimPrefix(nationalPart(digits), "0")
	if modern, old := legacyPrefix(national); old {
		national = modern
	}
	number, err := phonenumbers.Parse("+84"+national, "VN")
	if err != nil || !isMobile(number, national) {
		return "", roster.Bad("phone", "phone.not_vietnamese_mobile", "value", raw)
	}
	return roster.Phone("+84" + national), nil
}

// isMobile is stricter than the library, which takes numbers with letters, extensions and
// lengths that no operator has.
func isMobile(n *phonenumbers.PhoneNumber, national string) bool {
	const nationalDigits = 9
	return len(national) == nationalDigits && phonenumbers.IsValidNumberForRegion(n, "VN") &&
		phonenumbers.GetNumberType(n) == phonenumbers.MOBILE
}

// plainDigits strips the punctuation that people put into numbers; a leading plus sign
// stays. Anything else, letters above all, makes it no number.
func plainDigits(raw string) (string, bool) {
	var b strings.Builder
	for _, r := range norm.NFKC.String(raw) {
		switch {
		case r >= '0' && r <= '9', r == '+' && b.Len() == 0:
			b.WriteRune(r)
		case unicode.IsSpace(r), strings.ContainsRune(".-()", r), unicode.Is(unicode.Cf, r):
		default:
			return "", false
		}
	}
	return b.String(), true
}

func nationalPart(digits string) string {
	for _, country := range []string{"+84", "0084", "84"} {
		if rest, ok := strings.CutPrefix(digits, country); ok && len(rest) >= 9 {
			return rest
		}
	}
	return digits
}

// legacyPrefix maps the mobile prefixes of ten national digits to those of nine that
// replaced them on 2018-09-15 (Ministry of Information and Communications).
func legacyPrefix(national string) (string, bool) {
	const legacyDigits, prefixDigits = 10, 3
	if len(national) != legacyDigits {
		return national, false
	}
	modern := map[string]string{
		"120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
		"123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
		"162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
		"186": "56", "188": "58", "199": "59",
	}[national[:prefixDigits]]
	return modern + national[prefixDigits:], modern != ""
}
