package exchange

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Plain is what headings and words in cells are compared by: lower case, no marks, đ as d,
// everything but letters and digits a single space. "Số ĐT (Zalo)" is "so dt zalo".
func Plain(s string) string { return folded(s, "") }

// folded is Plain that keeps the marks in keep.
func folded(s, keep string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ', r == 'ð':
			b.WriteByte('d')
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune(keep, r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// columnsOf says which column of a row is headed by which field. A heading that is one of
// the words wins over one that begins with them; of equals the leftmost is taken.
func columnsOf(row Row, headings []Heading) map[Field]int {
	columns := map[Field]int{}
	taken := map[int]bool{}
	keys := make([]string, len(row.Cells))
	for i, cell := range row.Cells {
		keys[i] = Plain(cell)
	}
	for _, fits := range []func(key, word string) bool{
		func(key, word string) bool { return key == word },
		func(key, word string) bool { return strings.HasPrefix(key, word+" ") && !othersPerson(key) },
	} {
		for _, h := range headings {
			if _, found := columns[h.Field]; found {
				continue
			}
			if i := column(keys, taken, h.Words, fits); i >= 0 {
				columns[h.Field], taken[i] = i, true
			}
		}
	}
	return columns
}

func column(keys []string, taken map[int]bool, words []string, fits func(key, word string) bool) int {
	for _, word := range words {
		for i, key := range keys {
			if key != "" && !taken[i] && fits(key, word) {
				return i
			}
		}
	}
	return -1
}

// othersPerson tells a heading about somebody else than the person of the row: a parent's
// number must never be asked for shifts.
func othersPerson(key string) bool {
	for _, word := range []string{"phu huynh", "nguoi than", "khan cap", "bo me", "gia dinh", "giao vien", "emergency", "parent", "relative"} {
		if strings.Contains(key, word) {
			return true
		}
	}
	return false
}
