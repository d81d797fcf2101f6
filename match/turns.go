package match

import (
	"cmp"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Opening is an empty seat that people may be asked for.
type Opening struct {
	Role, Commune string
	Mode          roster.Mode
	Floor         bool
	Start         time.Time
}

// Patience is what a commune has of the patience of people: how many have been asked for its seats of
// the days ahead, and how many seats it needs.
type Patience struct{ Asked, Needed int }

// perSeat is how many people have been asked for each seat that is needed.
func (p Patience) perSeat() float64 { return float64(p.Asked) / float64(max(1, p.Needed)) }

// A commune may have twice the questions for each of its seats that all communes have on average, and
// four in any case: with an even chance of a yes hardly a seat takes more.
const (
	shareOfMean = 2
	leastShare  = 4
)

// WithinShare tells whether a commune has put fewer questions than are its share of what all have put.
func WithinShare(commune, all Patience) bool {
	return commune.perSeat() < max(leastShare, shareOfMean*all.perSeat())
}

// InTurn is the order in which openings are seen to. Whoever comes first asks those whom the others
// would ask too: what is urgent comes first, by its start; then the communes take turns, the one first
// for whose needs the fewest have been asked, each with its floor seats before its others and the
// earlier ones first. So each has its share of the questions, and those where it is easy to find
// somebody don't eat it. The order of what is given changes nothing.
func InTurn(openings []Opening, spent map[string]Patience) []Opening {
	queues := map[string][]Opening{}
	var urgent []Opening
	for _, o := range openings {
		if o.Mode == roster.Urgent {
			urgent = append(urgent, o)
		} else {
			queues[o.Commune] = append(queues[o.Commune], o)
		}
	}
	slices.SortFunc(urgent, sooner)
	turns := make([]turn, 0, len(openings))
	for commune, queue := range queues {
		slices.SortFunc(queue, func(a, b Opening) int { return cmp.Or(floorsFirst(a, b), sooner(a, b)) })
		have := spent[commune]
		for i, o := range queue {
			turns = append(turns, turn{Opening: o, share: float64(have.Asked+i) / float64(max(1, have.Needed))})
		}
	}
	slices.SortFunc(turns, func(a, b turn) int { return cmp.Or(cmp.Compare(a.share, b.share), sooner(a.Opening, b.Opening)) })
	for _, t := range turns {
		urgent = append(urgent, t.Opening)
	}
	return urgent
}

// turn is an opening with its commune's share of the questions once all before it are put.
type turn struct {
	Opening
	share float64
}

func sooner(a, b Opening) int {
	return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Role, b.Role))
}

func floorsFirst(a, b Opening) int {
	switch {
	case a.Floor == b.Floor:
		return 0
	case a.Floor:
		return -1
	}
	return 1
}
