package dispatch

import (
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
)

// MarkVolunteers gives a list of volunteers back as a workbook in which its faults are marked
// and said in words.
func MarkVolunteers(file []byte, done Registered, l i18n.Lang) ([]byte, error) {
	return markList(file, done.table, done.Faults, l)
}

// MarkList is MarkVolunteers of any other list.
func MarkList(file []byte, done Imported, l i18n.Lang) ([]byte, error) {
	return markList(file, done.table, done.Faults, l)
}

// MarkTimetables is MarkVolunteers of timetables; calendars have no cells to mark: nil.
func MarkTimetables(file []byte, done Timetabled, l i18n.Lang) ([]byte, error) {
	if exchange.IsCalendar(file) {
		return nil, nil
	}
	return markList(file, done.table, done.Faults, l)
}

func markList(file []byte, table exchange.Table, faults []RowFault, l i18n.Lang) ([]byte, error) {
	const most = 2000 // a workbook with more comments opens in nobody's patience
	marks := make([]exchange.Mark, 0, min(most, len(faults)))
	for _, f := range faults[:min(most, len(faults))] {
		marks = append(marks, exchange.Mark{Sheet: f.Sheet, Cell: f.Cell, Text: i18n.Refusal(l, f.Err.Key, f.Err.Args...)})
	}
	return exchange.MarkFaults(file, table, i18n.Text(l, "import.faults"), marks)
}
