package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// RecordAnswer enters an answer that somebody gave by voice. A commune may do so for its own
// shifts. A late yes is a conflict that says what became of the seat.
func (d *Dispatcher) RecordAnswer(ctx context.Context, v roster.Viewer, askID string, answer roster.Answer, why string, now time.Time) (roster.Ask, error) {
	if err := v.May(roster.RecordAnswer); err != nil {
		return roster.Ask{}, err
	}
	ask, about, err := asked(ctx, d.store, v, askID)
	if err != nil {
		return roster.Ask{}, err
	}
	told, err := d.answer(ctx, d.store, v.Campaign, ask, about, answer, note(roster.ByCoordinator, roster.Voice, strings.TrimSpace(why), now))
	if err != nil {
		return roster.Ask{}, fmt.Errorf("record answer: %w", err)
	}
	if err := nothingCame(told); err != nil {
		return roster.Ask{}, err
	}
	return d.store.Ask(ctx, v.Campaign, askID)
}

// asked returns an ask that the viewer may enter an answer to, and what it is about.
func asked(ctx context.Context, read *db.Store, v roster.Viewer, askID string) (roster.Ask, roster.Assignment, error) {
	ask, err := read.Ask(ctx, v.Campaign, askID)
	if err != nil {
		return roster.Ask{}, roster.Assignment{}, err
	}
	about, err := read.Assignment(ctx, v.Campaign, ask.Assignment)
	if err == nil && v.Role == roster.AsCommune && about.Commune != v.Commune {
		err = roster.Missing("ask")
	}
	return ask, about, err
}

// nothingCame is the conflict that tells staff the truth of an answer that changed no seat.
func nothingCame(told roster.Told) error {
	switch told {
	case roster.ToldWaiting, roster.ToldLocked, roster.ToldClosed:
		return roster.Clash("answer." + string(told))
	case roster.ToldConfirmed, roster.ToldDeclined:
	}
	return nil
}
