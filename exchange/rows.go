package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// fill takes the rows below the headings that hold things.
func (t Table) fill(below []Row) Table {
	ended := false
	for i, row := range below {
		t.Last = max(t.Last, row.width())
		if i == 0 && numbering(row) || t.heads(row) {
			continue
		}
		filled := t.filled(row)
		ended = ended || filled <= mostUnder && signed(row)
		if filled == 0 || filled <= mostUnder && (under(row) || ended && !t.known(row)) || filled == 1 && section(row) {
			continue
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// mostUnder is in how many known columns a line of sums or signatures stands at most.
const mostUnder = 2

// filled counts the known columns in which something stands.
func (t Table) filled(row Row) int {
	filled := 0
	for field := range t.Columns {
		if t.Cell(row, field) != "" {
			filled++
		}
	}
	return filled
}

// known tells that a row names somebody by number or telephone: below signatures, everything
// else is the name of who has signed.
func (t Table) known(row Row) bool {
	for field := range t.Columns {
		if field != Name && field != FamilyName && strings.ContainsAny(t.Cell(row, field), "0123456789") {
			return true
		}
	}
	return false
}

// heads tells a row that repeats the headings, as each printed page does.
func (t Table) heads(row Row) bool {
	same := 0
	for _, column := range t.Columns {
		switch key := Plain(row.at(column)); {
		case key == "":
		case column < len(t.Titles) && strings.HasSuffix(Plain(t.Titles[column]), key):
			same++
		case column < len(t.Titles) && strings.HasPrefix(Plain(t.Titles[column]), key):
			same++
		default:
			return false
		}
	}
	return same > 1
}

// numbering tells the row under the headings that only counts the columns: (1) (2) (3), A B 1 2.
func numbering(row Row) bool {
	counted, last := 0, 0
	for _, cell := range row.Cells {
		key := Plain(cell)
		if key == "" || len(key) == 1 && unicode.IsLetter(rune(key[0])) {
			continue
		}
		n, err := strconv.Atoi(key)
		if err != nil || n != last+1 && last != 0 || n > len(row.Cells) {
			return false
		}
		counted, last = counted+1, n
	}
	return counted > 1
}

// under tells the words of sums, dates and signatures below a list.
func under(row Row) bool {
	return signed(row) || slices.ContainsFunc(row.Cells, func(cell string) bool {
		key := Plain(cell)
		return key == "cong" || begins(key, "tong cong", "tong so", "tong", "total", "danh sach nay", "danh sach gom", "an dinh danh sach", "ghi chu")
	})
}

// signed tells the words of those who sign below a list.
func signed(row Row) bool {
	return slices.ContainsFunc(row.Cells, func(cell string) bool {
		key := Plain(cell)
		return onADay.MatchString(key) || begins(key,
			"nguoi lap", "ha noi ngay", "xac nhan cua", "ky ten", "ky ghi ro", "ky va ghi ro", "hieu truong", "pho hieu truong", "truong phong", "truong khoa",
			"thu truong", "ban giam hieu", "tm ", "kt ", "signature", "prepared by", "approved by")
	})
}

var onADay = regexp.MustCompile(`\bngay [0-9 ]*thang [0-9 ]*nam\b`)

// section tells a line that divides a list, such as a class above its students.
func section(row Row) bool {
	return slices.ContainsFunc(row.Cells, func(cell string) bool {
		return begins(Plain(cell), "lop ", "khoa ", "nganh ", "chi doan ", "don vi ")
	})
}

func begins(key string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool {
		return strings.HasPrefix(key, word) && (strings.HasSuffix(word, " ") || len(key) == len(word) || key[len(word)] == ' ')
	})
}

// splitName finds given names in a column without a heading beside the full name's: one heading
// often spans both.
func (t Table) splitName() Table {
	column, found := t.Columns[Name]
	if !found || t.Has(FamilyName) || column+1 < len(t.Titles) && t.Titles[column+1] != "" || t.taken(column+1) {
		return t
	}
	both := 0
	for _, row := range t.Rows {
		given := row.at(column + 1)
		if strings.ContainsAny(given, "0123456789") {
			return t
		}
		if given != "" && row.at(column) != "" {
			both++
		}
	}
	if both*2 > len(t.Rows) {
		t.Columns[FamilyName], t.Columns[Name] = column, column+1
	}
	return t
}

// ZeroWidth is how long the numbers of a column are that begin with a zero, 0 where there are
// none or of several lengths: a shorter one has lost its zeros.
func (t Table) ZeroWidth(field Field) int {
	width := 0
	for _, row := range t.Rows {
		cell := t.Cell(row, field)
		if !strings.HasPrefix(cell, "0") || strings.Trim(cell, "0123456789") != "" {
			continue
		}
		if width != 0 && width != len(cell) {
			return 0
		}
		width = len(cell)
	}
	return width
}
