package main

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/planner/generate"
)

// vary makes a small problem in which two or three things are unusual, and of which some seats
// may be given already. The same seed makes the same problem.
func vary(ctx context.Context, seed int64) (*planner.Problem, error) {
	r := rand.New(rand.NewPCG(uint64(seed), 0x6f7261636c65)) //nolint:gosec // a test
	size := generate.Size{People: 2 + r.IntN(8), Seats: 10 + r.IntN(50), Communes: 1 + r.IntN(6), Days: 1 + r.IntN(10)}
	p := generate.Problem(size, 1, seed)
	p.Pinned, p.Current = nil, nil
	twists := twists()
	for range 2 + r.IntN(2) {
		twists[r.IntN(len(twists))](p, r)
	}
	var err error
	if r.IntN(3) == 0 {
		p.Pinned, err = someOfAPlan(ctx, p, r)
	}
	if r.IntN(3) == 0 && err == nil {
		p.Current, err = someOfAPlan(ctx, p, r)
	}
	return p, err
}

// someOfAPlan is half the seats of a plan for the same people and shifts whose hours count
// otherwise. What is pinned already stays in it.
func someOfAPlan(ctx context.Context, p *planner.Problem, r *rand.Rand) ([]planner.Assignment, error) {
	other := *p
	other.Shifts = slices.Clone(p.Shifts)
	priorities(&other, r)
	solution, err := planner.Solve(ctx, &other, planner.Options{Effort: 1})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(solution.Plan.Assignments, func(planner.Assignment) bool { return r.IntN(2) == 0 }), nil
}

// twists are ways in which a problem departs from the usual.
func twists() []func(p *planner.Problem, r *rand.Rand) {
	return []func(p *planner.Problem, r *rand.Rand){
		func(p *planner.Problem, _ *rand.Rand) { alwaysFree(p) },
		func(p *planner.Problem, r *rand.Rand) { alwaysFree(p); oddTimes(p, r) },
		func(p *planner.Problem, r *rand.Rand) { alwaysFree(p); lateAndEarly(p, r) },
		func(p *planner.Problem, r *rand.Rand) { p.Rules.TravelKmh = 0.5 + 5*r.Float64() },
		func(p *planner.Problem, r *rand.Rand) { p.Rules.MinRestMinutes = 60 * r.IntN(40) },
		func(p *planner.Problem, r *rand.Rand) {
			p.Rules.LoadWeight, p.Rules.KmWeight = 3*r.Float64(), r.Float64()
		},
		func(p *planner.Problem, r *rand.Rand) { p.Rules.FloorWeight = float64(r.IntN(3)) },
		func(p *planner.Problem, r *rand.Rand) { priorities(p, r) },
		func(p *planner.Problem, r *rand.Rand) { tire(p, r) },
		func(p *planner.Problem, r *rand.Rand) { choosy(p, r) },
		func(p *planner.Problem, r *rand.Rand) { scarce(p, r) },
		func(p *planner.Problem, r *rand.Rand) { twoWindows(p, r) },
		func(p *planner.Problem, r *rand.Rand) { twoKinds(p, r) },
	}
}

func alwaysFree(p *planner.Problem) {
	for i := range p.People {
		p.People[i].Available = []planner.Window{{Start: p.Start, End: p.Start.AddDate(0, 0, p.Days)}}
		p.People[i].MaxKm = 60
	}
}

// oddTimes lets shifts begin and last for any number of seconds.
func oddTimes(p *planner.Problem, r *rand.Rand) {
	for i := range p.Shifts {
		s := &p.Shifts[i]
		s.Start = midnight(p, s).Add(time.Duration(r.IntN(16*60*60)) * time.Second)
		s.End = s.Start.Add(time.Duration(20*60+r.IntN(7*60*60)) * time.Second)
	}
}

// lateAndEarly puts shifts where one night's rest depends on which of them is taken.
func lateAndEarly(p *planner.Problem, r *rand.Rand) {
	for i := range p.Shifts {
		s := &p.Shifts[i]
		hour := []int{5, 6, 20, 21}[r.IntN(4)]
		s.Start = midnight(p, s).Add(time.Duration(60*hour+15*r.IntN(4)) * time.Minute)
		s.End = s.Start.Add(2 * time.Hour)
	}
}

func midnight(p *planner.Problem, s *planner.Shift) time.Time {
	const day = 24 * time.Hour
	return p.Start.Add(s.Start.Sub(p.Start).Truncate(day))
}

func priorities(p *planner.Problem, r *rand.Rand) {
	for i := range p.Shifts {
		p.Shifts[i].Priority = float64(r.IntN(5)) / 2
	}
}

// tire lowers everybody's limits.
func tire(p *planner.Problem, r *rand.Rand) {
	for i := range p.People {
		p.People[i].MaxDaysPerWeek = 1 + r.IntN(3)
		p.People[i].MaxMinutesPerDay = 120 + r.IntN(400)
		p.People[i].MaxMinutesPerWeek = 200 + r.IntN(900)
	}
}

func choosy(p *planner.Problem, r *rand.Rand) {
	for i := range p.People {
		for _, c := range p.Communes {
			switch r.IntN(4) {
			case 0:
				p.People[i].Avoid = append(p.People[i].Avoid, c.ID)
			case 1:
				p.People[i].Prefer = append(p.People[i].Prefer, c.ID)
			}
		}
	}
	p.Rules.PreferWeight = r.Float64()
}

// scarce leaves one person who knows about computers.
func scarce(p *planner.Problem, r *rand.Rand) {
	expert := r.IntN(len(p.People))
	for i := range p.People {
		delete(p.People[i].Skills, "it")
	}
	p.People[expert].Skills["it"] = 3
}

// twoWindows cuts everybody's time in two: a shift must lie within one part.
func twoWindows(p *planner.Problem, r *rand.Rand) {
	length := p.Start.AddDate(0, 0, p.Days).Sub(p.Start)
	for i := range p.People {
		cut := p.Start.Add(time.Duration(r.Int64N(int64(length))))
		p.People[i].Available = []planner.Window{{Start: p.Start, End: cut}, {Start: cut.Add(-time.Hour), End: p.Start.Add(length)}}
	}
}

func twoKinds(p *planner.Problem, r *rand.Rand) {
	for i := range p.People {
		p.People[i].Kind = []string{"student", "telecom"}[r.IntN(2)]
	}
	for i := range p.Shifts {
		for j := range p.Shifts[i].Roles {
			p.Shifts[i].Roles[j].Kind = []string{"", "student", "telecom"}[r.IntN(3)]
		}
	}
}
