package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

var harmless = regexp.MustCompile(`^[+-]?[0-9][0-9., ]*$`)

// Safe neutralises a cell that a spreadsheet would run as a formula: an apostrophe goes in
// front of =, +, -, @ and control characters, except of plain numbers.
func Safe(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n|", rune(cell[0])) && !harmless.MatchString(cell) {
		return "'" + cell
	}
	return cell
}

// WriteCSV writes rows as UTF-8 with a byte order mark, without which Excel takes Vietnamese
// for another code page. Formulas are neutralised.
func WriteCSV(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = Safe(cell)
		}
		if err := w.Write(safe); err != nil {
			return nil, fmt.Errorf("write table: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// WriteXLSX writes rows as a workbook of texts, the first row kept in sight. Formulas are
// neutralised.
func WriteXLSX(rows [][]string) (content []byte, err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	stream, err := book.NewStreamWriter(book.GetSheetName(0))
	if err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, cell := range row {
			cells[j] = Safe(cell)
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return nil, fmt.Errorf("write row %d: %w", i+1, err)
		}
	}
	if err := stream.Flush(); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}
