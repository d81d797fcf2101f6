package db

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold is a name for search with or without accents: lower case, marks dropped, đ as d.
func fold(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r == 'đ':
			b.WriteRune('d')
		case !unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
