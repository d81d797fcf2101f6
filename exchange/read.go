package exchange

import (
	"bytes"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Sheet is one page of raw cells. Epoch is added to a serial date: 1,462 days in workbooks
// that count from 1904, else 0.
type Sheet struct {
	Name  string
	Rows  []Row
	Epoch int
}

// Row is one line of a sheet with its number as a spreadsheet shows it, from 1. Cells are
// composed (NFC) with single spaces.
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
// copies from web pages carry them.
func tidy(cell string) string {
	if plain(cell) {
		return cell
	}
	cell = strings.Map(func(r rune) rune {
		if strings.ContainsRune("\u200b\u200c\u200d\u2060\ufeff\u00ad", r) {
			return -1
		}
		return r
	}, cell)
	return strings.Join(strings.Fields(norm.NFC.String(cell)), " ")
}

// plain tells a cell that has nothing to tidy: most of a large file.
func plain(cell string) bool {
	for i := range len(cell) {
		if c := cell[i]; c <= ' ' || c >= 0x7F {
			return false
		}
	}
	return true
}
