package planner

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// word reads a bare word: a number, true, false or null. What is none of them is no JSON,
// the three words for no number excepted.
func (s *scanner) word() string {
	from := s.at
	for s.at < len(s.text) && strings.IndexByte(" \t\r\n,:[]{}\"", s.text[s.at]) < 0 {
		s.at++
	}
	word := string(s.text[from:s.at])
	switch word {
	case "true", "false", "null":
	case "NaN", "Infinity", "-Infinity":
		s.fault("must be a number, not %s", word)
	default:
		if !json.Valid(s.text[from:s.at]) {
			s.at = from
			s.stop("a value must come here")
		}
	}
	return word
}

// quoted reads a string that begins here.
func (s *scanner) quoted() string {
	from, plain := s.at, true
	for s.at++; s.at < len(s.text) && s.text[s.at] != '"'; s.at++ {
		if s.text[s.at] == '\\' {
			plain = false
			s.at++
		} else if s.text[s.at] < ' ' {
			s.stop("a string holds a control character")
			return ""
		}
	}
	if s.at >= len(s.text) || s.at-from > longest {
		s.stop(fmt.Sprintf("a string is longer than %d bytes", longest))
		return ""
	}
	s.at++
	return s.unquote(s.text[from:s.at], plain)
}

func (s *scanner) unquote(raw []byte, plain bool) string {
	if !utf8.Valid(raw) {
		s.stop("a string is not UTF-8")
		return ""
	}
	if plain {
		return s.shared(raw[1 : len(raw)-1])
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		s.stop("a string has a bad escape")
	}
	return text
}

// shared makes a string of bytes, the same for the same ones when they are short.
func (s *scanner) shared(raw []byte) string {
	const short, most = 24, 4096
	if len(raw) > short {
		return string(raw)
	}
	text, known := s.known[string(raw)]
	if !known {
		if text = string(raw); len(s.known) < most {
			s.known[text] = text
		}
	}
	return text
}

// digits reads a number as it stands; false after naming what is none.
func (s *scanner) digits(want string) (string, bool) {
	if c := s.peek(); s.broken || c != '-' && c != 'N' && c != 'I' && (c < '0' || c > '9') {
		s.wrong(want)
		return "", false
	}
	before := len(s.faults)
	word := s.word()
	return word, len(s.faults) == before
}

// number reads a number that a float64 can hold.
func (s *scanner) number() float64 {
	word, ok := s.digits("a number")
	if !ok {
		return 0
	}
	x, err := strconv.ParseFloat(word, 64)
	if err != nil {
		s.fault("%s is out of range", word)
	}
	return x
}

// whole reads a whole number of at most 31 bits; 60.0 and 6e1 are whole too.
func (s *scanner) whole() int {
	const most = 1<<31 - 1
	word, ok := s.digits("a whole number")
	if !ok {
		return 0
	}
	x, err := strconv.ParseFloat(word, 64)
	if err != nil || x < -most || x > most || x != float64(int(x)) {
		s.fault("must be a whole number, not %s", word)
		return 0
	}
	return int(x)
}

// flag reads true or false.
func (s *scanner) flag() bool {
	if c := s.peek(); s.broken || c != 't' && c != 'f' {
		s.wrong("true or false")
		return false
	}
	return s.word() == "true"
}

// string reads a string.
func (s *scanner) string() string {
	if s.broken || s.peek() != '"' {
		s.wrong("a string")
		return ""
	}
	return s.quoted()
}
