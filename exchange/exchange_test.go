package exchange_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

const list = "Mã SV;Họ và tên;Số điện thoại;Xã/Phường\nSV01;Nguyễn Thị Đường;0912345678;00004\n"

func encoded(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	content, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// windows1258 writes letters and tone marks apart, as that code page has them.
func windows1258(t *testing.T, text string) []byte {
	t.Helper()
	var apart strings.Builder
	for _, r := range text {
		var letter, tone []rune
		for _, part := range norm.NFD.String(string(r)) {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", part) {
				tone = append(tone, part)
			} else {
				letter = append(letter, part)
			}
		}
		apart.WriteString(norm.NFC.String(string(letter)) + string(tone))
	}
	return encoded(t, charmap.Windows1258, apart.String())
}

func TestAListReadsTheSameInEveryEncoding(t *testing.T) {
	t.Parallel()
	want := []exchange.Row{{Number: 2, Cells: []string{"SV01", "Nguyễn Thị Đường", "0912345678", "00004"}}}
	for name, content := range map[string][]byte{
		"UTF-8":                    []byte(list),
		"UTF-8 with a mark":        append([]byte{0xEF, 0xBB, 0xBF}, list...),
		"UTF-8 decomposed":         []byte(norm.NFD.String(list)),
		"Windows-1258":             windows1258(t, list),
		"UTF-16 little, with mark": encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), list),
		"UTF-16 big, with mark":    encoded(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), list),
		"UTF-16 little, no mark":   encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), list),
		"UTF-16 big, no mark":      encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), list),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(want, find(t, content).Rows); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func find(t *testing.T, content []byte) exchange.Table {
	t.Helper()
	sheets, err := exchange.Read(content)
	if err != nil {
		t.Fatal(err)
	}
	table, err := exchange.Find(sheets, exchange.VolunteerHeadings())
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestHeadingsAreGuessedBelowTitlesWithAnySeparator(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		content string
		row     int
		phone   string
	}{
		"semicolons":              {list, 2, "C2"},
		"tabs":                    {"MSSV\tHọ tên\tĐT\tPhường/Xã\na\tb\tc\td\n", 2, "C2"},
		"commas in quotes":        {"\"Phone number\",\"Full name\",ID,Commune\n\"1\",\"a, b\",x,00004\n", 2, "A2"},
		"a note on the separator": {"sep=;\n" + list, 3, "C3"},
		"no accents, capitals":    {"MA SO SINH VIEN,HO VA TEN,SDT,XA PHUONG\na,b,c,d\n", 2, "C2"},
		"titles and empty lines":  {"DANH SÁCH,,,\n\n\nMã SV,Họ và tên,SĐT,Phường\na,b,c,d\n", 5, "C5"},
		"breaks within a heading": {"Mã SV,\"Họ\nvà tên\",SĐT,Phường\na,b,c,d\n", 2, "C2"},
		"a parent's number first": {"Mã SV,SĐT phụ huynh,Họ tên,Số điện thoại cá nhân,Xã\na,p,b,c,d\n", 2, "D2"},
		"text after the heading":  {"Mã SV (*),Họ tên (*),Số điện thoại (Zalo),Phường/xã\na,b,c,d\n", 2, "C2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table := find(t, []byte(c.content))
			if len(table.Rows) != 1 || table.Rows[0].Number != c.row {
				t.Fatalf("rows %v, want one at %d", table.Rows, c.row)
			}
			if got := table.Address(c.row, exchange.Phone); got != c.phone {
				t.Errorf("the number stands at %s, want %s", got, c.phone)
			}
		})
	}
}

func TestWhatIsNoPersonIsLeftOut(t *testing.T) {
	t.Parallel()
	table := find(t, []byte("Mã SV,Họ tên,SĐT,Xã\nA,An,1,x\n,,,\nMã SV,Họ tên,SĐT,Xã\nB,Bình,2,y\nTổng cộng,2,,\n,,\"Hà Nội, ngày 1\",\n,Người lập biểu,,\n"))
	var got []int
	for _, row := range table.Rows {
		got = append(got, row.Number)
	}
	if diff := cmp.Diff([]int{2, 5}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAFileThatIsNoListSaysWhy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ content, key string }{
		"nothing":           {" \n", "import.empty"},
		"an old workbook":   {"\xD0\xCF\x11\xE0\xA1\xB1", "import.legacy_workbook"},
		"a broken workbook": {"PK\x03\x04nothing", "import.unreadable"},
		"a document":        {"%PDF-1.4\nMã SV,Họ tên", "import.unreadable"},
		"a picture":         {"\x89PNG\r\n\x1a\n\x01\x02\xE1\x07", "import.unreadable"},
		"no phone column":   {"Mã SV,Họ tên,Xã\n1,a,b\n", "import.columns_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sheets, err := exchange.Read([]byte(c.content))
			if err == nil {
				_, err = exchange.Find(sheets, exchange.VolunteerHeadings())
			}
			if got := key(err); got != c.key {
				t.Errorf("%v, want %s", err, c.key)
			}
		})
	}
}

func TestAWorkbookIsReadAsItIsMeant(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	sheet := book.GetSheetName(0)
	fill(t, book, sheet, map[string]any{
		"A1": "DANH SÁCH SINH VIÊN TÌNH NGUYỆN", "A3": "Mã SV", "B3": "Họ đệm", "C3": "Tên", "D3": "SĐT", "E3": "Phường", "F3": "Ngày bận",
		"A4": 20210001, "B4": "Nguyễn  Văn", "C4": " An\u00a0", "D4": 912345678, "E4": "00004", "F4": 46357,
		"A5": 20210002, "B5": "Trần", "C5": "Bình", "D5": 84912345679,
	})
	if err := book.MergeCell(sheet, "A1", "F1"); err != nil {
		t.Fatal(err)
	}
	if err := book.MergeCell(sheet, "E4", "E5"); err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellFormula(sheet, "F5", "F4+1"); err != nil {
		t.Fatal(err)
	}
	table := find(t, saved(t, book))
	var got [][]string
	for _, row := range table.Rows {
		day, _ := table.Date(table.Cell(row, exchange.DaysOff))
		got = append(got, []string{
			table.Cell(row, exchange.ExternalID), table.Cell(row, exchange.FamilyName), table.Cell(row, exchange.Name),
			table.Cell(row, exchange.Phone), table.Cell(row, exchange.HomeCommune), day.String(),
		})
	}
	want := [][]string{
		{"20210001", "Nguyễn Văn", "An", "912345678", "00004", "2026-12-01"},
		{"20210002", "Trần", "Bình", "84912345679", "00004", "2026-12-02"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func fill(t *testing.T, book *excelize.File, sheet string, cells map[string]any) {
	t.Helper()
	for address, value := range cells {
		if err := book.SetCellValue(sheet, address, value); err != nil {
			t.Fatal(err)
		}
	}
}

func saved(t *testing.T, book *excelize.File) []byte {
	t.Helper()
	content, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return content.Bytes()
}

func key(err error) string {
	if e, ok := err.(*roster.Error); ok { //nolint:errorlint // raised as it is
		return e.Key
	}
	return ""
}

func TestColumnsThatAreMissingAreCalledAsTheyCanBeHeaded(t *testing.T) {
	t.Parallel()
	for _, headings := range [][]exchange.Heading{exchange.VolunteerHeadings(), exchange.RequestHeadings(), exchange.CommuneHeadings(), exchange.TimetableHeadings()} {
		for _, h := range headings {
			for _, lang := range i18n.Langs() {
				if text := i18n.Text(lang, h.Field.Key()); h.Needed && !slices.Contains(h.Words, exchange.Plain(text)) {
					t.Errorf("%s is called %q, which is none of its headings", h.Field, text)
				}
			}
		}
	}
	_, err := exchange.Find([]exchange.Sheet{{}}, exchange.VolunteerHeadings())
	fault, ok := errors.AsType[*roster.Error](err)
	if !ok {
		t.Fatal(err)
	}
	const want = "Không tìm thấy các cột bắt buộc: Mã số, Tên, Số điện thoại, Xã/Phường. Hãy đặt tiêu đề cột đúng như vậy."
	if got := i18n.Refusal(i18n.VI, fault.Key, fault.Args...); got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}
