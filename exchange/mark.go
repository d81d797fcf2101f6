package exchange

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Mark is what is wrong in one cell, in words. Cell is an address such as C5.
type Mark struct {
	Sheet, Cell, Text string
}

// MarkFaults gives a list back as a workbook with its faulty cells coloured and commented,
// and in a column behind the last, headed title, all faults of a row in words.
func MarkFaults(content []byte, table Table, title string, marks []Mark) (marked []byte, err error) {
	book, sheet, err := markable(content, table)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	red, err := book.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}}})
	if err != nil {
		return nil, fmt.Errorf("mark faults: %w", err)
	}
	words := map[int]string{table.Header: title}
	for _, m := range marks {
		_, row, err := excelize.CellNameToCoordinates(m.Cell)
		if err != nil {
			return nil, fmt.Errorf("mark faults: %w", err)
		}
		if words[row] != "" {
			words[row] += " "
		}
		words[row] += m.Text
		if err := markCell(book, sheet, m, red); err != nil {
			return nil, fmt.Errorf("mark %s: %w", m.Cell, err)
		}
	}
	if err := wordColumn(book, sheet, table.Last+1, words); err != nil {
		return nil, fmt.Errorf("mark faults: %w", err)
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}

func markCell(book *excelize.File, sheet string, m Mark, style int) error {
	if err := book.SetCellStyle(sheet, m.Cell, m.Cell, style); err != nil {
		return err
	}
	return book.AddComment(sheet, excelize.Comment{Cell: m.Cell, Author: "Tiếp Sức", Text: m.Text})
}

func wordColumn(book *excelize.File, sheet string, column int, words map[int]string) error {
	for row, text := range words {
		address, err := excelize.CoordinatesToCellName(column, row)
		if err != nil {
			return err
		}
		if err := book.SetCellStr(sheet, address, text); err != nil {
			return err
		}
	}
	return nil
}

// markable opens a workbook, or makes one of a text.
func markable(content []byte, table Table) (*excelize.File, string, error) {
	if bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		book, err := openWorkbook(content)
		return book, table.Sheet, err
	}
	sheets, err := readText(content)
	if err != nil {
		return nil, "", err
	}
	book := excelize.NewFile()
	name := book.GetSheetName(0)
	for _, row := range sheets[0].Rows {
		cells := make([]any, len(row.Cells))
		for i, cell := range row.Cells {
			cells[i] = cell
		}
		if err := book.SetSheetRow(name, fmt.Sprintf("A%d", row.Number), &cells); err != nil {
			return nil, "", fmt.Errorf("copy row %d: %w", row.Number, err)
		}
	}
	return book, name, nil
}
