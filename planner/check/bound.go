package check

import (
	"fmt"
	"math"
	"math/bits"
	"slices"

	"github.com/tiepsuc/tiepsuc/planner"
)

// micros are millionths of a point or of an hour. All sums of a bound are of whole numbers,
// rounded so that the bound errs upwards only: it is the same on every machine.
const micros = 1_000_000

// Bound computes from prices λ ≥ 0 of the roles' seats a value that no plan for a valid
// problem exceeds:
//
//	Σ_cells [ max_Y U(Y) − μY + Σ_roles Σ_seats max(0, μw + floor − λ) ] + Σ_people max_rosters Σ (λ + taste) − load
//
// Any plan is one choice of both kinds of maxima, and what its people earn its cells pay; a
// cell's cover costs at least μ or is worth at most that, whatever μ is, so each cell takes
// the μ that proves most. U(Y) = D − D(1 − Y/D)². (Geoffrion 1974.) The error names a role
// that the problem doesn't have.
func Bound(problem *planner.Problem, prices *planner.Prices) (float64, error) {
	j := newJudge(problem)
	j.byStart = slices.Clone(problem.Shifts)
	slices.SortStableFunc(j.byStart, func(a, b planner.Shift) int { return a.Start.Compare(b.Start) })
	j.pinned, j.current = setOf(problem.Pinned), setOf(problem.Current)
	lambda, err := j.lambda(prices)
	if err != nil {
		return 0, err
	}
	total := int64(0)
	for _, cell := range j.cells(lambda) {
		total += cell.most()
	}
	for _, p := range problem.People {
		total += j.earner(p, lambda).most()
	}
	return float64(total) / micros, nil
}

func setOf(list []planner.Assignment) map[planner.Assignment]bool {
	set := map[planner.Assignment]bool{}
	for _, a := range list {
		set[a] = true
	}
	return set
}

type seatsKey struct{ shift, role string }

func (j *judge) lambda(prices *planner.Prices) (map[seatsKey]int64, error) {
	lambda := map[seatsKey]int64{}
	for i, p := range prices.Prices {
		s, known := j.shifts[p.Shift]
		if !known || !slices.ContainsFunc(s.Roles, func(r planner.Role) bool { return r.Role == p.Role }) {
			return nil, fmt.Errorf("prices[%d]: unknown role %q of shift %q", i, p.Role, p.Shift)
		}
		lambda[seatsKey{p.Shift, p.Role}] = p.Micros
	}
	return lambda, nil
}

// cellSide is one commune on one day: its demand in micro-hours, and its roles.
type cellSide struct {
	demand int64
	roles  []offer
}

// offer is a role as a cell sees it: what one person adds to the cover, what they cost, and
// what the first of them brings beside.
type offer struct{ weight, price, bonus, seats int64 }

func (j *judge) cells(lambda map[seatsKey]int64) map[[2]string]*cellSide {
	cells := map[[2]string]*cellSide{}
	for _, s := range j.problem.Shifts {
		at := [2]string{s.Commune, fmt.Sprint(j.day(s.Start))}
		if cells[at] == nil {
			cells[at] = &cellSide{}
		}
		weight := up(s.Priority * s.End.Sub(s.Start).Hours())
		for _, r := range s.Roles {
			o := offer{weight: weight, price: lambda[seatsKey{s.ID, r.Role}], seats: int64(r.Seats)}
			if r.Floor {
				o.bonus = up(j.problem.Rules.FloorWeight)
			}
			cells[at].demand += weight * o.seats
			cells[at].roles = append(cells[at].roles, o)
		}
	}
	return cells
}

func up(x float64) int64   { return int64(math.Ceil(x * micros)) }
func down(x float64) int64 { return int64(math.Floor(x * micros)) }

// most is the least over μ, from 0 to 2 points an hour, of what the cell is worth at most.
// That is convex in μ but for the rounding, so that thirds find it where halves, which
// compare neighbours, would take a rounded-up step for the way up.
func (c *cellSide) most() int64 {
	lo, hi := int64(0), int64(2*micros)
	for hi-lo > 2 {
		third := (hi - lo) / 3
		if c.at(lo+third) < c.at(hi-third) {
			hi -= third
		} else {
			lo += third
		}
	}
	return min(c.at(lo), c.at(lo+1), c.at(hi))
}

// at is D(1 − μ/2)², the most of U(Y) − μY, and what seats bring that cost less than μ.
func (c *cellSide) at(mu int64) int64 {
	rest := 2*micros - mu
	total := timesUp(timesUp(c.demand, rest, 2*micros), rest, 2*micros)
	for _, o := range c.roles {
		worth := timesUp(mu, o.weight, micros) - o.price
		total += max(0, worth+o.bonus) + (o.seats-1)*max(0, worth)
	}
	return total
}

// timesUp is a·b/c, rounded up, for numbers of 0 or more.
func timesUp(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))   //nolint:gosec // not negative
	whole, rest := bits.Div64(hi, lo, uint64(c)) //nolint:gosec // as above
	return int64(whole) + int64(min(rest, 1))    //nolint:gosec // as above
}
