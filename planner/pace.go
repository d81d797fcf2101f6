package planner

import "time"

// pace spreads work over so many turns, or over so much time when that is up before.
type pace struct {
	turns int
	begun time.Time
	limit time.Duration // 0 for none
}

func newPace(turns int, limit time.Duration, share float64) pace {
	return pace{turns: turns, begun: now(), limit: time.Duration(float64(limit) * share)}
}

// at is how much of the work is behind when a turn begins, from 0 to 1 at the last one.
func (p pace) at(turn int) float64 {
	done := float64(turn) / float64(max(1, p.turns-1))
	if p.limit > 0 {
		done = max(done, float64(now().Sub(p.begun))/float64(p.limit))
	}
	return min(1, done)
}

// goes tells whether there is a turn: the first is always there.
func (p pace) goes(turn int) bool {
	return turn == 0 || turn < p.turns && (p.limit <= 0 || now().Sub(p.begun) < p.limit)
}
