package exchange

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Field is what a column holds, by the name that the API has for it.
type Field string

// Heading is how people write above a column: Words as Plain gives them. Needed marks
// a column without which a table can't be read.
type Heading struct {
	Field  Field
	Words  []string
	Needed bool
}

// Table is the part of a sheet with a row for each thing: Columns says which column (from 0)
// holds a field, Header is the number of the row of headings, Titles what stands in it, Last its
// rightmost column.
type Table struct {
	Sheet   string
	Header  int
	Last    int
	Titles  []string
	Columns map[Field]int
	Rows    []Row
	Epoch   int
}

// Find picks the table of a file: the row that has most of the headings, on whichever sheet,
// below whatever title. Empty rows, headings repeated on each printed page and the lines of
// signatures below are left out. The error, at field "file", names the headings that are
// missing.
func Find(sheets []Sheet, headings []Heading) (Table, error) {
	var best Table
	for _, sheet := range sheets {
		if t := findIn(sheet, headings); len(t.Columns) > len(best.Columns) {
			best = t
		}
	}
	var missing []string
	for _, h := range headings {
		if _, found := best.Columns[h.Field]; h.Needed && !found {
			missing = append(missing, string(h.Field))
		}
	}
	if len(missing) > 0 {
		return Table{}, roster.Bad("file", "import.columns_missing", "columns", strings.Join(missing, ", "))
	}
	return best, nil
}

func findIn(sheet Sheet, headings []Heading) Table {
	const deepest = 40
	var best Table
	at := 0
	for i, row := range sheet.Rows[:min(deepest, len(sheet.Rows))] {
		if columns := columnsOf(row, headings); len(columns) > len(best.Columns) {
			best, at = Table{Sheet: sheet.Name, Header: row.Number, Last: len(row.Cells), Titles: row.Cells, Columns: columns, Epoch: sheet.Epoch}, i
		}
	}
	if len(best.Columns) == 0 {
		return best
	}
	for _, row := range sheet.Rows[at+1:] {
		if !best.idle(row) && !slices.Equal(row.Cells, sheet.Rows[at].Cells) {
			best.Rows = append(best.Rows, row)
		}
	}
	return best
}

// idle tells a row that holds no thing: nothing in any known column, or the words that stand
// under a list.
func (t Table) idle(row Row) bool {
	filled := 0
	for field := range t.Columns {
		if t.Cell(row, field) != "" {
			filled++
		}
	}
	return filled == 0 || filled <= 2 && under(row)
}

// under tells the words of sums, dates and signatures below a list.
func under(row Row) bool {
	for _, cell := range row.Cells {
		key := Plain(cell)
		for _, word := range []string{"tong cong", "tong so", "nguoi lap", "ha noi ngay", "xac nhan cua", "ky ten", "total", "signature", "prepared by"} {
			if strings.HasPrefix(key, word) {
				return true
			}
		}
	}
	return false
}

// Has tells whether the table has a column for a field.
func (t Table) Has(field Field) bool {
	_, ok := t.Columns[field]
	return ok
}

// Cell is what a row holds of a field, "" where there is no such cell.
func (t Table) Cell(row Row, field Field) string {
	column, ok := t.Columns[field]
	if !ok || column >= len(row.Cells) {
		return ""
	}
	return row.Cells[column]
}

// Address is where a field of a row stands, such as C5; a field without a column is the row
// at its first cell.
func (t Table) Address(row int, field Field) string {
	address, err := excelize.CoordinatesToCellName(t.Columns[field]+1, row)
	if err != nil {
		return ""
	}
	return address
}
