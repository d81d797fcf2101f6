package exchange_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/tiepsuc/tiepsuc/exchange"
)

func TestHeadingsOverTwoRowsAndBesideOthersPeopleAreTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		content string
		want    map[exchange.Field]string
	}{
		"a parent's number first": {
			"Mã SV,Họ và tên,Số điện thoại,,Xã\n,,Phụ huynh,Sinh viên,\n1,An,0900000000,0912345678,x\n",
			map[exchange.Field]string{exchange.Name: "B3", exchange.Phone: "D3"},
		},
		"a parent with a number of their own": {
			"Mã SV,Họ và tên,Phụ huynh,,SĐT,Xã\n,,Họ tên,SĐT,,\n1,An,Ba,0900000000,0912345678,x\n",
			map[exchange.Field]string{exchange.Name: "B3", exchange.Phone: "E3"},
		},
		"a name in two": {
			"Mã SV,Họ và tên,,SĐT,Xã\n,Họ đệm,Tên,,\n1,Lê,An,0912345678,x\n",
			map[exchange.Field]string{exchange.FamilyName: "B3", exchange.Name: "C3", exchange.Phone: "D3"},
		},
		"a name in two under one heading": {
			"Mã SV,Họ và tên,,SĐT,Xã\n1,Lê,An,0912345678,x\n",
			map[exchange.Field]string{exchange.FamilyName: "B3", exchange.Name: "C3", exchange.Phone: "D3"},
		},
		"a name in three": {
			"Mã SV,Họ,Tên đệm,Tên,SĐT,Xã\n1,Lê,Văn,An,0912345678,x\n",
			map[exchange.Field]string{exchange.FamilyName: "B3", exchange.MiddleName: "C3", exchange.Name: "D3"},
		},
		"notes without a heading": {
			"Mã SV,Họ và tên,,SĐT,Xã\n1,Lê An,,0912345678,x\n2,Lê An,nghỉ,0912345678,x\n",
			map[exchange.Field]string{exchange.Name: "B3"},
		},
		"a mother's number": {
			"Mã SV,Họ và tên,SĐT mẹ,Số liên lạc,SĐT của SV,Xã\n1,Lê An,,0912345678,x\n",
			map[exchange.Field]string{exchange.Phone: "E3"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table := find(t, []byte(c.content))
			for field, want := range c.want {
				if got := table.Address(3, field); got != want || !table.Has(field) {
					t.Errorf("%s stands at %s, want %s", field, got, want)
				}
			}
			if _, two := c.want[exchange.FamilyName]; two != table.Has(exchange.FamilyName) {
				t.Errorf("columns %v", table.Columns)
			}
		})
	}
}

// TestTheFirstPersonIsNoHeadingWhateverElseAListNames reads class lists with names of other
// things beside the person's.
func TestTheFirstPersonIsNoHeadingWhateverElseAListNames(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"Tên lớp", "Tên khoa", "Tên ngành", "Tên trường", "Tên đơn vị", "Mã lớp", "Tên (không dấu)", "Class name", "Name of school"} {
		for _, name := range []string{"Họ tên", "Họ tên SV", "Họ và tên sinh viên (*)", "Tên", "Full name"} {
			for _, person := range []string{"2021001,CNTT,Nguyễn Văn A,0912345678,Ba Đình", "A1,CNTT,Hồ Văn A,,Ba Đình", "A1,Hồ Chí Minh,Lê An,,x"} {
				const second = "A2,KTPM,Trần Thị B,0912345679,Ba Đình\n"
				table := find(t, []byte("Mã SV,"+unit+","+name+",SĐT,Phường/Xã\n"+person+"\n"+second))
				if len(table.Rows) != 2 || table.Header != 1 || table.Address(2, exchange.Name) != "C2" || table.Has(exchange.FamilyName) || table.Address(2, exchange.ExternalID) != "A2" {
					t.Errorf("%s, %s, %s: header %d, columns %v, rows %v", unit, name, person, table.Header, table.Columns, table.Rows)
				}
			}
		}
	}
}

func TestWhatIsUnclearIsNoTable(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ content, key string }{
		"two columns of one heading": {"Mã SV,Họ tên,SĐT,SĐT,Xã\n1,An,0912345678,0987654321,x\n", "import.heading_twice"},
		"a quotation never closed":   {"Mã SV,Họ tên,SĐT,Xã\n1,\"An,0912345678,x\n" + many("2,An,0912345679,x\n", 50), "import.quote_open"},
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

func many(line string, n int) string {
	all := ""
	for range n {
		all += line
	}
	return all
}

func TestOneListOfAWorkbookIsTakenAndOfSeveralNone(t *testing.T) {
	t.Parallel()
	list := map[string]any{"A1": "Mã SV", "B1": "Họ tên", "C1": "SĐT", "D1": "Xã", "A2": "1", "B2": "An", "C2": "0912345678", "D2": "x"}
	book := excelize.NewFile()
	for _, name := range []string{"K65", "K66"} {
		if _, err := book.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		fill(t, book, name, list)
	}
	sheets, err := exchange.Read(saved(t, book))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := exchange.Find(sheets, exchange.VolunteerHeadings()); key(err) != "import.several_lists" {
		t.Errorf("both lists: %v", err)
	}
	one, err := exchange.Only(sheets, "k66")
	if err != nil {
		t.Fatal(err)
	}
	if table, err := exchange.Find(one, exchange.VolunteerHeadings()); err != nil || table.Sheet != "K66" {
		t.Errorf("the second: %q, %v", table.Sheet, err)
	}
	if _, err := exchange.Only(sheets, "K67"); key(err) != "import.sheet_unknown" {
		t.Errorf("a third: %v", err)
	}
	if err := book.SetSheetVisible("K65", false); err != nil {
		t.Fatal(err)
	}
	if table := find(t, saved(t, book)); table.Sheet != "K66" {
		t.Errorf("with one hidden: %q", table.Sheet)
	}
}

func TestWhatIsHiddenIsTakenLast(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	sheet := book.GetSheetName(0)
	fill(t, book, sheet, map[string]any{
		"A1": "Mã SV", "B1": "Họ tên", "C1": "Điện thoại", "D1": "Điện thoại", "E1": "Xã", "A2": 123, "B2": "An", "C2": "old", "D2": "new", "E2": "x",
	})
	if err := book.SetColVisible(sheet, "C", false); err != nil {
		t.Fatal(err)
	}
	zeros := "000000"
	style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &zeros})
	if err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellStyle(sheet, "A2", "A2", style); err != nil {
		t.Fatal(err)
	}
	table := find(t, saved(t, book))
	row := table.Rows[0]
	if diff := cmp.Diff([]string{"000123", "new"}, []string{table.Cell(row, exchange.ExternalID), table.Cell(row, exchange.Phone)}); diff != "" {
		t.Error(diff)
	}
}

func TestLinesBetweenAndBelowPeopleAreNoPeople(t *testing.T) {
	t.Parallel()
	const people = "Mã SV,Họ tên,SĐT,Xã\n(1),(2),(3),(4)\nLớp K66,,,\nA1,An,0912345678,x\nMÃ SV,HỌ TÊN,SĐT,XÃ\nA2,Công Tằng,,x\nTổng số: 2,,,\n" +
		",\"TP. Hải Phòng, ngày 2 tháng 3 năm 2026\",,\n,Hiệu trưởng,,\n,Trần Văn B,,x\nA3,Bình,0912345679,x\n"
	var got []string
	table := find(t, []byte(people))
	for _, row := range table.Rows {
		got = append(got, table.Cell(row, exchange.ExternalID))
	}
	if diff := cmp.Diff([]string{"A1", "A2", "A3"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestANameInOneCaseGetsItsUsualForm(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"NGUYỄN THỊ ĐƯỜNG": "Nguyễn Thị Đường", "trần văn ước": "Trần Văn Ước", "H'HEN NIÊ": "H'Hen Niê", "Lê McAn": "Lê McAn", "": "",
	} {
		if got := exchange.ProperName(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}
