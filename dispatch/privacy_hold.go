package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// SetHold has somebody's data kept although the person may want them erased: for a complaint, a
// dispute or a duty by law, with the reason, which the person can read. For the department.
func (d *Dispatcher) SetHold(ctx context.Context, v roster.Viewer, volunteer string, kind roster.HoldKind, reason string, now time.Time) (roster.Hold, error) {
	if err := v.May(roster.ClosePrivacyRequest); err != nil {
		return roster.Hold{}, err
	}
	reason, err := holdReason(reason)
	if err != nil {
		return roster.Hold{}, err
	}
	if kind == roster.HoldDuties || kind == roster.HoldInFlight {
		return roster.Hold{}, roster.Bad("kind", "privacy.hold_found")
	}
	id, err := db.NewID()
	if err != nil {
		return roster.Hold{}, err
	}
	hold := roster.Hold{ID: id, Volunteer: volunteer, Kind: kind, Reason: reason, SetAt: &now}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if err := lockLiving(ctx, tx, v.Campaign, volunteer); err != nil {
			return err
		}
		if err := tx.AddHold(ctx, v.Campaign, hold, v.Staff); err != nil {
			return err
		}
		return tx.AddPrivacyEvent(ctx, v.Campaign, roster.PrivacyEvent{At: now, Kind: roster.HoldSet, Volunteer: volunteer, Subject: id, Reason: reason, Staff: v.Staff})
	})
	if err != nil {
		return roster.Hold{}, fmt.Errorf("hold the data of %s: %w", volunteer, err)
	}
	return hold, nil
}

// lockLiving locks somebody so that an erasure waits, or finds that it has come first.
func lockLiving(ctx context.Context, tx *db.Store, campaign, volunteer string) error {
	if err := tx.LockVolunteer(ctx, campaign, volunteer); err != nil {
		return err
	}
	return living(ctx, tx, campaign, volunteer)
}

// living refuses a change of somebody who is erased.
func living(ctx context.Context, tx *db.Store, campaign, volunteer string) error {
	erased, err := tx.IsErased(ctx, campaign, volunteer)
	if err == nil && erased {
		err = roster.Clash("privacy.erased_already")
	}
	return err
}

func holdReason(reason string) (string, error) {
	if reason = strings.TrimSpace(reason); reason == "" || len([]rune(reason)) > longestNote {
		return "", roster.Bad("reason", "privacy.reason_missing", "max", longestNote)
	}
	return reason, nil
}

// LiftHold ends a hold, with the reason. For the department.
func (d *Dispatcher) LiftHold(ctx context.Context, v roster.Viewer, id, reason string, now time.Time) error {
	if err := v.May(roster.ClosePrivacyRequest); err != nil {
		return err
	}
	reason, err := holdReason(reason)
	if err != nil {
		return err
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		volunteer, err := tx.LiftHold(ctx, v.Campaign, id, now)
		if err != nil {
			return err
		}
		return tx.AddPrivacyEvent(ctx, v.Campaign, roster.PrivacyEvent{At: now, Kind: roster.HoldLifted, Volunteer: volunteer, Subject: id, Reason: reason, Staff: v.Staff})
	})
	if err != nil {
		return fmt.Errorf("lift hold %s: %w", id, err)
	}
	return nil
}

// Holds lists what delays the erasure of somebody's data, ended holds included: for that person,
// the own organisation and the department.
func (d *Dispatcher) Holds(ctx context.Context, v roster.Viewer, volunteer string) ([]roster.Hold, error) {
	if err := d.ownPerson(ctx, v, volunteer); err != nil {
		return nil, err
	}
	return d.store.HoldsOf(ctx, v.Scope(), volunteer)
}
