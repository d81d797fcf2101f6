package dispatch

import (
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
)

// MarkVolunteers gives a list of volunteers back as a workbook in which its faults are marked
// and said in words.
func MarkVolunteers(file []byte, done Registered, l i18n.Lang) ([]byte, error) {
	const most = 2000 // a workbook with more comments opens in nobody's patience
	marks := make([]exchange.Mark, 0, min(most, len(done.Faults)))
	for _, f := range done.Faults[:min(most, len(done.Faults))] {
		marks = append(marks, exchange.Mark{Sheet: f.Sheet, Cell: f.Cell, Text: i18n.Text(l, "error."+f.Err.Key, f.Err.Args...)})
	}
	return exchange.MarkFaults(file, done.table, i18n.Text(l, "import.faults"), marks)
}
