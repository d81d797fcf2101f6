package planner_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
)

// Moving the person there makes a plan that is worth as much more as the two places differ.
func TestASeatIsWeighedAgainstThoseInsteadOfIt(t *testing.T) {
	t.Parallel()
	p, standing := resumed(t)
	weighed := 0
	for _, a := range p.Current {
		here, instead, err := standing.Weigh(a)
		if err != nil {
			t.Fatal(err)
		}
		without := value(t, p, moved(p.Current, a, nil))
		if got := value(t, p, p.Current) - without; math.Abs(got-here.Worth) > 1e-6 {
			t.Errorf("%+v brings %v, said to be %v", a, got, here.Worth)
		}
		for i, other := range instead {
			if i > 0 && other.Worth > instead[i-1].Worth {
				t.Errorf("%v comes behind %v", other, instead[i-1])
			}
			there := planner.Assignment{Person: a.Person, Shift: other.Shift, Role: other.Role}
			if got := value(t, p, moved(p.Current, a, &there)) - without; math.Abs(got-other.Worth) > 1e-6 {
				t.Errorf("%+v would bring %v, said to be %v", there, got, other.Worth)
			}
			weighed++
		}
	}
	if weighed < 20 {
		t.Errorf("only %d seats weighed", weighed)
	}
}

// moved is the list with one assignment taken out and another put in.
func moved(list []planner.Assignment, from planner.Assignment, to *planner.Assignment) []planner.Assignment {
	list = slices.DeleteFunc(slices.Clone(list), func(a planner.Assignment) bool { return a == from })
	if to != nil {
		list = append(list, *to)
	}
	return list
}

func TestASeatIsWeighedByItsParts(t *testing.T) {
	t.Parallel()
	p := oneSeat()
	p.Shifts[0].Roles[0].Floor = true
	p.People[0].MaxKm, p.People[0].Prefer = 100, []string{"there"}
	there := morning(p.Start, "there")
	late := morning(p.Start.Add(5*time.Hour), "here")
	late.ID = "afternoon"
	p.Shifts = append(p.Shifts, there, late)
	p.Current = []planner.Assignment{{Person: "an", Shift: "morning here", Role: "guide"}}
	standing, err := planner.Resume(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	here, instead, err := standing.Weigh(p.Current[0])
	if err != nil || len(instead) != 1 {
		t.Fatalf("instead %+v: %v", instead, err)
	}
	other := instead[0]
	if !here.Floor || here.Km != 0 || here.Prefers || other.Floor || math.Abs(other.Km-55.6) > 0.1 || !other.Prefers || other.Shift != there.ID {
		t.Errorf("here %+v, instead %+v", here, other)
	}
	// The morning is one of two shifts here and the only one there: half and all of the demand.
	if math.Abs(here.PerHour-1.5) > 1e-9 || math.Abs(other.PerHour-1) > 1e-9 || here.Worth < p.Rules.FloorWeight {
		t.Errorf("here %+v, instead %+v", here, other)
	}
	if _, _, err := standing.Weigh(planner.Assignment{Person: "an", Shift: there.ID, Role: "guide"}); err == nil {
		t.Error("a seat that nobody has was weighed")
	}
}
