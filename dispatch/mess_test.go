package dispatch_test

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/tiepsuc/tiepsuc/roster"
)

// messy is how many students stand in the list of the tests below.
const messy = 3000

// The columns of the list, from 0.
const (
	messID, messFamily, messGiven, messBorn, messParent, messPhone, messHome, messSkills, messOff, messConsent = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
	messWidth                                                                                                  = 12
)

// messyPerson is what row i means, told apart from how it is written.
type messyPerson struct {
	ID, Name, Phone, Home string
	Skills                []roster.SkillLevel
	Off                   []roster.Date
	Consent               bool
}

var messLegacy = [][2]string{ //nolint:gochecknoglobals // the official table of 2018
	{"120", "70"},
	{"121", "79"},
	{"122", "77"},
	{"126", "76"},
	{"128", "78"},
	{"123", "83"},
	{"124", "84"},
	{"125", "85"},
	{"127", "81"},
	{"129", "82"},
	{"162", "32"},
	{"163", "33"},
	{"164", "34"},
	{"165", "35"},
	{"166", "36"},
	{"167", "37"},
	{"168", "38"},
	{"169", "39"},
	{"186", "56"},
	{"188", "58"},
	{"199", "59"},
}

var (
	messFamilies = []string{"Nguyễn Thị", "Trần Văn", "Lê Đức", "Phạm", "Đặng Hữu", "Vũ Ngọc Ánh"} //nolint:gochecknoglobals // a table
	messGivens   = []string{"An", "Bình", "Đường", "Hạnh", "Quỳnh", "Thủy", "Ước"}                 //nolint:gochecknoglobals // a table
	messHomes    = [][2]string{                                                                    //nolint:gochecknoglobals // a table
		{"P. Ba Đình", baDinh},
		{"Phường Ba Đình", baDinh},
		{"phuong ba dinh", baDinh},
		{"X. Sóc Sơn", "00376"},
		{"Ba Đình, Hà Nội", baDinh},
		{"P. Ngọc Hà, Q. Ba Đình, TP. Hà Nội", ngocHa},
		{"Số 5 ngõ 10, P.Hà Đông - Hà Nội", haDong},
		{"4", baDinh},
		{"XÃ SÓC SƠN, HUYỆN SÓC SƠN", "00376"},
		{"00008", ngocHa},
	}
)

func messPersonOf(i int) messyPerson {
	prefix := "91"
	if i%10 == 6 {
		prefix = messLegacy[i/10%len(messLegacy)][1]
	}
	p := messyPerson{
		ID: fmt.Sprintf("0215%04d", i), Name: messFamilies[i%len(messFamilies)] + " " + messGivens[i%len(messGivens)],
		Phone: fmt.Sprintf("+84%s%07d", prefix, 2_000_000+i*7), Home: messHomes[i%len(messHomes)][1], Consent: i%5 < 3,
	}
	day := roster.Date{Year: 2026, Month: 12, Day: 1}
	p.Off = [][]roster.Date{nil, {day}, {day}, {day, day.AddDays(2)}, {day}}[i%5]
	p.Skills = [][]roster.SkillLevel{
		{{Skill: "it", Level: 1}}, {{Skill: "guide", Level: 1}}, {{Skill: "guide", Level: 1}, {Skill: "it", Level: 2}}, {{Skill: "it", Level: 3}}, nil,
	}[i%7%5]
	return p
}

// messRow is how row i is written.
func messRow(i int) []string {
	p := messPersonOf(i)
	row := make([]string, messWidth)
	row[0], row[messID] = fmt.Sprint(i+1), p.ID
	row[messFamily], row[messGiven] = messName(i)
	row[messBorn], row[messParent] = "1/2/2005", "0987654321"
	row[messPhone] = messNumber(i, strings.TrimPrefix(p.Phone, "+84"))
	row[messHome] = messHomes[i%len(messHomes)][0]
	row[messSkills] = []string{"CNTT", "tin học văn phòng", "it:2, hướng dẫn", "IT mức 3", ""}[i%7%5]
	row[messOff] = []string{"", "46357", "01.12.26", "1-12-2026; 3/12/2026", "2026-12-01"}[i%5]
	row[messConsent] = []string{"x", "Đồng ý", "CÓ", "", "Không"}[i%5]
	return row
}

func messName(i int) (family, given string) {
	family, given = messFamilies[i%len(messFamilies)], messGivens[i%len(messGivens)]
	switch i % 6 {
	case 1:
		return norm.NFD.String(family), norm.NFD.String(given)
	case 2:
		return strings.ToUpper(family), strings.ToUpper(given)
	case 3:
		return "\u00a0" + strings.ReplaceAll(family, " ", " \u00a0 ") + "\u200b", given + " "
	case 4:
		return strings.ToLower(family), strings.ToLower(given)
	}
	return family, given
}

// messNumber writes nine digits as people and spreadsheets do.
func messNumber(i int, d string) string {
	switch i % 10 {
	case 1:
		return "0" + d[:3] + " " + d[3:6] + " " + d[6:]
	case 2:
		return "0" + d[:3] + "." + d[3:6] + "." + d[6:]
	case 3:
		return "0" + d[:2] + "-" + d[2:5] + "-" + d[5:]
	case 4:
		return "(+84) " + d
	case 5:
		return "84" + d
	case 6:
		return "0" + messLegacy[i/10%len(messLegacy)][0] + " " + d[2:]
	case 7:
		return "\u202a+84 (0) " + d + "\u202c"
	case 8:
		return "0" + d[:2] + "\u00a0" + d[2:]
	case 9:
		return "'0" + d
	}
	return d // a number of the spreadsheet
}

// messyFault is a cell of row i that is wrong, as written, and the key of what is told.
type messyFault struct {
	i, column int
	wrong     string
	key       string
}

func messFaults() []messyFault {
	same := func(i, column int) string { return messRow(i)[column] }
	return []messyFault{
		{10, messPhone, "9.12E+08", "import.number_rounded"},
		{20, messPhone, "0912345678 / 0987654321", "import.several_phones"},
		{30, messPhone, "024 3825 1234", "phone.not_vietnamese_mobile"},
		{40, messPhone, "", "phone.empty"},
		{50, messID, same(49, messID), "register.twice"},
		{60, messPhone, same(59, messPhone), "register.twice"},
		{70, messID, "2150070", "import.zeros_lost"},
		{80, messHome, "Quận Cầu Giấy", "import.commune_district"},
		{90, messHome, "P. Thanh Trì", "import.commune_unknown"},
		{100, messHome, "Thanh Trì, Hoàng Mai", "import.commune_old"},
		{110, messSkills, "phép thuật", "import.skill_unknown"},
		{120, messOff, "31/11/2026", "import.date_unclear"},
		{130, messConsent, "chắc vậy", "import.yes_or_no"},
		{140, messGiven, "#N/A", "import.cell_failed"},
		{150, messID, "", "volunteer.external_id_missing"},
		{160, messPhone, "#REF!", "import.cell_failed"},
		{170, messPhone, "0912345678 0987654321", "import.several_phones"},
		{180, messPhone, "O912345678", "phone.not_vietnamese_mobile"},
		{190, messID, same(189, messID), "register.twice"},
		{190, messPhone, same(189, messPhone), "register.twice"},
		{200, messHome, "P. Cống Vị, Q. Ba Đình", "import.commune_unknown"},
		{210, messPhone, "8,49123E+10", "import.number_rounded"},
		{220, messHome, "P. Ba Đình, P. Ngọc Hà", "import.commune_ambiguous"},
		{230, messHome, "P. Ba Đình, H. Sóc Sơn", "import.commune_old"},
	}
}

// mess is the whole sheet: titles, headings over two rows, people, and what stands between and
// below; rows[i] is the row of a spreadsheet on which person i stands.
func mess(faulty bool) (grid [][]string, rows []int) {
	people := make([][]string, messy)
	for i := range people {
		people[i] = messRow(i)
	}
	for _, f := range messFaults() {
		if faulty {
			people[f.i][f.column] = f.wrong
		}
	}
	grid = messHead()
	headings := grid[6:8]
	for i, person := range people {
		if i%500 == 0 {
			grid = append(grid, nil, []string{"", fmt.Sprintf("Lớp CNTT-%02d K66", i/500)})
		}
		if i%750 == 749 {
			grid = append(grid, headings...)
		}
		grid = append(grid, person)
		rows = append(rows, len(grid))
	}
	return append(grid, messFoot()...), rows
}

func messHead() [][]string {
	return [][]string{
		{"BỘ GIÁO DỤC VÀ ĐÀO TẠO"},
		{"TRƯỜNG ĐẠI HỌC B"},
		nil,
		{"DANH SÁCH SINH VIÊN THAM GIA HỖ TRỢ CHÍNH QUYỀN CƠ SỞ"},
		{"(Kèm theo Công văn số 123/ĐHB ngày 20 tháng 11 năm 2026)"},
		nil,
		{"STT", "Mã SV", "Họ và tên", "", "Ngày sinh", "Số điện thoại", "", "Phường/Xã", "Kỹ năng", "Ngày bận", "Đồng ý nhận tin nhắn", "Ghi chú"},
		{"", "", "Họ và tên đệm", "Tên", "", "Phụ huynh", "Sinh viên", "", "", "", "", ""},
		{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)", "(12)"},
	}
}

func messFoot() [][]string {
	return [][]string{
		nil,
		{"Tổng cộng: 3000 sinh viên"},
		{"", "", "", "", "", "", "", "Hà Nội, ngày 20 tháng 11 năm 2026"},
		{"", "", "Người lập biểu", "", "", "", "", "TRƯỞNG PHÒNG"},
		{"", "", "(Ký, ghi rõ họ tên)"},
		nil,
		{"", "", "Nguyễn Thị Lan", "", "", "", "", "PGS. TS. Trần Văn B"},
	}
}
