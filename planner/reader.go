package planner

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// reader is the part of a text that is being read. What lies before at may be forgotten when
// more is read.
type reader struct {
	from io.Reader
	text []byte
	at   int
	all  bool // the rest of the text is in the window
	err  error

	lines int // before the window
	begun int // bytes of the window's first line before it
}

const (
	windowSize = 1 << 18
	longest    = 1 << 16 // that a name, a text or a number may be
)

// peek is the next byte that isn't white space, 0 at the end. After it, a word of the longest
// is in the window.
func (r *reader) peek() byte {
	for {
		if len(r.text)-r.at < longest && !r.all {
			r.more()
		}
		if r.at >= len(r.text) {
			return 0
		}
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return c
		}
	}
}

// more forgets what has been read and fills the window up.
func (r *reader) more() {
	gone := r.text[:r.at]
	if n := bytes.Count(gone, []byte("\n")); n > 0 {
		r.lines += n
		r.begun = len(gone) - bytes.LastIndexByte(gone, '\n') - 1
	} else {
		r.begun += len(gone)
	}
	if r.text == nil {
		r.text = make([]byte, 0, windowSize)
	}
	left := copy(r.text[:cap(r.text)], r.text[r.at:])
	n, err := io.ReadFull(r.from, r.text[left:cap(r.text)])
	r.text, r.at = r.text[:left+n], 0
	if r.all = err != nil; err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		r.err = fmt.Errorf("read: %w", err)
	}
}

// over tells whether nothing is left.
func (r *reader) over() bool { return r.all && r.at >= len(r.text) }

// place is the line and the column, in bytes, that the reading has come to.
func (r *reader) place() (line, column int) {
	before := r.text[:min(r.at, len(r.text))]
	if n := bytes.Count(before, []byte("\n")); n > 0 {
		return r.lines + n + 1, len(before) - bytes.LastIndexByte(before, '\n')
	}
	return r.lines + 1, r.begun + len(before) + 1
}
