package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// AddProcessor notes who processes people's data. For the department.
func (d *Dispatcher) AddProcessor(ctx context.Context, v roster.Viewer, p roster.Processor, now time.Time) (roster.Processor, error) {
	id, err := db.NewID()
	if err != nil {
		return roster.Processor{}, err
	}
	p.ID = id
	err = d.saveProcessor(ctx, v, &p, roster.ProcessorAdded, now)
	return p, err
}

// ChangeProcessor notes what has changed of one that still processes data. For the department.
func (d *Dispatcher) ChangeProcessor(ctx context.Context, v roster.Viewer, p roster.Processor, now time.Time) error {
	if err := d.knownProcessor(ctx, v, p.ID); err != nil {
		return err
	}
	return d.saveProcessor(ctx, v, &p, roster.ProcessorChanged, now)
}

func (d *Dispatcher) saveProcessor(ctx context.Context, v roster.Viewer, p *roster.Processor, kind roster.PrivacyEventKind, now time.Time) error {
	if err := v.May(roster.ClosePrivacyRequest); err != nil {
		return err
	}
	err := checkWords([]words{
		{"input.name", &p.Name, true}, {"input.processes", &p.Processes, true}, {"input.place", &p.Place, true}, {"input.contract", &p.Contract, true},
	})
	if err != nil {
		return err
	}
	return d.onRecord(ctx, v, roster.PrivacyEvent{At: now, Kind: kind, Subject: p.ID, Reason: p.Name}, func(tx *db.Store) error {
		saved, err := tx.SaveProcessor(ctx, v.Campaign, *p)
		if err == nil && !saved {
			err = roster.Clash("privacy.processor_ended")
		}
		return err
	})
}

// EndProcessor notes that somebody processes people's data no more. For the department.
func (d *Dispatcher) EndProcessor(ctx context.Context, v roster.Viewer, id, reason string, now time.Time) error {
	if err := d.knownProcessor(ctx, v, id); err != nil {
		return err
	}
	reason, err := holdReason(reason)
	if err != nil {
		return err
	}
	return d.onRecord(ctx, v, roster.PrivacyEvent{At: now, Kind: roster.ProcessorEnded, Subject: id, Reason: reason}, func(tx *db.Store) error {
		ended, err := tx.EndProcessor(ctx, v.Campaign, id, now)
		if err == nil && !ended {
			err = roster.Clash("privacy.processor_ended")
		}
		return err
	})
}

func (d *Dispatcher) knownProcessor(ctx context.Context, v roster.Viewer, id string) error {
	if err := v.May(roster.ClosePrivacyRequest); err != nil {
		return err
	}
	found, err := d.store.Processors(ctx, v.Scope(), []string{id})
	if err != nil || len(found) == 0 {
		return orMissing(err, "row")
	}
	return nil
}

// Processors lists who processes people's data: to whoever is signed in, since everybody may know
// who has theirs.
func (d *Dispatcher) Processors(ctx context.Context, v roster.Viewer) ([]roster.Processor, error) {
	if v.Role == "" {
		return nil, &roster.Error{Kind: roster.Unauthenticated, Key: "viewer.unauthenticated"}
	}
	return d.store.Processors(ctx, v.Scope(), nil)
}

// onRecord makes a change together with the event that tells of it.
func (d *Dispatcher) onRecord(ctx context.Context, v roster.Viewer, event roster.PrivacyEvent, change func(tx *db.Store) error) error {
	event.Staff = v.Staff
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		if err := change(tx); err != nil {
			return err
		}
		return tx.AddPrivacyEvent(ctx, v.Campaign, event)
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", event.Kind, event.Subject, err)
	}
	return nil
}

// words are a text of an input at a field, to be tidied; some must not be empty.
type words struct {
	field  string
	text   *string
	needed bool
}

func checkWords(all []words) error {
	for _, w := range all {
		*w.text = strings.TrimSpace(*w.text)
		if w.needed && *w.text == "" || len([]rune(*w.text)) > longestNote {
			return &roster.Error{Kind: roster.BadInput, Key: "privacy.words", Field: w.field, Args: []any{"max", longestNote}}
		}
	}
	return nil
}
