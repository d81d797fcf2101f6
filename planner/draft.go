package planner

import (
	"math"
	"slices"
)

// draft is a plan in the making: who has what in each week, how full each role is, how much
// of each cell is covered, and what one more person on each role would be worth.
type draft struct {
	m        *model
	rosters  [][]pick  // by person and week
	holders  [][]int32 // people by role
	covered  []float64
	price    []float64
	crowding []float64
	bonus    []float64 // what a weighted hour is worth beside its cover, by commune
}

func newDraft(m *model) *draft {
	d := &draft{
		m: m, rosters: make([][]pick, len(m.people)*m.weeks), holders: make([][]int32, len(m.roles)), covered: make([]float64, len(m.cells)),
		price: make([]float64, len(m.roles)), crowding: make([]float64, len(m.cells)), bonus: make([]float64, len(m.km)),
	}
	for c := range m.cells {
		if demand := m.cells[c].demand; demand > 0 {
			d.crowding[c] = 2 / demand // D(1-y/D)² is quadratic, so the crossing term is 2·w₁·w₂/D
		}
		d.reprice(int32(c)) //nolint:gosec // far fewer cells than that
	}
	return d
}

// begin takes what is pinned. Nobody's pins are ever taken out but to be put back at once,
// so that the seats of all pins stay reserved.
func (d *draft) begin() {
	for i := range d.m.people {
		for _, pin := range d.m.people[i].pins {
			at := i*d.m.weeks + d.m.shifts[pin.shift].week()
			d.rosters[at] = append(d.rosters[at], pin)
			d.count(at, pin, 1)
			d.reprice(d.m.shifts[pin.shift].cell)
		}
	}
}

func (d *draft) count(at int, p pick, n int) {
	s := &d.m.shifts[p.shift]
	person := int32(at / d.m.weeks) //nolint:gosec // far fewer people than that
	if n > 0 {
		d.holders[p.role] = append(d.holders[p.role], person)
	} else {
		list := d.holders[p.role]
		k := slices.Index(list, person)
		list[k] = list[len(list)-1]
		d.holders[p.role] = list[:len(list)-1]
	}
	d.covered[s.cell] += float64(n) * s.weight
}

// reprice computes the marginal worth of the roles of a cell: the cover at its margin, and
// the floor when nobody holds it.
func (d *draft) reprice(c int32) {
	at := &d.m.cells[c]
	for _, r := range at.roles {
		role := &d.m.roles[r]
		if len(d.holders[r]) >= int(role.seats) {
			d.price[r] = math.Inf(-1)
			continue
		}
		w := d.m.shifts[role.shift].weight
		worth := d.cover(c, w) + d.bonus[d.m.shifts[role.shift].commune]*w
		if role.floor && len(d.holders[r]) == 0 {
			worth += d.m.rules.FloorWeight
		}
		d.price[r] = worth
	}
}

// cover is what so many more weighted hours add to the cover of a cell.
func (d *draft) cover(c int32, hours float64) float64 {
	demand := d.m.cells[c].demand
	if demand <= 0 {
		return 0
	}
	return 2*hours*(1-d.covered[c]/demand) - hours*hours/demand
}

// put counts a person's week into the plan.
func (d *draft) put(at int, picks []pick) {
	d.rosters[at] = append(d.rosters[at][:0], picks...)
	d.countWeek(at, 1)
}

// drop takes a person's week out and returns what it was worth. The roster is still there to
// be put back; clear forgets it.
func (d *draft) drop(at int) float64 {
	d.countWeek(at, -1)
	return d.worth(&d.m.people[at/d.m.weeks], d.rosters[at])
}

func (d *draft) back(at int) { d.countWeek(at, 1) }

func (d *draft) clear(at int) float64 {
	worth := d.drop(at)
	d.rosters[at] = d.rosters[at][:0]
	return worth
}

// was is a person's week before it was changed.
type was struct {
	at    int
	picks []pick
}

func (d *draft) note(at int) was { return was{at: at, picks: slices.Clone(d.rosters[at])} }

// restore puts weeks back as they were. All are out before the first is in: whoever has a
// seat now may have it from somebody else of the list.
func (d *draft) restore(list []was) {
	for _, w := range list {
		d.clear(w.at)
	}
	for _, w := range list {
		d.put(w.at, w.picks)
	}
}

func (d *draft) countWeek(at, n int) {
	for _, p := range d.rosters[at] {
		d.count(at, p, n)
	}
	last := int32(-1)
	for _, p := range d.rosters[at] {
		if c := d.m.shifts[p.shift].cell; c != last {
			d.reprice(c)
			last = c
		}
	}
}

// worth is what a week's roster is worth to the plan without the person.
func (d *draft) worth(p *person, picks []pick) float64 {
	value, worked := 0.0, int64(0)
	for i, at := range picks {
		s := &d.m.shifts[at.shift]
		value += d.price[at.role] + d.m.keeping(p, at.role) + d.m.taste(p, s)
		worked += s.length
		for _, other := range picks[:i] {
			if t := &d.m.shifts[other.shift]; t.cell == s.cell {
				value -= d.crowding[s.cell] * s.weight * t.weight
			}
		}
	}
	return value - d.m.load(p, worked)
}

// recount sums the cover up afresh, rid of the rounding of many additions and subtractions.
func (d *draft) recount() {
	clear(d.covered)
	for _, picks := range d.rosters {
		for _, p := range picks {
			s := &d.m.shifts[p.shift]
			d.covered[s.cell] += s.weight
		}
	}
	for c := range d.m.cells {
		d.reprice(int32(c)) //nolint:gosec // far fewer cells than that
	}
}

// around is what the weeks before and after leave to a person's week: from when and until
// when they may work.
func (d *draft) around(person, week int) (after, before int64) {
	after, before = math.MinInt64, math.MaxInt64
	at := person * d.m.weeks
	for w := week - 1; w >= max(0, week-d.m.apart); w-- {
		if picks := d.rosters[at+w]; len(picks) > 0 {
			after = d.m.shifts[picks[len(picks)-1].shift].end + d.m.rest
			break
		}
	}
	for w := week + 1; w <= min(d.m.weeks-1, week+d.m.apart); w++ {
		if picks := d.rosters[at+w]; len(picks) > 0 {
			before = d.m.shifts[picks[0].shift].start - d.m.rest
			break
		}
	}
	return after, before
}

// adopt starts from an earlier plan: whoever's week of it still keeps every rule gets it.
func (d *draft) adopt(from *Plan) {
	find := d.m.finder()
	people := make(map[string]int, len(d.m.people))
	for i := range d.m.problem.People {
		people[d.m.problem.People[i].ID] = i
	}
	wanted := map[int][]pick{}
	for _, a := range from.Assignments {
		person, known := people[a.Person]
		if p, found := find[seatName{a.Shift, a.Role}]; found && known {
			at := person*d.m.weeks + d.m.shifts[p.shift].week()
			wanted[at] = append(wanted[at], p)
		}
	}
	for at := range d.rosters {
		if picks := wanted[at]; len(picks) > 0 {
			d.adoptWeek(at, picks)
		}
	}
}

// adoptWeek gives somebody a week, with what is pinned in it.
func (d *draft) adoptWeek(at int, picks []pick) {
	for _, pin := range d.rosters[at] {
		if !slices.Contains(picks, pin) {
			picks = append(picks, pin)
		}
	}
	slices.SortFunc(picks, func(a, b pick) int { return int(a.shift) - int(b.shift) })
	person, week := at/d.m.weeks, at%d.m.weeks
	after, before := d.around(person, week)
	if !d.m.keeps(person, week, picks, after, before) {
		return
	}
	d.drop(at)
	if slices.ContainsFunc(picks, func(p pick) bool { return len(d.holders[p.role]) >= int(d.m.roles[p.role].seats) }) {
		d.back(at)
		return
	}
	d.put(at, picks)
}
