package exchange

import (
	"strings"
	"unicode"
)

// ProperName is a name with capitals where people have them: one that is written in capitals or
// in small letters throughout gets its usual form, any other stays as it is.
func ProperName(name string) string {
	if strings.ContainsFunc(name, unicode.IsUpper) && strings.ContainsFunc(name, unicode.IsLower) {
		return name
	}
	within := false
	return strings.Map(func(r rune) rune {
		begin := !within
		within = unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)
		if begin {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, name)
}
