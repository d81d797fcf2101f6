package planner

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"
)

// patience is a context that ends after it has been asked so many times.
type patience struct {
	context.Context //nolint:containedctx // it is one
	left            int
}

func (p *patience) Err() error {
	if p.left--; p.left < 0 {
		return context.Canceled
	}
	return nil
}

// crowded is a week in which more people than seats could serve, half of them pinned to one
// shift and free for others.
func crowded() *Problem {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	p := &Problem{Format: ProblemFormat, Start: start, Days: 7, Rules: DefaultRules(), Communes: []Commune{{ID: "A"}}}
	random := rand.New(rand.NewPCG(1, 1)) //nolint:gosec // a test
	for day := range 7 {
		for _, hour := range []int{7, 10, 13, 16, 19} {
			at := start.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour)
			id := at.Format("Mon15")
			p.Shifts = append(p.Shifts, Shift{ID: id, Commune: "A", Start: at, End: at.Add(3 * time.Hour), Priority: 1, Roles: []Role{{Role: "guide", Skill: "guide", Level: 1, Seats: 2}}})
		}
	}
	for i := range 40 {
		id := string(rune('A'+i/26)) + string(rune('a'+i%26))
		p.People = append(p.People, Person{
			ID: id, Home: "A", Skills: map[string]int{"guide": 1}, Available: []Window{{Start: start, End: start.AddDate(0, 0, 7)}},
			MaxMinutesPerDay: 360, MaxMinutesPerWeek: 360 + 180*random.IntN(4), MaxDaysPerWeek: 5, MaxKm: 1,
		})
		if i < 20 {
			p.Pinned = append(p.Pinned, Assignment{Person: id, Shift: p.Shifts[i].ID, Role: "guide"})
		}
	}
	return p
}

func TestARebuildThatIsStoppedAnywhereLeavesTheWeekAsItWas(t *testing.T) {
	t.Parallel()
	p := crowded()
	if faults := Validate(p); len(faults) > 0 {
		t.Fatal(faults)
	}
	for left := range 120 {
		r := newRun(compile(p, false), Options{Workers: 1})
		for _, i := range r.weeks[0].people[20:] {
			r.weeks[0].again(i, 0)
		}
		before := r.d.value()
		r.weeks[0].rebuild(&patience{Context: t.Context(), left: left})
		for role := range r.m.roles {
			if held, seats := len(r.d.holders[role]), int(r.m.roles[role].seats); held > seats {
				t.Fatalf("stopped after %d steps: %d people for %d seats", left, held, seats)
			}
		}
		if after := r.d.value(); after < before-1e-9 {
			t.Fatalf("stopped after %d steps: value %v, was %v", left, after, before)
		}
	}
}
