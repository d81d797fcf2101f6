package dispatch

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// CallEntry is somebody to ring for a seat, with the questions that were put about it, newest
// first. An open one takes the answer of the call (RecordAnswer).
type CallEntry struct {
	Candidate match.Candidate
	Tries     []roster.Ask
}

// The order of a call list: who has a question open needs only to be heard; then who hasn't
// been asked; then who was silent. Who said no comes last.
const (
	callOpen = iota
	callFresh
	callSilent
	callRefused
)

// CallList is whom a coordinator rings when texts take too long, or nobody is left to text:
// those who may take a seat of the role, each with what was tried. Within each of the groups
// they come as asks do. A university or telecom sees its own people only.
func (d *Dispatcher) CallList(ctx context.Context, v roster.Viewer, role string, first int, now time.Time) ([]CallEntry, error) {
	ranked, err := d.candidates(ctx, v, role, now)
	if err != nil {
		return nil, err
	}
	asks, err := d.store.AsksOfRole(ctx, v.Scope(), role)
	if err != nil {
		return nil, fmt.Errorf("call list of role %s: %w", role, err)
	}
	tries := map[string][]roster.Ask{}
	for _, a := range asks {
		tries[a.Volunteer] = append(tries[a.Volunteer], a)
	}
	var list []CallEntry
	for _, c := range ranked {
		if e := (CallEntry{Candidate: c, Tries: tries[c.ID]}); e.callable() {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b CallEntry) int { return cmp.Compare(a.group(), b.group()) })
	list = list[:min(first, len(list))]
	shown := make([]match.Candidate, len(list))
	for i, e := range list {
		shown[i] = e.Candidate
	}
	return list, d.noteCandidates(ctx, v, shown, now)
}

// callable leaves out who has taken the seat already and who may not take it. A question that
// is open was put to somebody who might.
func (e CallEntry) callable() bool {
	if len(e.Tries) > 0 && e.Tries[0].State == roster.AskAccepted {
		return false
	}
	return e.Candidate.Eligible || e.group() == callOpen
}

func (e CallEntry) group() int {
	if len(e.Tries) == 0 {
		return callFresh
	}
	switch e.Tries[0].State {
	case roster.AskQueued, roster.AskSent, roster.AskUnclear:
		return callOpen
	case roster.AskExpired, roster.AskFailed, roster.AskWithdrawn:
		return callSilent
	case roster.AskDeclined, roster.AskAccepted:
	}
	return callRefused
}
