package planner_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

var small = generate.Size{People: 25, Seats: 300, Communes: 6, Days: 14}

// shapes are problems of many kinds: generated ones of several sizes and scarcities, and odd
// ones made of them.
func shapes(t *testing.T) map[string]*planner.Problem {
	t.Helper()
	problems := map[string]*planner.Problem{
		"a week of many people": generate.Problem(generate.Size{People: 150, Seats: 200, Communes: 12, Days: 3}, 1, 1),
		"everybody pinned":      pinned(t, free(generate.Problem(small, 1, 98))),
		"a plan to keep":        pinned(t, free(generate.Problem(small, 1, 97))),
		"medium":                generate.Problem(generate.Sizes()["M"], 2, 4),
	}
	for seed := range int64(10) {
		problems[fmt.Sprintf("small %d", seed)] = generate.Problem(small, 0.5+float64(seed)/4, seed)
	}
	for seed := range int64(3) {
		problems[fmt.Sprintf("a week cut by the horizon %d", seed)] = generate.Problem(generate.Size{People: 30, Seats: 200, Communes: 5, Days: 10}, 1, seed)
	}
	keep := problems["a plan to keep"]
	keep.Current, keep.Pinned = keep.Pinned, nil
	for name, change := range oddities() {
		problems[name] = free(generate.Problem(small, 1, 99))
		change(problems[name])
	}
	return problems
}

func oddities() map[string]func(p *planner.Problem) {
	eachPerson := func(change func(p *planner.Person)) func(p *planner.Problem) {
		return func(p *planner.Problem) {
			for i := range p.People {
				change(&p.People[i])
			}
		}
	}
	return map[string]func(p *planner.Problem){
		"nobody available":    eachPerson(func(p *planner.Person) { p.Available = nil }),
		"nobody may work":     eachPerson(func(p *planner.Person) { p.MaxMinutesPerWeek, p.MaxDaysPerWeek = 0, 0 }),
		"people for one day":  eachPerson(func(p *planner.Person) { p.Available = p.Available[:min(2, len(p.Available))] }),
		"always free":         func(p *planner.Problem) { alwaysFree(p) },
		"no people":           func(p *planner.Problem) { p.People = nil },
		"no shifts":           func(p *planner.Problem) { p.Shifts = nil },
		"no communes":         func(p *planner.Problem) { p.People, p.Shifts, p.Communes = nil, nil, nil },
		"one skill scarce":    func(p *planner.Problem) { onlyOneKnows(p, "it") },
		"a shift of 500":      func(p *planner.Problem) { crowd(p, 500) },
		"evenings and rest":   func(p *planner.Problem) { alwaysFree(p); evenings(p) },
		"half minutes":        func(p *planner.Problem) { alwaysFree(p); halfMinutes(p) },
		"a whole day of rest": func(p *planner.Problem) { alwaysFree(p); p.Rules.MinRestMinutes = 40 * 60 },
		"no priority": func(p *planner.Problem) {
			for i := range p.Shifts {
				p.Shifts[i].Priority = 0
			}
		},
	}
}

// free takes away what is pinned or present.
func free(p *planner.Problem) *planner.Problem {
	p.Pinned, p.Current = nil, nil
	return p
}

// pinned pins a whole plan of its own.
func pinned(t *testing.T, p *planner.Problem) *planner.Problem {
	t.Helper()
	p.Pinned = solve(t, p, planner.Options{}).Plan.Assignments
	return p
}

func alwaysFree(p *planner.Problem) {
	for i := range p.People {
		p.People[i].Available = []planner.Window{{Start: p.Start, End: p.Start.AddDate(0, 0, p.Days)}}
	}
}

func onlyOneKnows(p *planner.Problem, skill string) {
	for i := range p.People[1:] {
		delete(p.People[i+1].Skills, skill)
	}
}

func crowd(p *planner.Problem, seats int) {
	p.Shifts = p.Shifts[:1]
	p.Shifts[0].Roles = []planner.Role{{Role: "guide", Skill: "guide", Level: 1, Seats: seats}}
}

// evenings turns every other shift into one from 18:00 to 23:00 and the rest into ones from
// 06:30 to 09:00, so that ten hours of rest bind.
func evenings(p *planner.Problem) {
	for i := range p.Shifts {
		day := p.Start.AddDate(0, 0, int(p.Shifts[i].Start.Sub(p.Start)/(24*time.Hour)))
		p.Shifts[i].Start, p.Shifts[i].End = day.Add(18*time.Hour), day.Add(23*time.Hour)
		if i%2 == 0 {
			p.Shifts[i].Start, p.Shifts[i].End = day.Add(6*time.Hour+30*time.Minute), day.Add(9*time.Hour)
		}
	}
}

func halfMinutes(p *planner.Problem) {
	for i := range p.Shifts {
		p.Shifts[i].Start = p.Shifts[i].Start.Add(time.Duration(i%7) * 30 * time.Second)
		p.Shifts[i].End = p.Shifts[i].End.Add(time.Duration(i%5) * 1500 * time.Millisecond)
	}
}

func solve(t *testing.T, p *planner.Problem, o planner.Options) *planner.Solution {
	t.Helper()
	solution, err := planner.Solve(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return solution
}
