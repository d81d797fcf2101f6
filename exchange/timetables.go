package exchange

// The columns of timetables: each row is a time at which somebody is busy, on one day or on a
// day of each week. The person's number is ExternalID.
const (
	BusyDay     Field = "date"
	BusyWeekday Field = "weekday"
	BusyFirst   Field = "firstPeriod"
	BusyLast    Field = "lastPeriod"
	BusyCount   Field = "periodCount"
	BusyPeriods Field = "periods"
	BusyFrom    Field = "from"
	BusyTo      Field = "to"
	BusyMinutes Field = "minutes"
	BusySince   Field = "since"
	BusyUntil   Field = "until"
)

// TimetableHeadings are the headings of timetables and lists of exams, Vietnamese and English.
func TimetableHeadings() []Heading {
	return []Heading{
		{ExternalID, VolunteerHeadings()[0].Words, true},
		{BusySince, []string{"since", "tu ngay", "ngay bat dau", "tuan bat dau", "first day", "start date", "from date"}, false},
		{BusyUntil, []string{"until", "den ngay", "ngay ket thuc", "last day", "end date", "to date"}, false},
		{BusyDay, []string{"date", "ngay thi", "ngay hoc", "ngay", "exam date", "day"}, false},
		{BusyWeekday, []string{"weekday", "thu", "thu trong tuan", "day of week"}, false},
		{BusyFirst, []string{"firstperiod", "tiet bat dau", "tiet bd", "tu tiet", "first period"}, false},
		{BusyLast, []string{"lastperiod", "tiet ket thuc", "tiet kt", "den tiet", "last period"}, false},
		{BusyCount, []string{"periodcount", "so tiet", "number of periods"}, false},
		{BusyPeriods, []string{"periods", "tiet", "tiet hoc", "tiet thi", "cac tiet", "period", "lessons"}, false},
		{BusyFrom, []string{"from", "tu", "tu gio", "gio bat dau", "bat dau", "gio thi", "gio hoc", "gio", "thoi gian", "start", "start time", "time"}, false},
		{BusyTo, []string{"to", "den", "den gio", "gio ket thuc", "ket thuc", "end", "end time"}, false},
		{BusyMinutes, []string{"minutes", "so phut", "phut", "thoi luong", "thoi gian lam bai", "thoi gian thi", "duration"}, false},
	}
}
