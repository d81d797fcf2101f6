package exchange

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Field is what a column holds, by the name that the API has for it.
type Field string

// Key is the key of what people call such a column.
func (f Field) Key() string { return "import.column." + string(f) }

// Heading is how people write above a column: Words as Plain gives them. Needed marks
// a column without which a table can't be read.
type Heading struct {
	Field  Field
	Words  []string
	Needed bool
}

// Table is the part of a sheet with a row for each thing: Columns says which column (from 0)
// holds a field, Header is the number of the (last) row of headings, Titles what stands above
// each column, Last the rightmost column that holds anything.
type Table struct {
	Sheet   string
	Header  int
	Last    int
	Titles  []string
	Columns map[Field]int
	Rows    []Row
	Epoch   int
	hidden  map[int]bool
}

// Find picks the table of a file: the row that has most of the headings, on whichever sheet,
// below whatever title. Empty rows, headings repeated on each printed page and the lines of
// signatures below are left out. The error names the headings that are missing or stand twice,
// at field "file", or the sheets of which each holds a list, at field "sheet".
func Find(sheets []Sheet, headings []Heading) (Table, error) {
	var best Table
	var whole, unseen []Table
	for _, sheet := range sheets {
		t := findIn(sheet, headings)
		if len(t.Columns) > len(best.Columns) {
			best = t
		}
		switch {
		case len(missing(t, headings)) > 0 || len(t.Rows) == 0:
		case sheet.Hidden:
			unseen = append(unseen, t)
		default:
			whole = append(whole, t)
		}
	}
	if len(whole) == 0 { // what is hidden counts where nothing else is a list
		whole = unseen
	}
	if len(whole) > 0 {
		return theOne(whole)
	}
	if lacks := missing(best, headings); len(lacks) > 0 {
		return Table{}, roster.Bad("file", "import.columns_missing", "columns", lacks)
	}
	return best, nil
}

func theOne(lists []Table) (Table, error) {
	if len(lists) == 1 {
		return lists[0], lists[0].twice()
	}
	names := make([]string, len(lists))
	for i, t := range lists {
		names[i] = t.Sheet
	}
	return Table{}, roster.Bad("sheet", "import.several_lists", "sheets", strings.Join(names, ", "))
}

// Only is the sheet of a name, in any case and with or without accents.
func Only(sheets []Sheet, name string) ([]Sheet, error) {
	for _, sheet := range sheets {
		if Plain(sheet.Name) == Plain(name) {
			return []Sheet{sheet}, nil
		}
	}
	return nil, roster.Bad("sheet", "import.sheet_unknown", "value", name)
}

// missing are the keys of what the needed columns are called that a table lacks.
func missing(t Table, headings []Heading) []string {
	var lacks []string
	for _, h := range headings {
		if _, found := t.Columns[h.Field]; h.Needed && !found {
			lacks = append(lacks, h.Field.Key())
		}
	}
	return lacks
}

// Has tells whether the table has a column for a field.
func (t Table) Has(field Field) bool {
	_, ok := t.Columns[field]
	return ok
}

// Cell is what a row holds of a field, "" where there is no such cell.
func (t Table) Cell(row Row, field Field) string {
	column, ok := t.Columns[field]
	if !ok {
		return ""
	}
	return row.at(column)
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
