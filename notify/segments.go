package notify

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// Encoding is how a text travels: 7-bit characters or UTF-16 units.
type Encoding string

// The encodings of 3GPP TS 23.038 that are used.
const (
	GSM7 Encoding = "gsm7"
	UCS2 Encoding = "ucs2"
)

// Segments is what a text costs: the encoding it needs, its length in units of that
// encoding and the number of messages it is cut into.
type Segments struct {
	Encoding Encoding
	Units    int
	Segments int
}

// The basic and the extension table of the GSM 7-bit default alphabet (3GPP TS 23.038,
// 6.2.1). A character of the extension table takes two units.
const (
	gsmBasic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmExtension = "\f^{}\\[~]|€"
)

// Units per message: alone, and as part of a longer text, where a header takes its share.
const (
	gsmSingle, gsmPart = 160, 153
	ucsSingle, ucsPart = 70, 67
)

// Count tells how a text is sent and in how many segments. A pair (escape and character,
// or two surrogates) is never cut apart.
func Count(text string) Segments {
	if sizes, ok := gsmSizes(text); ok {
		return pack(GSM7, sizes, gsmSingle, gsmPart)
	}
	sizes := make([]int, 0, len(text))
	for _, r := range text {
		sizes = append(sizes, max(1, utf16.RuneLen(r)))
	}
	return pack(UCS2, sizes, ucsSingle, ucsPart)
}

// BeyondGSM7 lists the characters of a text that make it travel as UCS-2, each once.
func BeyondGSM7(text string) []string {
	beyond := []string{}
	for _, r := range text {
		if !strings.ContainsRune(gsmBasic+gsmExtension, r) && !slices.Contains(beyond, string(r)) {
			beyond = append(beyond, string(r))
		}
	}
	return beyond
}

func gsmSizes(text string) ([]int, bool) {
	sizes := make([]int, 0, len(text))
	for _, r := range text {
		switch {
		case strings.ContainsRune(gsmBasic, r):
			sizes = append(sizes, 1)
		case strings.ContainsRune(gsmExtension, r):
			sizes = append(sizes, 2)
		default:
			return nil, false
		}
	}
	return sizes, true
}

func pack(encoding Encoding, sizes []int, single, part int) Segments {
	units := 0
	for _, size := range sizes {
		units += size
	}
	s := Segments{Encoding: encoding, Units: units, Segments: 1}
	if units <= single {
		return s
	}
	room := part
	for _, size := range sizes {
		if size > room {
			s.Segments++
			room = part
		}
		room -= size
	}
	return s
}
