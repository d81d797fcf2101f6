package exchange

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

// Decode turns the bytes of a text file into composed text (NFC). UTF-8 and UTF-16 are told
// by their byte order mark, UTF-16 without one by its zero bytes; what is no UTF-8 is taken
// for Windows-1258, the code page of Vietnamese Windows.
func Decode(content []byte) (string, error) {
	text, err := encodingOf(content).NewDecoder().Bytes(content)
	if err != nil {
		return "", fmt.Errorf("decode text: %w", err)
	}
	return string(norm.NFC.Bytes(text)), nil
}

func encodingOf(content []byte) encoding.Encoding {
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	switch {
	case bytes.HasPrefix(content, []byte{0xFF, 0xFE}):
		return little
	case bytes.HasPrefix(content, []byte{0xFE, 0xFF}):
		return big
	case bytes.HasPrefix(content, []byte{0xEF, 0xBB, 0xBF}):
		return unicode.UTF8BOM
	}
	switch odd, even := zeros(content); {
	case odd > even:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case even > odd:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case utf8.Valid(content):
		return unicode.UTF8
	}
	return charmap.Windows1258
}

// zeros counts the zero bytes at odd and even places of the beginning: digits and separators
// have one each in UTF-16, and no other text has any.
func zeros(content []byte) (odd, even int) {
	const enough = 4096
	for i, b := range content[:min(len(content), enough)] {
		if b != 0 {
			continue
		}
		if i%2 == 1 {
			odd++
		} else {
			even++
		}
	}
	return odd, even
}
