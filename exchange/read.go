package exchange

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Sheet is one page of raw cells. Epoch is added to a serial date: 1,462 days in workbooks
// that count from 1904, else 0. Hidden sheets and columns aren't seen by who sends them.
type Sheet struct {
	Name   string
	Rows   []Row
	Epoch  int
	Hidden bool
	hidden map[int]bool // columns
}

// Row is one line of a sheet with its number as a spreadsheet shows it, from 1. Cells are
// composed (NFC) with single spaces; line breaks stay.
type Row struct {
	Number int
	Cells  []string
}

// Empty tells whether nothing stands in the row.
func (r *Row) Empty() bool {
	for _, cell := range r.Cells {
		if cell != "" {
			return false
		}
	}
	return true
}

// at is a cell by its column from 0, "" beyond the last.
func (r *Row) at(column int) string {
	if column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// width is the number of the last column that holds anything.
func (r *Row) width() int {
	width := len(r.Cells)
	for width > 0 && r.Cells[width-1] == "" {
		width--
	}
	return width
}

// mostRows bounds a file: no organisation has more people.
const mostRows = 60_000

// Read turns a file into sheets, whatever it calls itself: a workbook (XLSX) by its first
// bytes, else text separated by commas, semicolons or tabs. The error, of kind BadInput or
// Limited at field "file", says why it can't be read.
func Read(content []byte) ([]Sheet, error) {
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return nil, roster.Bad("file", "import.empty")
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return readWorkbook(content)
	case bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0")):
		return nil, roster.Bad("file", "import.legacy_workbook")
	}
	return readText(content)
}

func tooMany() error {
	return &roster.Error{Kind: roster.Limited, Key: "import.too_many_rows", Field: "file", Args: []any{"max", mostRows}}
}

// unreadable wraps the cause for the log; the person learns that the file is damaged.
func unreadable(err error) error {
	return &roster.Error{Kind: roster.BadInput, Key: "import.unreadable", Field: "file", Err: err}
}

// tidy composes a cell and makes its spaces single; marks without width are dropped, as
// copies from web pages and telephones carry them, and what keeps a spreadsheet from reading a
// number: an apostrophe, ="0912".
func tidy(cell string) string {
	if !plain(cell) {
		cell = norm.NFC.String(strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Cf, r) {
				return -1
			}
			return r
		}, cell))
		var lines []string
		for line := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '\n' || r == '\r' }) {
			if line = strings.Join(strings.Fields(line), " "); line != "" {
				lines = append(lines, line)
			}
		}
		cell = strings.Join(lines, "\n")
	}
	if m := asText.FindStringSubmatch(cell); m != nil {
		return m[1] + m[2]
	}
	return cell
}

var asText = regexp.MustCompile(`^(?:="([^"]*)"|'([=+@0-9-].*))$`)

// plain tells a cell that has nothing to tidy: most of a large file.
func plain(cell string) bool {
	for i := range len(cell) {
		if c := cell[i]; c <= ' ' || c >= 0x7F {
			return false
		}
	}
	return true
}
