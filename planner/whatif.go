package planner

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Supposition is a change to a problem that is only thought of.
type Supposition struct {
	Without []string  // people who take no part
	With    []Person  // who come in addition
	Shifts  []Shift   // in addition
	Scaled  []Scaling // the seats of shifts that are there
	Rules   *Rules    // instead of the problem's, when set
}

// Scaling multiplies seats, rounded to the next whole one, in some communes (all when none is
// named) from one day of the problem to another, both included. A factor below 1 leaves the
// seats that are pinned.
type Scaling struct {
	Communes []string
	From, To int
	Factor   float64
}

// Outlook is what a plan comes to: its value with the proven bound, the share of weighted
// hours covered, the floors, and the lowest commune (nil when nothing is asked for).
type Outlook struct {
	Value     float64 `json:"value"`
	Bound     float64 `json:"bound"`
	Gap       float64 `json:"gap"`
	Covered   float64 `json:"covered"`
	Floors    int     `json:"floors"`
	FloorsMet int     `json:"floorsMet"`
	Lowest    *Lowest `json:"lowest,omitempty"`
}

// Comparison is how a plan would change: Added and Removed are assignments of the plan after
// and before that the other doesn't have.
type Comparison struct {
	Before  Outlook      `json:"before"`
	After   Outlook      `json:"after"`
	Added   []Assignment `json:"added"`
	Removed []Assignment `json:"removed"`
}

// WhatIf plans a problem as it is and as it is supposed to be. What differs is due to what is
// supposed: the plan after is the one before, mended, unless that is farther from its bound.
// The error is of type Faults when either problem breaks the format; what is wrong in the
// supposition is named by its own path.
func WhatIf(ctx context.Context, p *Problem, s Supposition, o Options) (*Comparison, error) {
	const mayCost = 0.002 // of the value: moving people for less is for its own sake
	supposed, err := p.Suppose(s)
	if err != nil {
		return nil, err
	}
	r, before, err := solve(ctx, p, o)
	if err != nil {
		return nil, err
	}
	o.From = &before.Plan
	q, after, err := solve(ctx, supposed, o)
	if faults, wrong := errors.AsType[Faults](err); wrong {
		return nil, s.paths(supposed, faults)
	}
	if err != nil {
		return nil, err
	}
	if r, mended := q.mend(ctx, r); mended.Plan.Gap() <= before.Plan.Gap()+mayCost {
		q, after = r, mended
	}
	return &Comparison{
		Before: r.outlook(before), After: q.outlook(after),
		Added: difference(after.Plan.Assignments, before.Plan.Assignments), Removed: difference(before.Plan.Assignments, after.Plan.Assignments),
	}, nil
}

func (r *run) outlook(s *Solution) Outlook {
	o := Outlook{Value: s.Plan.Score.Value, Bound: s.Plan.Bound, Gap: s.Plan.Gap(), Lowest: s.Lowest, FloorsMet: r.d.floors(), Covered: 1}
	covered, demand := 0.0, 0.0
	for c := range r.m.cells {
		covered, demand = covered+r.d.covered[c], demand+r.m.cells[c].demand
	}
	if demand > 0 {
		o.Covered = covered / demand
	}
	for _, role := range r.m.roles {
		if role.floor {
			o.Floors++
		}
	}
	return o
}

func difference(a, b []Assignment) []Assignment {
	in := make(map[Assignment]bool, len(b))
	for _, x := range b {
		in[x] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(x Assignment) bool { return in[x] })
}

// Suppose is the problem as it would be; the problem itself stays as it is. What people hold
// who take no part is neither pinned nor to be kept.
func (p Problem) Suppose(s Supposition) (*Problem, error) {
	people := map[string]bool{}
	for i := range p.People {
		people[p.People[i].ID] = true
	}
	without := map[string]bool{}
	for i, id := range s.Without {
		if !people[id] {
			return nil, Faults{{Path: fmt.Sprintf("without[%d]", i), Reason: fmt.Sprintf("unknown person %q", id)}}
		}
		without[id] = true
	}
	q := p
	q.People = slices.DeleteFunc(slices.Clone(p.People), func(p Person) bool { return without[p.ID] })
	q.People = append(q.People, s.With...)
	gone := func(a Assignment) bool { return without[a.Person] }
	q.Pinned, q.Current = slices.DeleteFunc(slices.Clone(p.Pinned), gone), slices.DeleteFunc(slices.Clone(p.Current), gone)
	q.Shifts = slices.Clone(p.Shifts)
	for i, scaling := range s.Scaled {
		if err := scale(&q, fmt.Sprintf("scaled[%d]", i), scaling); err != nil {
			return nil, err
		}
	}
	q.Shifts = append(q.Shifts, s.Shifts...)
	if s.Rules != nil {
		q.Rules = *s.Rules
	}
	return &q, nil
}

func scale(p *Problem, path string, s Scaling) error {
	if !(s.Factor >= 0) || s.Factor > 1000 {
		return Faults{{Path: path + ".factor", Reason: fmt.Sprintf("must be 0 to 1000, not %v", s.Factor)}}
	}
	for i, id := range s.Communes {
		if !slices.ContainsFunc(p.Communes, func(c Commune) bool { return c.ID == id }) {
			return Faults{{Path: fmt.Sprintf("%s.communes[%d]", path, i), Reason: fmt.Sprintf("unknown commune %q", id)}}
		}
	}
	pinned := map[seatName]int{}
	for _, a := range p.Pinned {
		pinned[seatName{a.Shift, a.Role}]++
	}
	var left []Shift
	there := map[seatName]bool{}
	for _, shift := range p.Shifts {
		day := int(shift.Start.Sub(p.Start) / dayLength)
		if day >= s.From && day <= s.To && (len(s.Communes) == 0 || slices.Contains(s.Communes, shift.Commune)) {
			shift = shift.times(s.Factor, pinned)
		}
		if len(shift.Roles) > 0 {
			left = append(left, shift)
		}
		for _, r := range shift.Roles {
			there[seatName{shift.ID, r.Role}] = true
		}
	}
	p.Shifts = left
	p.Current = slices.DeleteFunc(p.Current, func(a Assignment) bool { return !there[seatName{a.Shift, a.Role}] })
	return nil
}

func (s Shift) times(factor float64, pinned map[seatName]int) Shift {
	var roles []Role
	for _, r := range s.Roles {
		r.Seats = max(int(math.Round(float64(r.Seats)*factor)), pinned[seatName{s.ID, r.Role}])
		if r.Seats > 0 {
			roles = append(roles, r)
		}
	}
	s.Roles = roles
	return s
}
