package planner

import (
	"fmt"
	"io"
	"strings"
)

// ReadSupposition reads what is supposed; people, shifts and rules are written as in a
// problem. The error is of type Faults and names everything that is wrong by its JSON path.
func ReadSupposition(r io.Reader) (Supposition, error) {
	s := scan(r)
	var idea Supposition
	names := []string{"without", "with", "shifts", "scaled", "rules"}
	s.object(fields{names: names}, func(i int) {
		switch names[i] {
		case "without":
			idea.Without = s.strings()
		case "with":
			s.list(func() { idea.With = append(idea.With, s.person()) })
		case "shifts":
			s.list(func() { idea.Shifts = append(idea.Shifts, s.shift()) })
		case "scaled":
			s.list(func() { idea.Scaled = append(idea.Scaled, s.scaling()) })
		case "rules":
			rules := s.rules()
			idea.Rules = &rules
		}
	})
	if err := s.end(); err != nil {
		return Supposition{}, err
	}
	return idea, nil
}

func (s *scanner) scaling() Scaling {
	var scaling Scaling
	names := []string{"from", "to", "factor", "communes"}
	s.object(fields{names: names, required: 3}, func(i int) {
		switch names[i] {
		case "from":
			scaling.From = s.whole()
		case "to":
			scaling.To = s.whole()
		case "factor":
			scaling.Factor = s.number()
		case "communes":
			scaling.Communes = s.strings()
		}
	})
	return scaling
}

// paths names faults of the supposed problem by where they stand in the supposition: what it
// adds comes last.
func (s Supposition) paths(supposed *Problem, faults Faults) Faults {
	people, shifts := len(supposed.People)-len(s.With), len(supposed.Shifts)-len(s.Shifts)
	moved := make(Faults, len(faults))
	for i, f := range faults {
		moved[i] = Fault{Path: added(added(f.Path, "people", "with", people), "shifts", "shifts", shifts), Reason: f.Reason}
	}
	return moved
}

// added is the path of a list's element in the list that was added to it behind so many.
func added(path, list, addition string, behind int) string {
	at := 0
	if n, err := fmt.Sscanf(path, list+"[%d]", &at); n != 1 || err != nil || at < behind {
		return path
	}
	_, rest, _ := strings.Cut(path, "]")
	return fmt.Sprintf("%s[%d]%s", addition, at-behind, rest)
}
