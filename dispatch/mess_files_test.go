package dispatch_test

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// messText writes the sheet as text, each cell in quotes where it must be.
func messText(grid [][]string, separator string) string {
	var b strings.Builder
	for _, row := range grid {
		cells := make([]string, messWidth)
		copy(cells, row)
		for i, cell := range cells {
			if strings.ContainsAny(cell, separator+"\"\n") {
				cells[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
		}
		b.WriteString(strings.Join(cells, separator) + "\r\n")
	}
	return b.String()
}

// messTexts are the sheet as text in every encoding and with every separator.
func (w *world) messTexts(grid [][]string) map[string][]byte {
	w.Helper()
	commas := messText(grid, ",")
	in := func(e encoding.Encoding, text string) []byte {
		content, err := e.NewEncoder().Bytes([]byte(text))
		w.check(err)
		return content
	}
	return map[string][]byte{
		"UTF-8":                  []byte(commas),
		"UTF-8 with a mark":      append([]byte("\ufeff"), commas...),
		"UTF-8, semicolons":      []byte(messText(grid, ";")),
		"UTF-16, tabs, a mark":   in(utf.UTF16(utf.LittleEndian, utf.UseBOM), messText(grid, "\t")),
		"UTF-16 big, a mark":     in(utf.UTF16(utf.BigEndian, utf.UseBOM), commas),
		"UTF-16, no mark":        in(utf.UTF16(utf.LittleEndian, utf.IgnoreBOM), commas),
		"Windows-1258":           in(charmap.Windows1258, apart(commas)),
		"Windows-1258, no marks": in(charmap.Windows1258, apart(messText(grid, ";"))),
	}
}

// apart writes letters and tone marks apart, as Windows-1258 has them, without the marks that
// it hasn't.
func apart(text string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
		var letter, tone []rune
		for _, part := range norm.NFD.String(string(r)) {
			switch {
			case strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", part):
				tone = append(tone, part)
			case !unicode.Is(unicode.Cf, part):
				letter = append(letter, part)
			}
		}
		b.WriteString(norm.NFC.String(string(letter)) + string(tone))
	}
	return b.String()
}

// messBook is the sheet as the second of a workbook, as a spreadsheet holds it: numbers as
// numbers, merged headings, a hidden column, formulas with what they came to; rows are where
// people stand.
func (w *world) messBook(grid [][]string, rows []int) []byte {
	w.Helper()
	book := excelize.NewFile()
	defer func() { w.check(book.Close()) }()
	w.check(book.SetSheetName("Sheet1", "Hướng dẫn"))
	w.check(book.SetSheetRow("Hướng dẫn", "A1", &[]any{"STT", "Nội dung"}))
	for _, name := range []string{"Danh sách", "Tổng hợp", "Cũ"} {
		_, err := book.NewSheet(name)
		w.check(err)
	}
	w.check(book.SetSheetRow("Tổng hợp", "A3", &[]any{"Lớp", "Số lượng", "Họ và tên lớp trưởng", "Số điện thoại"}))
	w.check(book.SetSheetRow("Cũ", "A1", &[]any{"Mã SV", "Họ và tên", "SĐT", "Xã"}))
	w.check(book.SetSheetRow("Cũ", "A2", &[]any{"OLD1", "Người Cũ", "0911111111", "00004"}))
	w.check(book.SetSheetVisible("Cũ", false))
	w.messSheet(book, grid)
	w.messFormulas(book, rows)
	content, err := book.WriteToBuffer()
	w.check(err)
	return content.Bytes()
}

const messList = "Danh sách"

func (w *world) messSheet(book *excelize.File, grid [][]string) {
	w.Helper()
	zeros := "00000000"
	padded, err := book.NewStyle(&excelize.Style{CustomNumFmt: &zeros})
	w.check(err)
	for r, row := range grid {
		for c, cell := range row {
			address, err := excelize.CoordinatesToCellName(c+1, r+1)
			w.check(err)
			n, notNumber := strconv.ParseInt(cell, 10, 64)
			switch {
			case cell == "":
				continue
			case notNumber == nil && c == messID && r%2 == 0 && len(cell) == len(zeros):
				w.check(book.SetCellStyle(messList, address, address, padded))
				w.check(book.SetCellValue(messList, address, n))
			case notNumber == nil && (c != messID && c != messHome || len(cell) < len(zeros)-1):
				w.check(book.SetCellValue(messList, address, n))
			default:
				w.check(book.SetCellStr(messList, address, cell))
			}
		}
	}
	for _, merged := range []string{"A4:L4", "C7:D7", "F7:G7", "A7:A8", "B7:B8", "E7:E8", "H7:H8", "I7:I8", "J7:J8", "K7:K8", "L7:L8", fmt.Sprintf("A%d:L%d", len(grid)-5, len(grid)-5)} {
		from, to, _ := strings.Cut(merged, ":")
		w.check(book.MergeCell(messList, from, to))
	}
	w.check(book.SetCellStr(messList, "M7", "Điện thoại"))
	w.check(book.SetCellStr(messList, "M12", "0900000000"))
	w.check(book.SetColVisible(messList, "M", false))
}

// messFormulas has every hundredth commune come from a formula, with its value kept in the file
// though nothing can compute it any more.
func (w *world) messFormulas(book *excelize.File, rows []int) {
	w.Helper()
	for i := 5; i < len(rows); i += 100 {
		address := "H" + strconv.Itoa(rows[i])
		w.check(book.SetCellValue(messList, address, 8)) // the code of Ngọc Hà, where they live
		w.check(book.SetCellFormula(messList, address, "VLOOKUP(B10,[1]SV!A:C,3,0)"))
	}
}
