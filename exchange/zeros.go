package exchange

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// restoreZeros gives numbers the leading zeros that their format shows: in a cell of format
// 00000000, 12345 is 00012345.
func restoreZeros(book *excelize.File, name string, rows []Row) error {
	widths := zeroWidths(book)
	if len(widths) == 0 {
		return nil
	}
	for i := range rows {
		for column, cell := range rows[i].Cells {
			if cell == "" || strings.Trim(cell, "0123456789") != "" {
				continue
			}
			style, err := book.GetCellStyle(name, letter(column)+strconv.Itoa(rows[i].Number))
			if err != nil {
				return err
			}
			rows[i].Cells[column] = strings.Repeat("0", max(0, widths[style]-len(cell))) + cell
		}
	}
	return nil
}

// zeroWidths are the styles whose format is nothing but zeros, with how many.
func zeroWidths(book *excelize.File) map[int]int {
	widths := map[int]int{}
	for id := 0; ; id++ {
		style, err := book.GetStyle(id)
		if err != nil {
			return widths
		}
		if format := style.CustomNumFmt; format != nil && len(*format) > 1 && strings.Trim(*format, "0") == "" {
			widths[id] = len(*format)
		}
	}
}
