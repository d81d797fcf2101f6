package check

import (
	"slices"

	"github.com/tiepsuc/tiepsuc/planner"
)

// score computes the value from the assignments alone.
func (j *judge) score(plan *planner.Plan) Score {
	type cell struct {
		commune string
		day     int
	}
	demand, covered := map[cell]float64{}, map[cell]float64{}
	perCommune := map[string][2]float64{}
	s := Score{SeatsFilled: len(plan.Assignments)}
	for _, shift := range j.problem.Shifts {
		at := cell{shift.Commune, j.day(shift.Start)}
		weight := shift.Priority * shift.End.Sub(shift.Start).Hours()
		for _, r := range shift.Roles {
			n := j.filled[[2]string{shift.ID, r.Role}]
			demand[at] += weight * float64(r.Seats)
			covered[at] += weight * float64(n)
			sums := perCommune[shift.Commune]
			perCommune[shift.Commune] = [2]float64{sums[0] + weight*float64(r.Seats), sums[1] + weight*float64(n)}
			if r.Floor {
				s.Floors++
				if n == 0 {
					s.FloorMisses++
				}
			}
		}
	}
	for _, c := range j.problem.Communes {
		for d := range j.problem.Days {
			at := cell{c.ID, d}
			if demand[at] > 0 {
				s.DemandHours += demand[at]
				s.CoveredHours += covered[at]
				missing := 1 - covered[at]/demand[at]
				s.Shortfall += demand[at] * missing * missing
			}
		}
	}
	j.personal(plan, &s)
	s.balance(j.problem.Communes, perCommune)
	w := j.problem.Rules
	s.Value = s.DemandHours - s.Shortfall + w.FloorWeight*float64(s.Floors-s.FloorMisses) - w.KmWeight*s.Km -
		w.LoadWeight*s.LoadCost + w.PreferWeight*float64(s.Preferred) + w.KeepWeight*float64(s.Kept)
	return s
}

// personal sums what hangs on single people: ways, wishes, the load of their weeks, what of
// the present is kept.
func (j *judge) personal(plan *planner.Plan, s *Score) {
	for _, p := range j.problem.People {
		minutes := make([]float64, (j.problem.Days+6)/7)
		for _, shift := range j.duties[p.ID] {
			s.Km += j.distance(p.Home, shift.Commune)
			if slices.Contains(p.Prefer, shift.Commune) {
				s.Preferred++
			}
			minutes[j.day(shift.Start)/7] += shift.End.Sub(shift.Start).Minutes()
		}
		most := float64(p.MaxMinutesPerWeek)
		for _, m := range minutes {
			if m == 0 {
				continue // also of those who may not work at all
			}
			s.LoadCost += most / 60 * (m / most) * (m / most)
		}
	}
	have := map[planner.Assignment]bool{}
	for _, a := range plan.Assignments {
		have[a] = true
	}
	for _, a := range j.problem.Current {
		if have[a] {
			s.Kept++
		}
	}
}

// balance compares the communes: the lowest share covered, the mean, and Jain's index of
// fairness (Jain, Chiu and Hawe 1984).
func (s *Score) balance(communes []planner.Commune, perCommune map[string][2]float64) {
	s.WorstCommune = 1
	sum, squares, n := 0.0, 0.0, 0.0
	for _, c := range communes { // in one order, so that the last digits are the same every time
		dy := perCommune[c.ID]
		if dy[0] <= 0 {
			continue
		}
		ratio := dy[1] / dy[0]
		s.WorstCommune = min(s.WorstCommune, ratio)
		sum, squares, n = sum+ratio, squares+ratio*ratio, n+1
	}
	if n > 0 {
		s.MeanCommune = sum / n
	}
	if squares > 0 {
		s.Jain = sum * sum / (n * squares)
	}
}
