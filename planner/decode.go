package planner

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// ReadProblem reads a problem and refuses one that breaks the format whole: the error is of
// type Faults and names everything that is wrong by its JSON path. A file that is no JSON at
// all is one fault, with its line and column.
func ReadProblem(r io.Reader) (*Problem, error) {
	tree, err := readTree(r)
	if err != nil {
		return nil, err
	}
	d := &decoder{}
	p := d.problem(tree)
	if len(d.faults) > 0 {
		// What could be read is checked as well, so that one wrong type hides nothing else.
		return nil, append(d.faults, d.unmentioned(Validate(p))...)
	}
	if faults := Validate(p); len(faults) > 0 {
		return nil, faults
	}
	return p, nil
}

// ReadPlan reads a plan; the error is of type Faults.
func ReadPlan(r io.Reader) (*Plan, error) {
	tree, err := readTree(r)
	if err != nil {
		return nil, err
	}
	d := &decoder{}
	p := d.plan(tree)
	if len(d.faults) > 0 {
		return nil, d.faults
	}
	return p, nil
}

func readTree(r io.Reader) (any, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	var whole json.RawMessage
	if err := json.Unmarshal(raw, &whole); err != nil {
		return nil, Faults{{Path: place(raw, err), Reason: err.Error()}}
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return nil, Faults{{Path: place(raw, err), Reason: err.Error()}}
	}
	return tree, nil
}

// place is the line and column at which JSON ends to be JSON.
func place(raw []byte, err error) string {
	offset := len(raw)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = min(int(syntax.Offset), len(raw))
	}
	before := raw[:offset]
	line := 1 + bytes.Count(before, []byte("\n"))
	return fmt.Sprintf("line %d column %d", line, len(before)-bytes.LastIndexByte(before, '\n')-1)
}

// decoder walks a JSON tree and collects every fault on the way.
type decoder struct{ faults Faults }

func (d *decoder) fault(path, reason string) {
	d.faults = append(d.faults, Fault{Path: path, Reason: reason})
}

// unmentioned leaves out what only follows from a fault that is named already: those at or
// below a faulty path.
func (d *decoder) unmentioned(more Faults) Faults {
	return slices.DeleteFunc(more, func(f Fault) bool {
		return slices.ContainsFunc(d.faults, func(known Fault) bool {
			return known.Path == f.Path || strings.HasPrefix(f.Path, known.Path+".") || strings.HasPrefix(f.Path, known.Path+"[")
		})
	})
}

// fields is one JSON object on its way to a struct: what it has, where it stands, and which
// names have been asked for.
type fields struct {
	d     *decoder
	path  string
	have  map[string]any
	asked []string
}

func (d *decoder) object(v any, path string) *fields {
	have, ok := v.(map[string]any)
	if !ok {
		d.fault(orRoot(path), "must be an object")
	}
	return &fields{d: d, path: path, have: have}
}

func orRoot(path string) string {
	if path == "" {
		return "$"
	}
	return path
}

func (f *fields) at(name string) string {
	if f.path == "" {
		return name
	}
	return f.path + "." + name
}

// get returns a field; a required one that is absent is a fault.
func (f *fields) get(name string, required bool) (any, bool) {
	f.asked = append(f.asked, name)
	v, ok := f.have[name]
	if !ok && required && f.have != nil {
		f.d.fault(f.at(name), "is missing")
	}
	return v, ok
}

// end names the fields that nobody asked for.
func (f *fields) end() {
	var unknown []string
	for name := range f.have {
		if !slices.Contains(f.asked, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		f.d.fault(f.at(name), "unknown field")
	}
}

func (f *fields) text(name string, required bool) string {
	v, ok := f.get(name, required)
	if !ok {
		return ""
	}
	s, isText := v.(string)
	if !isText {
		f.d.fault(f.at(name), "must be a string")
	}
	return s
}

func (f *fields) flag(name string) bool {
	v, ok := f.get(name, false)
	if !ok {
		return false
	}
	b, isBool := v.(bool)
	if !isBool {
		f.d.fault(f.at(name), "must be true or false")
	}
	return b
}

func (f *fields) number(name string, fallback float64, required bool) float64 {
	v, ok := f.get(name, required)
	if !ok {
		return fallback
	}
	n, isNumber := v.(json.Number)
	x, err := n.Float64()
	if !isNumber || err != nil || math.IsInf(x, 0) {
		f.d.fault(f.at(name), "must be a number")
		return fallback
	}
	return x
}

func (f *fields) integer(name string, fallback int, required bool) int {
	v, ok := f.get(name, required)
	if !ok {
		return fallback
	}
	n, isNumber := v.(json.Number)
	x, err := n.Int64()
	if !isNumber || err != nil || x > math.MaxInt32 || x < math.MinInt32 {
		f.d.fault(f.at(name), "must be a whole number")
		return fallback
	}
	return int(x)
}

func (f *fields) time(name string) time.Time {
	text := f.text(name, true)
	if text == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		f.d.fault(f.at(name), fmt.Sprintf("%q is no RFC 3339 time", text))
	}
	return t
}

// list calls do for each element of an array.
func (f *fields) list(name string, required bool, do func(v any, path string)) {
	v, ok := f.get(name, required)
	if !ok {
		return
	}
	items, isList := v.([]any)
	if !isList {
		f.d.fault(f.at(name), "must be an array")
		return
	}
	for i, item := range items {
		do(item, fmt.Sprintf("%s[%d]", f.at(name), i))
	}
}

func (f *fields) texts(name string) []string {
	var texts []string
	f.list(name, false, func(v any, path string) {
		s, ok := v.(string)
		if !ok {
			f.d.fault(path, "must be a string")
		}
		texts = append(texts, s)
	})
	return texts
}
