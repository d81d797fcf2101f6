package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/roster"
)

// RecordAnswer enters an answer that somebody gave by voice. A commune may do so for its own
// shifts. A late yes is a conflict that says what became of the seat.
func (d *Dispatcher) RecordAnswer(ctx context.Context, v roster.Viewer, askID string, answer roster.Answer, why string, now time.Time) (roster.Ask, error) {
	if err := v.May(roster.RecordAnswer); err != nil {
		return roster.Ask{}, err
	}
	ask, err := d.store.Ask(ctx, v.Campaign, askID)
	if err != nil {
		return roster.Ask{}, err
	}
	a, err := d.store.Assignment(ctx, v.Campaign, ask.Assignment)
	if err != nil {
		return roster.Ask{}, err
	}
	if v.Role == roster.AsCommune && a.Commune != v.Commune {
		return roster.Ask{}, roster.Missing("ask")
	}
	told, err := d.answer(ctx, d.store, v.Campaign, ask, a, answer, note(roster.ByCoordinator, roster.Voice, strings.TrimSpace(why), now))
	if err != nil {
		return roster.Ask{}, fmt.Errorf("record answer: %w", err)
	}
	switch told {
	case roster.ToldWaiting, roster.ToldLocked, roster.ToldClosed:
		return roster.Ask{}, roster.Clash("answer." + string(told))
	case roster.ToldConfirmed, roster.ToldDeclined:
	}
	return d.store.Ask(ctx, v.Campaign, askID)
}
