package exchange

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/tiepsuc/tiepsuc/roster"
)

func readText(content []byte) ([]Sheet, error) {
	text, err := Decode(content)
	if err != nil {
		return nil, unreadable(err)
	}
	if binary(text) {
		return nil, unreadable(errors.New("not a text"))
	}
	separator, skip := separatorOf(text)
	reader := csv.NewReader(strings.NewReader(text[skip:]))
	reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes = separator, -1, true
	rows, err := textRows(reader, strings.Count(text[:skip], "\n"))
	if err != nil {
		return nil, err
	}
	return []Sheet{{Rows: rows}}, nil
}

// binary tells what was written by no spreadsheet: documents and pictures, of which lines could
// be cut all the same.
func binary(text string) bool {
	const oneIn = 100 // a stray character of control comes with copies from other programs
	controls, all := 0, 0
	for _, r := range text {
		all++
		if unicode.IsControl(r) && !strings.ContainsRune("\t\n\v\f\r", r) {
			controls++
		}
	}
	return strings.ContainsRune(text, 0) || strings.HasPrefix(text, "%PDF-") || strings.HasPrefix(text, `{\rtf`) || controls*oneIn > all
}

// textRows reads the records; before counts the lines that were left out. A record's number
// is what a spreadsheet shows: empty lines count, line breaks within a cell do not.
func textRows(reader *csv.Reader, before int) ([]Row, error) {
	var rows []Row
	inner := 0
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, unreadable(err)
		}
		if len(rows) == mostRows {
			return nil, tooMany()
		}
		line, _ := reader.FieldPos(0)
		if slices.ContainsFunc(record, swallows) {
			return nil, roster.Bad("file", "import.quote_open", "row", before+line-inner)
		}
		rows = append(rows, Row{Number: before + line - inner, Cells: tidyAll(record)})
		for _, cell := range record {
			inner += strings.Count(cell, "\n")
		}
	}
}

// swallows tells a cell with more lines than anybody writes: a quotation mark that is never
// closed has taken the rows below with it.
func swallows(cell string) bool {
	const most = 30
	return strings.Count(cell, "\n") > most
}

func tidyAll(cells []string) []string {
	tidied := make([]string, len(cells))
	for i, cell := range cells {
		tidied[i] = tidy(cell)
	}
	return tidied
}

// separatorOf picks the separator that cuts the first lines into most columns, and how many
// bytes to skip: a first line such as "sep=;" is a note to the spreadsheet.
func separatorOf(text string) (separator rune, skip int) {
	first, _, more := strings.Cut(text, "\n")
	if note, ok := strings.CutPrefix(strings.TrimSpace(strings.ToLower(first)), "sep="); ok && more && len(note) == 1 {
		return rune(note[0]), len(first) + 1
	}
	const looked = 8 << 10
	head := text[:min(len(text), looked)]
	separator, most := ',', 0
	for _, candidate := range []rune{',', ';', '\t', '|'} {
		if n := outsideQuotes(head, candidate); n > most {
			separator, most = candidate, n
		}
	}
	return separator, 0
}

func outsideQuotes(text string, separator rune) int {
	count, quoted := 0, false
	for _, r := range text {
		switch r {
		case '"':
			quoted = !quoted
		case separator:
			if !quoted {
				count++
			}
		}
	}
	return count
}
