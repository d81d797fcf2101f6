package dispatch

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// commune gives the code of a commune by its code, also one that lost its zeros, or by its
// name with or without "Phường", accents, street, old district and city. key says what is wrong:
// a name that could mean another place than it means today is never taken for it.
func (g glossary) commune(text string) (code, key string) {
	const codeDigits = 5
	if n, err := strconv.Atoi(strings.TrimSuffix(text, ".0")); err == nil && n > 0 {
		code = strconv.Itoa(n)
		code = strings.Repeat("0", max(0, codeDigits-len(code))) + code
		if !g.vocabulary.Communes[code] {
			return text, "import.commune_unknown"
		}
		return code, ""
	}
	a := g.readAddress(text)
	if a.several {
		return text, "import.commune_ambiguous"
	}
	found := g.named(a.name, a.kind)
	switch {
	case len(found) > 1 && !a.district:
		return text, "import.commune_ambiguous"
	case a.district:
		return text, "import.commune_district"
	case len(found) == 0:
		return text, "import.commune_unknown"
	case len(a.districts) > 0 && (a.kind == "" || !g.nearDistricts(found[0], a.districts)):
		return text, "import.commune_old"
	}
	return found[0].Code, ""
}

// named are the communes of a name, of a kind where that is told: Phường Thanh Trì was another
// place than xã Thanh Trì is.
func (g glossary) named(name string, kind roster.CommuneKind) []roster.Commune {
	return slices.DeleteFunc(slices.Clone(g.communes[name]), func(c roster.Commune) bool { return kind != "" && kind != anyKind && c.Kind != kind })
}

// nearDistricts tells whether a commune lies where a district of before July 2025 was: nearly
// all have left their name to a commune in their middle.
func (g glossary) nearDistricts(c roster.Commune, districts []string) bool {
	const within = 15 // kilometres
	for _, district := range districts {
		heirs := g.communes[district]
		if len(heirs) != 1 || placeOf(c).Km(placeOf(heirs[0])) > within {
			return false
		}
	}
	return true
}

func placeOf(c roster.Commune) match.Place { return match.Place{Code: c.Code, Lat: c.Lat, Lon: c.Lon} }

// anyKind is of a word that is used for no kind of today, such as a township's.
const anyKind roster.CommuneKind = "any"

// address is what somebody writes about where they live, each name as exchange.Plain has it.
type address struct {
	name      string
	kind      roster.CommuneKind // as far as it is written
	districts []string
	district  bool // the name is a district's
	several   bool // more than one commune is named
}

// readAddress finds the part that is a commune's: the one that says so, else the first.
func (g glossary) readAddress(text string) address {
	if i := strings.LastIndex(text, " - "); i >= 0 && isCity(exchange.Plain(text[i:])) {
		text = text[:i]
	}
	parts := addressParts(text)
	var a address
	for i, part := range parts {
		if name, kind := cutKind(part); kind != "" && len(g.communes[part]) == 0 { // Phương Liệt is a name
			a.several = a.several || a.kind != ""
			a.name, a.kind, a.districts = name, kind, districtNames(parts[i+1:])
		}
	}
	if a.kind == "" && len(parts) > 0 {
		a.name, a.district = cutDistrict(parts[0])
		a.districts = districtNames(parts[1:])
	}
	return a
}

// addressParts are the parts of an address without the city and the country at its end.
func addressParts(text string) []string {
	var parts []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",;\n", r) }) {
		if plain := exchange.Plain(part); plain != "" && !isCity(plain) {
			parts = append(parts, plain)
		}
	}
	return parts
}

func isCity(plain string) bool {
	return slices.Contains([]string{"ha noi", "hn", "tp ha noi", "tp hn", "thanh pho ha noi", "hanoi", "viet nam", "vietnam", "vn"}, plain)
}

// cutKind cuts the word for a kind of commune off a name.
func cutKind(part string) (string, roster.CommuneKind) {
	for _, word := range []struct {
		prefix string
		kind   roster.CommuneKind
	}{{"phuong ", roster.Ward}, {"p ", roster.Ward}, {"xa ", roster.RuralCommune}, {"x ", roster.RuralCommune}, {"thi tran ", anyKind}, {"tt ", anyKind}} {
		if bare, ok := strings.CutPrefix(part, word.prefix); ok {
			return bare, word.kind
		}
	}
	return part, ""
}

func cutDistrict(part string) (string, bool) {
	for _, prefix := range []string{"quan ", "q ", "huyen ", "h ", "thi xa ", "tx "} {
		if bare, ok := strings.CutPrefix(part, prefix); ok {
			return bare, true
		}
	}
	return part, false
}

func districtNames(parts []string) []string {
	names := make([]string, len(parts))
	for i, part := range parts {
		name, _ := cutDistrict(part)
		names[i] = strings.TrimPrefix(strings.TrimPrefix(name, "nam "), "bac ")
	}
	return names
}
