package notify

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Unaccent is the deliberate unaccented form of a name or word for SMS: marks dropped, đ
// as d, typographic quotes and dashes made plain, case kept. Texts proper are written unaccented by hand, since stripping is
// ambiguous (bận, bạn, bán).
func Unaccent(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Cf, unicode.Lm):
		case r == 'đ', r == 'ð':
			b.WriteRune('d')
		case r == 'Đ', r == 'Ð':
			b.WriteRune('D')
		case strings.ContainsRune("‘’‚‛", r):
			b.WriteRune('\'')
		case strings.ContainsRune("“”„«»", r):
			b.WriteRune('"')
		case unicode.Is(unicode.Pd, r):
			b.WriteRune('-')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Fold is what texts are compared by: unaccented and lower case, with single spaces.
func Fold(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(Unaccent(s))), " ")
}

// Tidy puts a name or sentence that people typed into one form: composed letters (NFC),
// single spaces, none at the ends.
func Tidy(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }
