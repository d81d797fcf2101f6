package dispatch

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// rowReader reads the cells of one row of a list, whatever the list is of; what it can't read
// becomes a fault of its cell.
type rowReader struct {
	table  exchange.Table
	words  glossary
	row    exchange.Row
	faults []RowFault
}

// cell is what stands in a field; what a spreadsheet couldn't compute is a fault.
func (r *rowReader) cell(field exchange.Field) string {
	text := r.table.Cell(r.row, field)
	if exchange.Failed(text) {
		r.fault(field, "import.cell_failed", "value", text)
		return ""
	}
	return text
}

// fault names what is wrong with a cell, the first thing only.
func (r *rowReader) fault(field exchange.Field, key string, args ...any) {
	if slices.ContainsFunc(r.faults, func(f RowFault) bool { return f.Column == string(field) && f.Err.Key == "import.cell_failed" }) {
		return
	}
	r.faults = append(r.faults, RowFault{Row: r.row.Number, Column: string(field), Err: roster.Bad(string(field), key, args...)})
}

func (r *rowReader) number(field exchange.Field) string {
	text, ok := exchange.Number(r.cell(field))
	if !ok {
		r.fault(field, "import.number_rounded", "value", text)
	}
	return text
}

func (r *rowReader) amount(field exchange.Field) float64 {
	cell := r.cell(field)
	if cell == "" {
		return 0
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(cell, ",", "."), 64)
	if err != nil {
		r.fault(field, "import.number_unclear", "value", cell)
	}
	return value
}

func (r *rowReader) kind(field exchange.Field, usual roster.VolunteerKind) roster.VolunteerKind {
	key := exchange.Plain(r.cell(field))
	for kind, words := range map[roster.VolunteerKind][]string{
		roster.Student:  {"student", "sinh vien", "sv", "hoc sinh", "hoc vien"},
		roster.Engineer: {"engineer", "ky su", "ks", "ki su", "ky thuat vien"},
		roster.Staff:    {"staff", "nhan vien", "nv", "can bo", "hop dong", "nhan vien hop dong", "contract staff"},
	} {
		for _, word := range words {
			if key == word {
				return kind
			}
		}
	}
	if key != "" {
		r.fault(field, "import.kind_unknown", "value", r.cell(field))
	}
	return usual
}

func (r *rowReader) yes(field exchange.Field) bool {
	yes, known := exchange.Yes(r.cell(field))
	if !known {
		r.fault(field, "import.yes_or_no", "value", r.cell(field))
	}
	return yes
}

func (r *rowReader) commune(field exchange.Field, text string) string {
	code, key := r.words.commune(text)
	if key != "" {
		r.fault(field, key, "value", text)
	}
	return code
}

func (r *rowReader) communes(field exchange.Field) []string {
	var codes []string
	for _, part := range exchange.Parts(r.cell(field)) {
		codes = append(codes, r.commune(field, part))
	}
	return codes
}

// count reads a whole number.
func (r *rowReader) count(field exchange.Field) int {
	text, _ := exchange.Number(r.cell(field))
	n, err := strconv.Atoi(text)
	if err != nil {
		r.fault(field, "import.number_unclear", "value", r.cell(field))
	}
	return n
}
