package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/planner"
	"github.com/tiepsuc/tiepsuc/roster"
)

// WhatIf plans the coming days as they are and as they are supposed to be, and tells what
// would differ. Nothing is stored and nobody is asked.
func (d *Dispatcher) WhatIf(ctx context.Context, v roster.Viewer, s roster.Supposition, now time.Time) (roster.WhatIf, error) {
	if err := v.May(roster.PlanNow); err != nil {
		return roster.WhatIf{}, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.WhatIf{}, err
	}
	if err := d.checkSupposition(ctx, campaign, s, now); err != nil {
		return roster.WhatIf{}, err
	}
	snap, err := d.snapshot(ctx, campaign, s.Days, now)
	if err != nil {
		return roster.WhatIf{}, fmt.Errorf("what if: %w", err)
	}
	thinking, cancel := d.hurry(ctx, planningTime)
	defer cancel()
	const effort, seed = 1, 1
	compared, err := planner.WhatIf(thinking, snap.problem, snap.suppose(campaign, s), planner.Options{Effort: effort, Seed: seed})
	if err != nil {
		return roster.WhatIf{}, fmt.Errorf("what if: %w", err)
	}
	return roster.WhatIf{
		Before: outlook(compared.Before), After: outlook(compared.After),
		Changes: append(planChanges(roster.PlanAdds, snap, compared.Added), planChanges(roster.PlanRemoves, snap, compared.Removed)...),
	}, nil
}

func outlook(o planner.Outlook) roster.Outlook {
	return roster.Outlook{
		Value: o.Value, Bound: o.Bound, Gap: o.Gap, Ratio: o.Covered, Floors: o.Floors, FloorsMet: o.FloorsMet, LowestPlace: lowestPlace(o.Lowest),
	}
}

// planChanges leaves out people and roles that are only supposed: there is nothing to show.
func planChanges(kind roster.PlanChangeKind, snap *snapshot, list []planner.Assignment) []roster.PlanChange {
	people, roles := snap.planned(), snap.asked()
	var changes []roster.PlanChange
	for _, a := range list {
		if people[a.Person] && roles[a.Role] {
			changes = append(changes, roster.PlanChange{Kind: kind, Role: a.Role, Volunteer: a.Person})
		}
	}
	return changes
}

// planned are the people of the problem.
func (s *snapshot) planned() map[string]bool {
	known := make(map[string]bool, len(s.problem.People))
	for _, p := range s.problem.People {
		known[p.ID] = true
	}
	return known
}

// asked are the roles of the problem.
func (s *snapshot) asked() map[string]bool {
	roles := map[string]bool{}
	for _, shift := range s.problem.Shifts {
		for _, r := range shift.Roles {
			roles[r.Role] = true
		}
	}
	return roles
}

// suppose puts what the department supposes in the planner's terms.
func (s *snapshot) suppose(campaign roster.Campaign, idea roster.Supposition) planner.Supposition {
	var out planner.Supposition
	rules := s.problem.Rules
	if idea.FloorWeight != nil {
		rules.FloorWeight = *idea.FloorWeight
	}
	if idea.KmWeight != nil {
		rules.KmWeight = *idea.KmWeight
	}
	out.Rules = &rules
	first := roster.DateOf(s.start, campaign.Location())
	for _, demand := range idea.Scale {
		out.Scaled = append(out.Scaled, planner.Scaling{
			Communes: demand.Communes, From: first.DaysUntil(demand.From), To: first.DaysUntil(demand.To), Factor: demand.Factor,
		})
	}
	for i, add := range idea.Add {
		out.With = append(out.With, s.newcomers(i, add)...)
	}
	for i, extra := range idea.Hold {
		out.Shifts = append(out.Shifts, extraShifts(i, extra)...)
	}
	if idea.Withdraw != nil {
		out.Without = s.withdrawn(*idea.Withdraw)
	}
	return out
}

// extraShifts are as urgent as a shift that a commune asks for.
func extraShifts(nth int, extra roster.ExtraShift) []planner.Shift {
	shifts := make([]planner.Shift, len(extra.Communes))
	for i, commune := range extra.Communes {
		id := fmt.Sprintf("extra-%d-%d", nth+1, i+1)
		shifts[i] = planner.Shift{ID: id, Commune: commune, Start: extra.Span.Start, End: extra.Span.End, Priority: 1}
		for j, r := range extra.Roles {
			role := planner.Role{Role: fmt.Sprintf("%s-%d", id, j+1), Skill: r.Skill, Level: r.Level, Kind: string(r.Kind), Seats: r.Seats, Floor: r.Floor}
			shifts[i].Roles = append(shifts[i].Roles, role)
		}
	}
	return shifts
}

// newcomers are free from seven in the morning to half past nine in the evening, within the
// usual limits.
func (s *snapshot) newcomers(nth int, add roster.Newcomers) []planner.Person {
	const (
		morning, evening = 7 * time.Hour, 21*time.Hour + 30*time.Minute
		perDay, perWeek  = 480, 1200
		days, km         = 6, 15
	)
	var free []planner.Window
	for day := range s.problem.Days {
		midnight := s.start.AddDate(0, 0, day)
		free = append(free, planner.Window{Start: midnight.Add(morning), End: midnight.Add(evening)})
	}
	people := make([]planner.Person, add.Count)
	for i := range people {
		people[i] = planner.Person{
			ID: fmt.Sprintf("newcomer-%d-%d", nth+1, i+1), Kind: string(add.Kind), Home: add.Commune, Skills: map[string]int{add.Skill: add.Level}, Available: free,
			MaxMinutesPerDay: perDay, MaxMinutesPerWeek: perWeek, MaxDaysPerWeek: days, MaxKm: km,
		}
	}
	return people
}

func (s *snapshot) withdrawn(w roster.Withdrawal) []string {
	planned := s.planned()
	var without []string
	for _, p := range s.people {
		matches := (w.Organisation == "" || p.Organisation == w.Organisation) && (w.Commune == "" || p.Home == w.Commune)
		if matches && planned[p.ID] && (w.Count == 0 || len(without) < w.Count) {
			without = append(without, p.ID)
		}
	}
	return without
}
