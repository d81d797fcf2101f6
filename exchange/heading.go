package exchange

import (
	"slices"
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

// columnsOf says which column is headed by which field. A heading that is one of the words
// wins over one that begins with them, a column in sight over a hidden one; of equals the
// leftmost is taken.
func columnsOf(titles []title, headings []Heading, hidden map[int]bool) map[Field]int {
	columns := map[Field]int{}
	taken := map[int]bool{}
	for _, unseen := range []bool{false, true} {
		for _, fits := range []func(t title, word string) bool{title.is, closest(headings)} {
			for _, h := range headings {
				if _, found := columns[h.Field]; found {
					continue
				}
				if i := column(titles, h.Words, func(i int, word string) bool { return !taken[i] && hidden[i] == unseen && fits(titles[i], word) }); i >= 0 {
					columns[h.Field], taken[i] = i, true
				}
			}
		}
	}
	return columns
}

func column(titles []title, words []string, fits func(i int, word string) bool) int {
	for _, word := range words {
		for i, t := range titles {
			if t.near != "" && fits(i, word) {
				return i
			}
		}
	}
	return -1
}

func (t title) is(word string) bool {
	return t.whole == word || t.near == word && !othersPerson(t.whole)
}

func (t title) begins(word string) bool {
	return (strings.HasPrefix(t.near, word+" ") || strings.HasPrefix(t.whole, word+" ")) &&
		!othersPerson(t.whole) && !ofBirth(t.near) && (!ofUnit(t.near) && !ofUnit(t.whole) || ofUnit(word))
}

// closest tells a heading that begins with a word, and with no longer one of another field:
// "ho ten SV" is a whole name, not a family name.
func closest(headings []Heading) func(t title, word string) bool {
	return func(t title, word string) bool {
		return t.begins(word) && !slices.ContainsFunc(headings, func(h Heading) bool {
			return !slices.Contains(h.Words, word) && slices.ContainsFunc(h.Words, func(other string) bool { return len(other) > len(word) && t.begins(other) })
		})
	}
}

// ofUnit tells a heading above the name or number of a class, a faculty and the like: not of
// a person.
func ofUnit(key string) bool {
	_, of, found := strings.Cut(key, " ")
	return found && begins(key, "ten", "ma", "name", "code") && begins(strings.TrimPrefix(of, "of "),
		"lop", "khoa", "nganh", "truong", "don vi", "phong", "phong ban", "ban", "to", "doi", "nhom", "chi doan", "chi nhanh", "cong ty", "co so", "co quan", "vien", "trung tam", "khoi", "he",
		"chuong trinh", "chuyen nganh", "mon", "mon hoc", "hoc phan", "ngan hang", "tai khoan", "dang nhap",
		"class", "faculty", "department", "school", "university", "unit", "major", "course", "subject", "team", "group", "company", "bank", "account")
}

// ofBirth tells a heading above days or places that no list here is about.
func ofBirth(key string) bool {
	return begins(key, "ngay sinh", "noi sinh", "date of birth", "day of birth", "place of birth")
}

// othersPerson tells a heading about somebody else than the person of the row: a parent's
// number must never be asked for shifts.
func othersPerson(key string) bool {
	for _, word := range []string{
		"phu huynh", "nguoi than", "nguoi lien he", "nguoi bao ho", "nguoi gioi thieu", "khan cap", "bo", "me", "cha", "vo", "chong", "gia dinh", "nha rieng", "chu ho",
		"chu tro", "giao vien", "giang vien", "gvcn", "co van", "emergency", "parent", "parents", "relative", "father", "mother", "guardian", "teacher",
	} {
		if strings.Contains(" "+key+" ", " "+word+" ") {
			return true
		}
	}
	return false
}
