package exchange

// The columns of a list of help requests. Rows with one number are one request with several
// roles.
const (
	RequestNumber  Field = "number"
	RequestCommune Field = "communeCode"
	RequestDay     Field = "date"
	RequestFrom    Field = "from"
	RequestTo      Field = "to"
	RequestSkill   Field = "skill"
	RequestLevel   Field = "level"
	RequestKind    Field = "kind"
	RequestSeats   Field = "seats"
	RequestReason  Field = "reason"
	RequestUrgent  Field = "urgent"
	RequestFloor   Field = "floor"
)

// RequestHeadings are the headings of lists of help requests, as communes write them,
// Vietnamese and English.
func RequestHeadings() []Heading {
	return []Heading{
		{RequestNumber, []string{"number", "ma yeu cau", "so yeu cau", "so phieu", "ma phieu", "ma so", "ma", "stt", "request number", "request id", "id", "no"}, true},
		{RequestCommune, []string{"communecode", "commune code", "ma xa phuong", "ma xa", "ma phuong", "xa phuong", "phuong xa", "xa", "phuong", "don vi", "commune", "ward"}, true},
		{RequestDay, []string{"date", "ngay", "ngay can", "ngay truc", "day"}, true},
		{RequestFrom, []string{"from", "tu", "tu gio", "gio bat dau", "bat dau", "start", "start time"}, true},
		{RequestTo, []string{"to", "den", "den gio", "gio ket thuc", "ket thuc", "end", "end time"}, true},
		{RequestSkill, []string{"skill", "ky nang", "ki nang", "viec", "cong viec", "chuyen mon", "vi tri"}, true},
		{RequestLevel, []string{"level", "bac", "muc", "cap do"}, false},
		{RequestKind, []string{"kind", "doi tuong", "loai nguoi ho tro", "loai", "type"}, false},
		{RequestSeats, []string{"seats", "so nguoi", "so luong", "so cho", "people", "how many"}, true},
		{RequestReason, []string{"reason", "ly do", "li do", "noi dung", "why"}, true},
		{RequestUrgent, []string{"urgent", "khan", "khan cap", "gap"}, false},
		{RequestFloor, []string{"floor", "bat buoc", "luon phai co", "mandatory"}, false},
	}
}
