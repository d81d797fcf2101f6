package planner

import "strings"

// Fault is one thing that is wrong with a file, by its JSON path.
type Fault struct{ Path, Reason string }

func (f Fault) String() string { return f.Path + ": " + f.Reason }

// Faults are all things that are wrong with a file.
type Faults []Fault

// Error lists all faults, one a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.String()
	}
	return strings.Join(lines, "\n")
}

// blame knows which places of a file are faulty, so that a fault is not told again by what
// only follows from it.
type blame struct {
	at, under map[string]bool
}

func newBlame(faults Faults) *blame {
	b := &blame{at: map[string]bool{}, under: map[string]bool{}}
	for _, f := range faults {
		b.add(f.Path)
	}
	return b
}

func (b *blame) add(path string) {
	b.at[path] = true
	for up := parent(path); up != "" && !b.under[up]; up = parent(up) {
		b.under[up] = true
	}
}

// covers tells whether path, or a place that it lies in, is faulty itself.
func (b *blame) covers(path string) bool {
	for ; path != ""; path = parent(path) {
		if b.at[path] {
			return true
		}
	}
	return b.at["$"]
}

// sound tells whether nothing at these paths, above or below them is faulty.
func (b *blame) sound(paths ...string) bool {
	for _, path := range paths {
		if b.under[path] || b.covers(path) {
			return false
		}
	}
	return true
}

// parent is the path one step up; empty at the top.
func parent(path string) string {
	return path[:max(0, strings.LastIndexAny(path, ".["))]
}
