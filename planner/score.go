package planner

// value is the plan's score as the format defines it, summed in one order.
func (d *draft) value() float64 {
	total := 0.0
	for c := range d.m.cells {
		if demand := d.m.cells[c].demand; demand > 0 {
			missing := 1 - d.covered[c]/demand
			total += demand - demand*missing*missing
		}
	}
	for r := range d.m.roles {
		if d.m.roles[r].floor && len(d.holders[r]) > 0 {
			total += d.m.rules.FloorWeight
		}
	}
	for at, picks := range d.rosters {
		total += d.m.own(&d.m.people[at/d.m.weeks], picks)
	}
	return total
}

// own is what a week's roster is worth beside its cover: ways, wishes, what is kept, load.
func (m *model) own(p *person, picks []pick) float64 {
	value, worked := 0.0, int64(0)
	for _, at := range picks {
		s := &m.shifts[at.shift]
		value += m.taste(p, s) + m.keeping(p, at.role)
		worked += s.length
	}
	return value - m.load(p, worked)
}

// assignments lists the plan by person and start, in the order of the problem.
func (d *draft) assignments() []Assignment {
	list := []Assignment{}
	for at, picks := range d.rosters {
		for _, p := range picks {
			list = append(list, d.m.assignment(at, p))
		}
	}
	return list
}

// assignment names a pick of the person whose week stands at a place in a draft.
func (m *model) assignment(at int, p pick) Assignment {
	s := &m.problem.Shifts[m.source[p.shift]]
	return Assignment{Person: m.problem.People[at/m.weeks].ID, Shift: s.ID, Role: s.Roles[p.role-m.shifts[p.shift].roleLo].Role}
}

// byCommune tells for each commune the worth of one more hour of priority 1, and the share
// of its weighted hours that is covered. The worth is the marginal 2(1-y/D) of its days,
// averaged by their demand D, which comes to 2(1 - share covered). It says nothing of
// floors, ways and wishes, which hang on who comes.
func (d *draft) byCommune() (prices, coverage map[string]float64) {
	communes := d.m.problem.Communes
	prices, coverage = make(map[string]float64, len(communes)), make(map[string]float64, len(communes))
	for c := range communes {
		covered, demand := d.ofCommune(c)
		if demand > 0 {
			coverage[communes[c].ID] = covered / demand
			prices[communes[c].ID] = 2 * max(0, 1-covered/demand)
		}
	}
	return prices, coverage
}
