package exchange

import (
	"cmp"
	"slices"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Taken is a heading of a list and the field that it was taken for; Column is its letter.
type Taken struct {
	Field           Field
	Heading, Column string
}

// Taken says which headings were taken for which fields, from left to right, so that whoever
// sends a list can see whether it was understood.
func (t Table) Taken() []Taken {
	taken := make([]Taken, 0, len(t.Columns))
	for field, i := range t.Columns {
		heading := ""
		if i < len(t.Titles) {
			heading = t.Titles[i]
		}
		taken = append(taken, Taken{Field: field, Heading: heading, Column: letter(i)})
	}
	slices.SortFunc(taken, func(a, b Taken) int { return cmp.Compare(t.Columns[a.Field], t.Columns[b.Field]) })
	return taken
}

// Named are headings of which some are called as somebody says, and nothing else. A field that
// the list doesn't have is an error at field "columns".
func Named(headings []Heading, names map[Field]string) ([]Heading, error) {
	named := slices.Clone(headings)
	for field, name := range names {
		i := slices.IndexFunc(named, func(h Heading) bool { return h.Field == field })
		if i < 0 {
			return nil, roster.Bad("columns", "import.column_unknown", "value", string(field))
		}
		named[i].Words = []string{Plain(name)}
	}
	return named, nil
}
