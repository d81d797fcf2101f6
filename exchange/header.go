package exchange

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"

	"github.com/tiepsuc/tiepsuc/roster"
)

// title is what stands above one column: near is the nearest heading, whole has the one above
// it too where headings take two rows, text is as people see it.
type title struct{ near, whole, text string }

// header is one or two rows of headings at a place of a sheet.
type header struct {
	titles  []title
	columns map[Field]int
	at      int // index of its last row
}

func findIn(sheet Sheet, headings []Heading) Table {
	h := headerOf(sheet, headings)
	if len(h.columns) == 0 {
		return Table{}
	}
	table := Table{Sheet: sheet.Name, Header: sheet.Rows[h.at].Number, Last: len(h.titles), Columns: h.columns, Epoch: sheet.Epoch, hidden: sheet.hidden, Titles: make([]string, len(h.titles))}
	for i, t := range h.titles {
		table.Titles[i] = t.text
	}
	return table.fill(sheet.Rows[h.at+1:]).splitName()
}

// headerOf is where most headings stand; of equals the first.
func headerOf(sheet Sheet, headings []Heading) header {
	const deepest = 40
	var best header
	rows := sheet.Rows[:min(deepest, len(sheet.Rows))]
	for i, row := range rows {
		one := header{titles: titlesOf(row), at: i}
		one.columns = columnsOf(one.titles, headings, sheet.hidden)
		found := one
		if i+1 < len(rows) && len(one.columns) > 1 {
			found = one.with(rows[i+1], headings, sheet.hidden)
		}
		if len(found.columns) > len(best.columns) {
			best = found
		}
	}
	return best
}

func titlesOf(row Row) []title {
	titles := make([]title, len(row.Cells))
	for i, cell := range row.Cells {
		key := Plain(cell)
		titles[i] = title{near: key, whole: key, text: oneLine(cell)}
	}
	return titles
}

// with is the header with the row below it, where that belongs to the headings.
func (h header) with(below Row, headings []Heading, hidden map[int]bool) header {
	if slices.ContainsFunc(below.Cells, numbered) || h.aboveOthers(below, headings) {
		return h
	}
	two := header{titles: h.over(below), at: h.at + 1}
	two.columns = columnsOf(two.titles, headings, hidden)
	if h.keptBy(two) && (len(two.columns) > len(h.columns) || h.goesOn(below)) {
		return two
	}
	return h
}

// numbered tells a cell with somebody's number or telephone, which no heading holds: who
// stands first in a list must not be read as a second row of headings.
func numbered(cell string) bool {
	const fewest = 4
	digits, letters := 0, 0
	for _, r := range cell {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits >= fewest && digits > letters
}

// aboveOthers tells that under most headings stands something else than a heading: a row of
// the list.
func (h header) aboveOthers(below Row, headings []Heading) bool {
	others, rest := 0, 0
	for _, column := range h.columns {
		key := Plain(below.at(column))
		if key == "" || key == h.titles[column].near || slices.ContainsFunc(headings, func(known Heading) bool { return slices.Contains(known.Words, key) }) {
			rest++
		} else {
			others++
		}
	}
	return others > rest
}

// keptBy tells that another header still has all that this one has found.
func (h header) keptBy(other header) bool {
	for field := range h.columns {
		if _, found := other.columns[field]; !found {
			return false
		}
	}
	return true
}

// goesOn tells that a row still belongs to the headings: it has no digit, and under most
// headings it has nothing of its own.
func (h header) goesOn(below Row) bool {
	own, same := 0, 0
	for _, column := range h.columns {
		if key := Plain(below.at(column)); key == "" || key == h.titles[column].near {
			same++
		} else {
			own++
		}
	}
	return !below.Empty() && !strings.ContainsAny(strings.Join(below.Cells, ""), "0123456789") && same > own
}

// over joins the headings of two rows. One that spans several columns is meant for each that
// has a heading of its own below.
func (h header) over(below Row) []title {
	titles := make([]title, max(len(h.titles), len(below.Cells)))
	var above title
	for i := range titles {
		lower := below.at(i)
		if i < len(h.titles) && h.titles[i].near != "" {
			above = h.titles[i]
		} else if lower == "" {
			above = title{}
		}
		if key := Plain(lower); key != "" && key != above.near {
			titles[i] = title{near: key, whole: strings.TrimSpace(above.whole + " " + key), text: strings.TrimSpace(above.text + " " + oneLine(lower))}
		} else if i < len(h.titles) {
			titles[i] = h.titles[i]
		}
	}
	return titles
}

// twice is an error for a heading that stands above two columns: either could be meant.
func (t Table) twice() error {
	for _, column := range t.Columns {
		if column >= len(t.Titles) || t.Titles[column] == "" {
			continue
		}
		for other, text := range t.Titles {
			if other != column && Plain(text) == Plain(t.Titles[column]) && !t.taken(other) && !t.hidden[other] {
				return roster.Bad("file", "import.heading_twice", "value", t.Titles[column], "columns", letter(min(column, other))+", "+letter(max(column, other)))
			}
		}
	}
	return nil
}

func (t Table) taken(column int) bool {
	for _, c := range t.Columns {
		if c == column {
			return true
		}
	}
	return false
}

func letter(column int) string {
	name, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		return strconv.Itoa(column + 1)
	}
	return name
}

func oneLine(cell string) string { return strings.ReplaceAll(cell, "\n", " ") }
