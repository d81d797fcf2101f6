package exchange

import (
	"bytes"
	"errors"

	"github.com/xuri/excelize/v2"
)

// The most that a workbook may unfold to; a small file can hide a huge one.
const mostUnzipped = 256 << 20

func openWorkbook(content []byte) (*excelize.File, error) {
	book, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{
		// Shown texts lose digits and follow the writer's locale: 9,12E+08, 11-23-26.
		RawCellValue: true, UnzipSizeLimit: mostUnzipped, UnzipXMLSizeLimit: mostUnzipped,
	})
	if err != nil {
		return nil, unreadable(err)
	}
	return book, nil
}

func readWorkbook(content []byte) (sheets []Sheet, err error) {
	book, err := openWorkbook(content)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	props, err := book.GetWorkbookProps()
	if err != nil {
		return nil, unreadable(err)
	}
	computed := hasFormulas(book)
	for _, name := range book.GetSheetList() {
		rows, err := workbookRows(book, name)
		if err == nil && computed {
			err = fillFormulas(book, name, rows)
		}
		if err != nil {
			return nil, err
		}
		sheet := Sheet{Name: name, Rows: rows}
		if err := unseen(book, &sheet); err != nil {
			return nil, unreadable(err)
		}
		if props.Date1904 != nil && *props.Date1904 {
			const from1900To1904 = 1462
			sheet.Epoch = from1900To1904
		}
		sheets = append(sheets, sheet)
	}
	return sheets, nil
}

func workbookRows(book *excelize.File, name string) ([]Row, error) {
	stream, err := book.Rows(name)
	if err != nil {
		return nil, unreadable(err)
	}
	var rows []Row
	for number := 1; stream.Next(); number++ {
		if number > mostRows {
			return nil, errors.Join(tooMany(), stream.Close())
		}
		cells, err := stream.Columns()
		if err != nil {
			return nil, errors.Join(unreadable(err), stream.Close())
		}
		rows = append(rows, Row{Number: number, Cells: tidyAll(cells)})
	}
	if err := errors.Join(stream.Error(), stream.Close()); err != nil {
		return nil, unreadable(err)
	}
	if err := errors.Join(restoreZeros(book, name, rows), fillMerged(book, name, rows)); err != nil {
		return nil, unreadable(err)
	}
	return rows, nil
}

// fillMerged repeats the value of merged cells in each row that they span: a faculty beside
// ten people is meant for all ten. Across columns a title or a signature is merged, which is
// meant for none of them.
func fillMerged(book *excelize.File, name string, rows []Row) error {
	merged, err := book.GetMergeCells(name)
	if err != nil {
		return err
	}
	for _, cells := range merged {
		left, top, err := excelize.CellNameToCoordinates(cells.GetStartAxis())
		if err != nil {
			return err
		}
		_, bottom, err := excelize.CellNameToCoordinates(cells.GetEndAxis())
		if err != nil {
			return err
		}
		value := tidy(cells.GetCellValue())
		for row := top; row <= min(bottom, len(rows)); row++ {
			rows[row-1].put(left, value)
		}
	}
	return nil
}

func (r *Row) put(column int, value string) {
	for len(r.Cells) < column {
		r.Cells = append(r.Cells, "")
	}
	r.Cells[column-1] = value
}

// unseen marks what is hidden of a sheet.
func unseen(book *excelize.File, sheet *Sheet) error {
	shown, err := book.GetSheetVisible(sheet.Name)
	if err != nil {
		return err
	}
	sheet.Hidden, sheet.hidden = !shown, map[int]bool{}
	widest := 0
	for _, row := range sheet.Rows {
		widest = max(widest, row.width())
	}
	for column := range widest {
		shown, err := book.GetColVisible(sheet.Name, letter(column))
		if err != nil {
			return err
		}
		sheet.hidden[column] = !shown
	}
	return nil
}

// hasFormulas spares most files the look for formulas, which is slow.
func hasFormulas(book *excelize.File) bool {
	found := false
	book.Pkg.Range(func(_, part any) bool {
		content, ok := part.([]byte)
		found = ok && (bytes.Contains(content, []byte("<f>")) || bytes.Contains(content, []byte("<f ")))
		return !found
	})
	return found
}

// fillFormulas computes formulas that were saved without their value, as programs write
// them; a formula that can't be computed stays empty and is reported like any empty cell.
func fillFormulas(book *excelize.File, name string, rows []Row) error {
	for i := range rows {
		for column, cell := range rows[i].Cells {
			if cell != "" {
				continue
			}
			address, err := excelize.CoordinatesToCellName(column+1, rows[i].Number)
			if err != nil {
				return unreadable(err)
			}
			if value, err := book.CalcCellValue(name, address); err == nil {
				rows[i].Cells[column] = tidy(value)
			}
		}
	}
	return nil
}
