package planner

import (
	"fmt"
	"strings"
	"time"
)

// scanner walks JSON text once, from front to back, and collects what is wrong on the way:
// a value of the wrong type is a fault at its path and is stepped over, so that it hides
// nothing behind it. Only text that is no JSON ends the walk. The bare words NaN, Infinity
// and -Infinity, which some programs write, are faults at their path and no end.
//
// It holds a window of the text and no more: a tree of maps would be shorter to write, but
// takes ten times the memory of the file.
type scanner struct {
	reader
	path   []segment
	faults Faults
	broken bool
	zones  map[int]*time.Location    // by offset in minutes
	known  map[string]string         // short texts met so far: most stand many times
	able   map[string]map[string]int // skills met so far, by how they stand
	skill  []byte
	spans  []Window
}

// segment is one step of a path: a member's name, or an element's index when name is empty
// and index is not negative.
type segment struct {
	name  string
	index int
}

const deepest = 100

func (s *scanner) where() string {
	var b strings.Builder
	for _, step := range s.path {
		switch {
		case step.index >= 0:
			fmt.Fprintf(&b, "[%d]", step.index)
		case b.Len() > 0:
			b.WriteString("." + step.name)
		default:
			b.WriteString(step.name)
		}
	}
	if b.Len() == 0 {
		return "$"
	}
	return b.String()
}

func (s *scanner) fault(reason string, args ...any) {
	s.faults = append(s.faults, Fault{Path: s.where(), Reason: fmt.Sprintf(reason, args...)})
}

// stop ends the walk at a place that is no JSON, named by its line and column.
func (s *scanner) stop(reason string) {
	if s.broken {
		return
	}
	line, column := s.place()
	if s.over() {
		reason = "the file ends in the middle"
	}
	inside := ""
	if len(s.path) > 0 {
		inside = ", in " + s.where()
	}
	s.broken = true
	s.faults = append(s.faults, Fault{Path: fmt.Sprintf("line %d column %d", line, column), Reason: "no JSON: " + reason + inside})
}

// take steps over c when it comes next.
func (s *scanner) take(c byte) bool {
	if s.broken || s.peek() != c {
		return false
	}
	s.at++
	return true
}

// end expects nothing more, and returns why the text couldn't be read or its faults.
func (s *scanner) end() error {
	if !s.broken && (s.peek() != 0 || !s.over()) {
		s.stop("something follows after the end")
	}
	if s.err != nil {
		return s.err
	}
	if len(s.faults) > 0 {
		return s.faults
	}
	return nil
}

// members reads an object and calls read at each value; read must consume it.
func (s *scanner) members(read func(name string)) bool {
	if !s.take('{') {
		s.wrong("an object")
		return false
	}
	s.repeat('}', func(int) {
		if s.peek() != '"' {
			s.stop("a name in quotes must come here")
			return
		}
		name := s.quoted()
		if !s.take(':') {
			s.stop("a colon must come here")
			return
		}
		s.inside(segment{name: name, index: -1}, func() { read(name) })
	})
	return !s.broken
}

// list reads an array and calls read at each element; read must consume it.
func (s *scanner) list(read func()) {
	if !s.take('[') {
		s.wrong("an array")
		return
	}
	s.repeat(']', func(i int) { s.inside(segment{index: i}, read) })
}

func (s *scanner) inside(step segment, read func()) {
	s.path = append(s.path, step)
	if len(s.path) > deepest {
		s.stop("nested too deep")
	}
	if !s.broken {
		read()
	}
	s.path = s.path[:len(s.path)-1]
}

// repeat reads items with commas between them up to the closing byte.
func (s *scanner) repeat(closing byte, item func(i int)) {
	if s.take(closing) {
		return
	}
	for i := 0; !s.broken; i++ {
		item(i)
		if s.take(closing) {
			return
		}
		if !s.take(',') {
			s.stop(fmt.Sprintf("a comma or %q must come here", closing))
		}
	}
}

// wrong names a value of the wrong type and steps over it.
func (s *scanner) wrong(want string) {
	if s.broken {
		return
	}
	before := len(s.faults)
	s.skip()
	if len(s.faults) == before {
		s.fault("must be %s", want)
	}
}

// skip steps over any value.
func (s *scanner) skip() {
	switch c := s.peek(); {
	case s.broken:
	case c == '{':
		s.members(func(string) { s.skip() })
	case c == '[':
		s.list(s.skip)
	case c == '"':
		s.quoted()
	default:
		s.word()
	}
}
