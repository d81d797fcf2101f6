package planner

import (
	"io"
	"math"
	"slices"
)

// ReadProblem reads a problem and refuses one that breaks the format whole: the error is of
// type Faults and names everything that is wrong by its JSON path. Text that is no JSON is
// named by its line and column.
func ReadProblem(r io.Reader) (*Problem, error) {
	s := scan(r)
	p := s.problem()
	if err := s.end(); err != nil && (s.err != nil || s.broken) {
		return nil, err
	}
	// What could be read is checked as well, so that one wrong type hides nothing else.
	if faults := validate(p, s.faults); len(faults) > 0 {
		return nil, faults
	}
	return p, nil
}

// ReadPlan reads a plan of this or another planner; fields that it doesn't know are theirs.
// The error is of type Faults. Value and bound may be absent: they are then NaN and +Inf,
// which claim nothing.
func ReadPlan(r io.Reader) (*Plan, error) {
	s := scan(r)
	p := s.plan()
	if err := s.end(); err != nil {
		return nil, err
	}
	return p, nil
}

func scan(r io.Reader) *scanner {
	return &scanner{reader: reader{from: r}, known: map[string]string{}, able: map[string]map[string]int{}}
}

// fields are the names of an object's members; the first required of them must be there.
type fields struct {
	names    []string
	required int
	open     bool // members that names doesn't list are none of our business
}

// object reads an object and calls read with the position of each member's name.
func (s *scanner) object(f fields, read func(i int)) {
	var seen uint
	whole := s.members(func(name string) {
		i := slices.Index(f.names, name)
		switch {
		case i < 0 && !f.open:
			s.fault("unknown field")
			fallthrough
		case i < 0:
			s.skip()
		case seen&(1<<i) != 0:
			s.fault("stands twice")
			s.skip()
		default:
			seen |= 1 << i
			read(i)
		}
	})
	for i, name := range f.names[:f.required] {
		if whole && seen&(1<<i) == 0 {
			s.inside(segment{name: name, index: -1}, func() { s.fault("is missing") })
		}
	}
}

func (s *scanner) strings() []string {
	var texts []string
	s.list(func() { texts = append(texts, s.string()) })
	return texts
}

func (s *scanner) assignment() Assignment {
	var a Assignment
	s.object(fields{names: []string{"person", "shift", "role"}, required: 3}, func(i int) {
		*[]*string{&a.Person, &a.Shift, &a.Role}[i] = s.string()
	})
	return a
}

func (s *scanner) assignments() []Assignment {
	list := []Assignment{}
	s.list(func() { list = append(list, s.assignment()) })
	return list
}

func (s *scanner) plan() *Plan {
	p := &Plan{Score: Score{Value: math.NaN()}, Bound: math.Inf(1)}
	names := []string{"format", "assignments", "problem", "score", "bound", "elapsedMs", "seed"}
	s.object(fields{names: names, required: 2, open: true}, func(i int) {
		switch names[i] {
		case "format":
			if p.Format = s.string(); p.Format != PlanFormat {
				s.fault("must be %q", PlanFormat)
			}
		case "assignments":
			p.Assignments = s.assignments()
		case "problem":
			p.Problem = s.string()
		case "score":
			s.object(fields{names: []string{"value"}, open: true}, func(int) { p.Score.Value = s.number() })
		case "bound":
			p.Bound = s.number()
		case "elapsedMs":
			p.ElapsedMs = int64(s.number())
		case "seed":
			p.Seed = int64(s.number())
		}
	})
	return p
}
