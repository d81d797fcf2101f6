package exchange

// The columns of a list of volunteers.
const (
	ExternalID  Field = "externalId"
	Name        Field = "name"
	FamilyName  Field = "familyName"
	MiddleName  Field = "middleName"
	Phone       Field = "phone"
	Kind        Field = "kind"
	HomeCommune Field = "homeCommune"
	Skills      Field = "skills"
	Weekly      Field = "weekly"
	DaysOff     Field = "daysOff"
	HoursDay    Field = "maxHoursPerDay"
	HoursWeek   Field = "maxHoursPerWeek"
	DaysWeek    Field = "maxDaysPerWeek"
	Km          Field = "maxKm"
	Prefer      Field = "prefer"
	Avoid       Field = "avoid"
	Consent     Field = "consentSms"
)

// VolunteerHeadings are the headings of lists of volunteers, as universities and telecoms
// write them, Vietnamese and English.
func VolunteerHeadings() []Heading {
	return []Heading{
		{ExternalID, []string{
			"externalid", "external id", "ma so sinh vien", "ma sinh vien", "mssv", "ma sv", "msv", "ma so", "ma nhan vien", "ma so nhan vien", "ma nv", "mnv", "msnv",
			"ma can bo", "so hieu", "ma", "student id", "student code", "student number", "employee id", "staff id", "id", "code",
		}, true},
		{FamilyName, []string{"ho dem", "ho va ten dem", "ho va dem", "ho ten dem", "ho lot", "ho", "family name", "last name", "surname"}, false},
		{MiddleName, []string{"ten dem", "dem", "ten lot", "chu lot", "middle name"}, false},
		{Name, []string{"ho va ten", "ho ten", "ho va ten sinh vien", "ten sinh vien", "full name", "fullname", "name", "ten", "first name", "given name"}, true},
		{Phone, []string{
			"phone", "so dien thoai", "dien thoai", "dien thoai di dong", "so dien thoai di dong", "sdt", "so dt", "dt", "di dong", "dtdd", "so di dong", "so may",
			"mobile", "phone number", "mobile number", "mobile phone", "tel", "telephone", "zalo", "so zalo",
		}, true},
		{Kind, []string{"kind", "loai", "doi tuong", "loai nguoi ho tro", "vai tro", "type", "role"}, false},
		{HomeCommune, []string{
			"homecommune", "home commune", "ma xa phuong", "ma xa", "ma phuong", "ma phuong xa", "xa phuong", "phuong xa", "xa phuong cu tru", "phuong xa cu tru", "noi o",
			"noi o hien nay", "noi cu tru", "cho o", "xa", "phuong", "ten xa phuong", "ten phuong xa", "ten xa", "ten phuong", "commune", "commune code", "ward",
		}, true},
		{Skills, []string{"skills", "ky nang", "kynang", "ki nang", "nang luc", "chuyen mon", "linh vuc", "skill"}, false},
		{Weekly, []string{"weekly", "lich ranh", "thoi gian ranh", "lich ranh hang tuan", "thoi gian tham gia", "availability", "free time"}, false},
		{DaysOff, []string{"daysoff", "days off", "ngay ban", "ngay nghi", "lich ban", "busy days", "unavailable"}, false},
		{HoursDay, []string{"maxhoursperday", "gio toi da moi ngay", "so gio moi ngay", "gio ngay", "max hours per day", "hours per day"}, false},
		{HoursWeek, []string{"maxhoursperweek", "gio toi da moi tuan", "so gio moi tuan", "gio tuan", "max hours per week", "hours per week"}, false},
		{DaysWeek, []string{"maxdaysperweek", "so ngay moi tuan", "ngay toi da moi tuan", "max days per week", "days per week"}, false},
		{Km, []string{"maxkm", "so km toi da", "khoang cach toi da", "km", "max km", "distance"}, false},
		{Prefer, []string{"prefer", "xa phuong mong muon", "nguyen vong", "noi mong muon", "uu tien", "preferred communes", "preferred"}, false},
		{Avoid, []string{"avoid", "xa phuong tranh", "khong muon den", "tranh", "avoided communes"}, false},
		{Consent, []string{
			"consentsms", "consent sms", "dong y nhan tin", "dong y nhan tin nhan", "dong y nhan sms", "dong y", "nhan tin nhan", "consent", "sms consent", "agrees to sms",
		}, false},
	}
}
