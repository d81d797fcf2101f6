package match

import (
	"cmp"
	"math"
	"slices"
)

// ByWorth puts people in the order in which asking them brings the plan the most: what it gains
// if they come, by their id, times how likely they say yes. Each ask of their week counts
// against them, so that the same few aren't asked for everything. Who has no worth comes last;
// ties stay in the order they were in.
func ByWorth(people []Candidate, worth map[string]float64) {
	for i := range people {
		p := &people[i]
		gain, known := worth[p.ID]
		if p.Score = math.Inf(-1); known {
			p.Score = gain*p.Record.Chance() - perAsk*float64(p.AsksThisWeek)
		}
	}
	slices.SortStableFunc(people, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
}
