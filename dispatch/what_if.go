package dispatch

import (
	"context"
	"errors"
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
	if s.Days < 1 || s.Days > longestHorizon {
		return roster.WhatIf{}, roster.Bad("input.days", "plan.days_out_of_range", "max", longestHorizon)
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.WhatIf{}, err
	}
	snap, err := d.snapshot(ctx, campaign, s.Days, now)
	if err != nil {
		return roster.WhatIf{}, fmt.Errorf("what if: %w", err)
	}
	supposed, err := snap.suppose(campaign, s)
	if err != nil {
		return roster.WhatIf{}, err
	}
	thinking, cancel := d.hurry(ctx, planningTime)
	defer cancel()
	const effort, seed = 1, 1
	compared, err := planner.WhatIf(thinking, snap.problem, supposed, planner.Options{Effort: effort, Seed: seed})
	if faults, wrong := errors.AsType[planner.Faults](err); wrong {
		return roster.WhatIf{}, roster.Bad("input."+faults[0].Path, "whatif.refused", "reason", faults[0].Reason)
	}
	if err != nil {
		return roster.WhatIf{}, fmt.Errorf("what if: %w", err)
	}
	return roster.WhatIf{
		Before: outlook(compared.Before), After: outlook(compared.After),
		Changes: append(planChanges(roster.PlanAdds, snap, compared.Added), planChanges(roster.PlanRemoves, snap, compared.Removed)...),
	}, nil
}

func outlook(o planner.Outlook) roster.Outlook {
	out := roster.Outlook{Value: o.Value, Bound: o.Bound, Gap: o.Gap, Ratio: o.Covered, Floors: o.Floors, FloorsMet: o.FloorsMet}
	if o.Lowest != nil {
		out.Lowest, out.LowestRatio, out.LowestAtMost = o.Lowest.Commune, o.Lowest.Share, o.Lowest.AtMost
	}
	return out
}

// planChanges leaves out people who are only supposed: there is nobody to show.
func planChanges(kind roster.PlanChangeKind, snap *snapshot, list []planner.Assignment) []roster.PlanChange {
	known := snap.planned()
	var changes []roster.PlanChange
	for _, a := range list {
		if known[a.Person] {
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

// suppose puts what the department supposes in the planner's terms.
func (s *snapshot) suppose(campaign roster.Campaign, idea roster.Supposition) (planner.Supposition, error) {
	var out planner.Supposition
	rules := s.problem.Rules
	if idea.FloorWeight != nil {
		rules.FloorWeight = *idea.FloorWeight
	}
	if idea.KmWeight != nil {
		rules.KmWeight = *idea.KmWeight
	}
	out.Rules = &rules
	for _, demand := range idea.Scale {
		first := roster.DateOf(s.start, campaign.Location())
		out.Scaled = append(out.Scaled, planner.Scaling{
			Communes: demand.Communes, From: first.DaysUntil(demand.From), To: first.DaysUntil(demand.To), Factor: demand.Factor,
		})
	}
	for i, add := range idea.Add {
		people, err := newcomers(s, i, add)
		if err != nil {
			return out, err
		}
		out.With = append(out.With, people...)
	}
	if idea.Withdraw != nil {
		out.Without = s.withdrawn(*idea.Withdraw)
	}
	return out, nil
}

const mostNewcomers = 5000

// newcomers are free from seven in the morning to half past nine in the evening, within the
// usual limits.
func newcomers(snap *snapshot, nth int, add roster.Newcomers) ([]planner.Person, error) {
	const (
		morning, evening = 7 * time.Hour, 21*time.Hour + 30*time.Minute
		perDay, perWeek  = 480, 1200
		days, km         = 6, 15
	)
	if add.Count < 1 || add.Count > mostNewcomers {
		return nil, roster.Bad(fmt.Sprintf("input.add[%d].count", nth), "whatif.count_out_of_range", "max", mostNewcomers)
	}
	var free []planner.Window
	for day := range snap.problem.Days {
		midnight := snap.start.AddDate(0, 0, day)
		free = append(free, planner.Window{Start: midnight.Add(morning), End: midnight.Add(evening)})
	}
	people := make([]planner.Person, add.Count)
	for i := range people {
		people[i] = planner.Person{
			ID: fmt.Sprintf("newcomer-%d-%d", nth+1, i+1), Kind: string(add.Kind), Home: add.Commune, Skills: map[string]int{add.Skill: add.Level}, Available: free,
			MaxMinutesPerDay: perDay, MaxMinutesPerWeek: perWeek, MaxDaysPerWeek: days, MaxKm: km,
		}
	}
	return people, nil
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
