package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// RecordBreach enters what happened to data that should not have; the ministry must be told within
// 72 hours of when it was found. For the department.
func (d *Dispatcher) RecordBreach(ctx context.Context, v roster.Viewer, b roster.Breach, now time.Time) (roster.Breach, error) {
	id, err := db.NewID()
	if err != nil {
		return roster.Breach{}, err
	}
	b.ID, b.DueAt = id, roster.BreachDue(b.FoundAt)
	err = d.saveBreach(ctx, v, &b, roster.BreachRecorded, now)
	return b, err
}

// ChangeBreach enters what is known of a breach since. For the department.
func (d *Dispatcher) ChangeBreach(ctx context.Context, v roster.Viewer, b roster.Breach, now time.Time) error {
	was, err := d.knownBreach(ctx, v, b.ID)
	if err != nil {
		return err
	}
	if was.ReportedAt != nil && b.FoundAt.After(*was.ReportedAt) {
		return roster.Bad("input.foundAt", "privacy.breach_times")
	}
	b.DueAt = roster.BreachDue(b.FoundAt)
	return d.saveBreach(ctx, v, &b, roster.BreachChanged, now)
}

func (d *Dispatcher) saveBreach(ctx context.Context, v roster.Viewer, b *roster.Breach, kind roster.PrivacyEventKind, now time.Time) error {
	if err := v.May(roster.ClosePrivacyRequest); err != nil {
		return err
	}
	err := checkWords([]words{{"input.what", &b.What, true}, {"input.affected", &b.Affected, false}, {"input.measures", &b.Measures, false}})
	switch {
	case err != nil:
		return err
	case b.People < 0:
		return roster.Bad("input.people", "privacy.breach_people")
	case b.FoundAt.After(now):
		return roster.Bad("input.foundAt", "privacy.breach_times")
	}
	return d.onRecord(ctx, v, roster.PrivacyEvent{At: now, Kind: kind, Subject: b.ID, Reason: b.What}, func(tx *db.Store) error {
		return tx.SaveBreach(ctx, v.Campaign, *b)
	})
}

// ReportBreach notes when a breach was reported and under which reference. For the department.
func (d *Dispatcher) ReportBreach(ctx context.Context, v roster.Viewer, id, reference string, at, now time.Time) error {
	b, err := d.knownBreach(ctx, v, id)
	if err != nil {
		return err
	}
	if err := checkWords([]words{{"reference", &reference, true}}); err != nil {
		return err
	}
	if at.Before(b.FoundAt) || at.After(now) {
		return roster.Bad("at", "privacy.breach_times")
	}
	return d.onRecord(ctx, v, roster.PrivacyEvent{At: now, Kind: roster.BreachReported, Subject: id, Reason: reference}, func(tx *db.Store) error {
		reported, err := tx.ReportBreach(ctx, v.Campaign, id, reference, at)
		if err == nil && !reported {
			err = roster.Clash("privacy.breach_reported")
		}
		return err
	})
}

func (d *Dispatcher) knownBreach(ctx context.Context, v roster.Viewer, id string) (roster.Breach, error) {
	if err := v.May(roster.ClosePrivacyRequest); err != nil {
		return roster.Breach{}, err
	}
	found, err := d.store.BreachRegister(ctx, v.Scope(), []string{id})
	if err != nil || len(found) == 0 {
		return roster.Breach{}, orMissing(err, "row")
	}
	return found[0], nil
}

// Breaches is the register of breaches. For the department.
func (d *Dispatcher) Breaches(ctx context.Context, v roster.Viewer) ([]roster.Breach, error) {
	if err := v.May(roster.ClosePrivacyRequest); err != nil {
		return nil, err
	}
	return d.store.BreachRegister(ctx, v.Scope(), nil)
}
