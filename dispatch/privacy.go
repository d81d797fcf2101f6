package dispatch

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// longestNote bounds what is written about a request.
const longestNote = 2000

// WithdrawConsent ends what somebody has agreed to, at the word of that person, the own
// organisation or the department: nothing more is sent, texts that wait included, since
// consent is looked at when a text leaves. Doing it again does no harm.
func (d *Dispatcher) WithdrawConsent(ctx context.Context, v roster.Viewer, volunteer string, now time.Time) error {
	if err := d.ownPerson(ctx, v, volunteer); err != nil {
		return err
	}
	if err := d.store.WithdrawConsent(ctx, v.Campaign, volunteer, v.Role, now); err != nil {
		return fmt.Errorf("withdraw consent of %s: %w", volunteer, err)
	}
	return nil
}

// Consents is somebody's ledger of consent, for that person, the own organisation and the
// department.
func (d *Dispatcher) Consents(ctx context.Context, v roster.Viewer, volunteer string) ([]roster.Consent, error) {
	if err := d.ownPerson(ctx, v, volunteer); err != nil {
		return nil, err
	}
	return d.store.Consents(ctx, v.Campaign, volunteer)
}

// OpenPrivacyRequest notes what somebody asks about the own data, with the days on which it is
// due by law.
func (d *Dispatcher) OpenPrivacyRequest(ctx context.Context, v roster.Viewer, volunteer string, kind roster.PrivacyKind, note string, now time.Time) (roster.PrivacyRequest, error) {
	if err := d.ownPerson(ctx, v, volunteer); err != nil {
		return roster.PrivacyRequest{}, err
	}
	if note = strings.TrimSpace(note); len([]rune(note)) > longestNote {
		return roster.PrivacyRequest{}, roster.Bad("note", "privacy.note_too_long", "max", longestNote)
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.PrivacyRequest{}, err
	}
	id, err := db.NewID()
	if err != nil {
		return roster.PrivacyRequest{}, err
	}
	r := roster.PrivacyRequest{ID: id, Volunteer: volunteer, Kind: kind, Note: note, ReceivedAt: now, State: roster.PrivacyOpen}
	r.AnswerBy, r.CarryOutBy = kind.Due(roster.DateOf(now, campaign.Location()))
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if err := lockLiving(ctx, tx, v.Campaign, volunteer); err != nil {
			return err
		}
		return tx.AddPrivacyRequest(ctx, v.Campaign, r)
	})
	return r, err
}

// ClosePrivacyRequest says what became of a request: done, or refused with the reason. That
// somebody is erased is not said but done, by CarryOutErasure. For the department.
func (d *Dispatcher) ClosePrivacyRequest(ctx context.Context, v roster.Viewer, id string, done bool, outcome string, now time.Time) error {
	if err := v.May(roster.ClosePrivacyRequest); err != nil {
		return err
	}
	if outcome = strings.TrimSpace(outcome); outcome == "" || len([]rune(outcome)) > longestNote {
		return roster.Bad("outcome", "privacy.outcome_missing", "max", longestNote)
	}
	found, err := d.store.PrivacyRequests(ctx, v.Scope(), []string{id})
	if err != nil || len(found) == 0 {
		return orMissing(err, "row")
	}
	if done && found[0].Kind == roster.PrivacyErase && found[0].State == roster.PrivacyOpen {
		return roster.Clash("privacy.carry_out")
	}
	state := roster.PrivacyRefused
	if done {
		state = roster.PrivacyDone
	}
	return d.store.ClosePrivacyRequest(ctx, v.Campaign, id, state, outcome, now)
}

// ownPerson refuses whoever isn't the person, the own organisation or the department.
func (d *Dispatcher) ownPerson(ctx context.Context, v roster.Viewer, volunteer string) error {
	if err := v.May(roster.SetAvailability); err != nil {
		return err
	}
	own, err := d.store.OwnPeople(ctx, v.Scope())
	if err != nil {
		return err
	}
	if !slices.Contains(own, volunteer) {
		return roster.Missing("volunteer")
	}
	return nil
}
