package sim

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Figures are what came of one run. Shares are between 0 and 1.
type Figures struct {
	Filled        float64 // seats with somebody confirmed when the shift began
	FloorCovered  float64 // minutes of floor roles with somebody there
	LowestCommune float64 // the same of the commune that has the least
	Asks          float64 // per filled seat
	Messages      float64 // per filled seat
	Segments      float64 // per filled seat: what is paid for
	ReplaceMedian float64 // minutes from a no, withdrawal or no-show to the next yes
	ReplaceP95    float64
	Replaced      float64  // share of these that were replaced at all
	AsksP95       float64  // asks of a volunteer over the run
	TurnedAway    int      // confirmed people who were told not to come
	TooLate       int      // yeses that were told the seat is gone
	Unclear       float64  // share of answers that nobody can read
	AtMost        *Ceiling // the same for every policy; nil unless it was asked for
	Days          []Day
}

// Day is one day of a run: the share of its floor minutes covered, of all communes and of
// the lowest that had any, and of its seats filled.
type Day struct {
	Date   string  `json:"date"` // as 2026-11-23
	Filled float64 `json:"filled"`
	Floor  float64 `json:"floorCovered"`
	Lowest float64 `json:"lowestCommune"`
}

// Run simulates one campaign and returns its figures. It fails when the rows that the
// campaign leaves break an invariant.
func Run(ctx context.Context, config Config) (Figures, error) {
	if err := config.Behaviour.Check(); err != nil {
		return Figures{}, err
	}
	config.Scenario = config.Scenario.whole()
	w, err := newWorld(ctx, config)
	if err != nil {
		return Figures{}, err
	}
	if err := w.run(ctx); err != nil {
		return Figures{}, err
	}
	broken, err := dispatch.ProveInvariants(ctx, w.store, w.now)
	if err != nil {
		return Figures{}, err
	}
	if len(broken) > 0 {
		return Figures{}, fmt.Errorf("the campaign broke an invariant: %s: %v", broken[0].Invariant, broken[0].Rows)
	}
	tally, err := w.store.Tally(ctx, w.campaign.ID)
	if err != nil {
		return Figures{}, err
	}
	return w.figures(tally), nil
}

func (w *world) figures(t db.Tally) Figures {
	all := summed(w.shifts)
	f := Figures{
		Filled: all.filled(), FloorCovered: all.floor(), LowestCommune: w.lowest(w.shifts),
		Asks: per(float64(t.Asks), all.taken), Messages: per(float64(t.Messages), all.taken), Segments: per(float64(t.Segments), all.taken),
		ReplaceMedian: quantile(t.Replaced, 0.5), ReplaceP95: quantile(t.Replaced, 0.95), Replaced: per(float64(len(t.Replaced)), float64(t.Lost)),
		TurnedAway: t.TurnedAway, TooLate: w.told[roster.ToldWaiting] + w.told[roster.ToldClosed],
		Unclear: per(float64(t.Unclear), float64(t.Replies+t.Unclear)),
	}
	if w.config.AtMost {
		f.AtMost = w.ceiling()
	}
	each := make([]float64, len(t.AsksEach))
	for i, n := range t.AsksEach {
		each[i] = float64(n)
	}
	f.AsksP95 = quantile(each, 0.95)
	byDay := map[roster.Date][]served{}
	for _, s := range w.shifts {
		day := roster.DateOf(s.Shift.Span.Start, w.zone)
		byDay[day] = append(byDay[day], s)
	}
	for _, day := range slices.SortedFunc(maps.Keys(byDay), roster.Date.Compare) {
		sum := summed(byDay[day])
		f.Days = append(f.Days, Day{Date: day.String(), Filled: sum.filled(), Floor: sum.floor(), Lowest: w.lowest(byDay[day])})
	}
	return f
}

// sums are seats and floor minutes, wanted and had.
type sums struct{ seats, taken, minutes, covered float64 }

func summed(shifts []served) sums {
	var sum sums
	for _, s := range shifts {
		sum.seats += float64(s.Role.Seats)
		sum.taken += float64(min(s.confirmed, s.Role.Seats))
		if s.Role.Floor {
			sum.minutes += s.Shift.Span.End.Sub(s.Shift.Span.Start).Minutes()
			sum.covered += s.Shift.Span.End.Sub(s.there).Minutes()
		}
	}
	return sum
}

func (s sums) filled() float64 { return per(s.taken, s.seats) }

func (s sums) floor() float64 { return per(s.covered, s.minutes) }

// lowest is the share of floor minutes covered in the commune that has the least.
func (w *world) lowest(shifts []served) float64 {
	byCommune := map[string][]served{}
	for _, s := range shifts {
		if s.Role.Floor {
			byCommune[s.Shift.Commune] = append(byCommune[s.Shift.Commune], s)
		}
	}
	least := math.Inf(1)
	for _, here := range byCommune {
		least = min(least, summed(here).floor())
	}
	if math.IsInf(least, 1) {
		return 0
	}
	return least
}

func per(n, of float64) float64 {
	if of == 0 {
		return 0
	}
	return n / of
}

// quantile is the nearest-rank quantile of ascending values, 0 of none.
func quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, int(math.Ceil(q*float64(len(sorted))))-1)]
}
