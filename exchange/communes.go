package exchange

// The columns of a list of communes.
const (
	CommuneCode       Field = "code"
	CommuneName       Field = "name"
	CommuneNameEN     Field = "nameEn"
	CommuneKind       Field = "kind"
	CommuneLat        Field = "lat"
	CommuneLon        Field = "lon"
	CommunePopulation Field = "population"
)

// CommuneHeadings are the headings of lists of communes, Vietnamese and English.
func CommuneHeadings() []Heading {
	return []Heading{
		{CommuneCode, []string{"code", "ma", "ma xa phuong", "ma xa", "ma phuong", "ma don vi", "ma dvhc", "ma so", "commune code"}, true},
		{CommuneNameEN, []string{"nameen", "name en", "ten tieng anh", "english name", "name english"}, false},
		{CommuneName, []string{"name", "ten", "ten xa phuong", "ten don vi", "xa phuong", "ten dvhc", "commune", "commune name"}, true},
		{CommuneKind, []string{"kind", "loai", "loai hinh", "cap", "type"}, true},
		{CommuneLat, []string{"lat", "latitude", "vi do"}, true},
		{CommuneLon, []string{"lon", "lng", "longitude", "kinh do"}, true},
		{CommunePopulation, []string{"population", "dan so"}, false},
	}
}
