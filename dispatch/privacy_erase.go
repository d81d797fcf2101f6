package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// CarryOutErasure does what a request to erase asks for, at once and for good, unless something
// holds the data: then the request stays open and the answer names the holds. Figures stay, under
// a row that leads to nobody. Doing it again does no harm. For the department.
func (d *Dispatcher) CarryOutErasure(ctx context.Context, v roster.Viewer, request string, now time.Time) (roster.Erasure, error) {
	if err := v.May(roster.ClosePrivacyRequest); err != nil {
		return roster.Erasure{}, err
	}
	asked, err := d.erasureAsked(ctx, d.store, v, request)
	if err != nil {
		return roster.Erasure{}, err
	}
	var done roster.Erasure
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if err := tx.LockVolunteer(ctx, v.Campaign, asked.Volunteer); err != nil {
			return err
		}
		// Somebody else may have been faster.
		locked, err := d.erasureAsked(ctx, tx, v, request)
		if err != nil {
			return err
		}
		done, err = d.erase(ctx, tx, v, locked, now)
		return err
	})
	if err != nil {
		return roster.Erasure{}, fmt.Errorf("carry out request %s: %w", request, err)
	}
	return done, nil
}

func (d *Dispatcher) erasureAsked(ctx context.Context, read *db.Store, v roster.Viewer, request string) (roster.PrivacyRequest, error) {
	found, err := read.PrivacyRequests(ctx, v.Scope(), []string{request})
	if err != nil || len(found) == 0 {
		return roster.PrivacyRequest{}, orMissing(err, "row")
	}
	switch asked := found[0]; {
	case asked.Kind != roster.PrivacyErase:
		return asked, roster.Bad("request", "privacy.no_erasure")
	case asked.State == roster.PrivacyRefused:
		return asked, roster.Clash("privacy.closed")
	default:
		return asked, nil
	}
}

func (d *Dispatcher) erase(ctx context.Context, tx *db.Store, v roster.Viewer, asked roster.PrivacyRequest, now time.Time) (roster.Erasure, error) {
	erased, err := tx.IsErased(ctx, v.Campaign, asked.Volunteer)
	if err != nil || erased {
		return roster.Erasure{Request: asked.ID, Erased: erased}, err
	}
	event := roster.PrivacyEvent{At: now, Kind: roster.Erased, Volunteer: asked.Volunteer, Subject: asked.ID, Staff: v.Staff}
	holds, err := tx.HoldsNow(ctx, v.Campaign, asked.Volunteer)
	if err != nil {
		return roster.Erasure{}, err
	}
	if len(holds) > 0 {
		event.Kind, event.Reason = roster.ErasureDelayed, kindsOf(holds)
		return roster.Erasure{Request: asked.ID, Holds: holds}, tx.AddPrivacyEvent(ctx, v.Campaign, event)
	}
	if err := d.dropProposals(ctx, tx, v.Campaign, asked.Volunteer, now); err != nil {
		return roster.Erasure{}, err
	}
	if err := tx.Erase(ctx, v.Campaign, asked.Volunteer, v.Role, i18n.Text(i18n.VI, "privacy.outcome_erased"), now); err != nil {
		return roster.Erasure{}, err
	}
	return roster.Erasure{Request: asked.ID, Erased: true}, tx.AddPrivacyEvent(ctx, v.Campaign, event)
}

func kindsOf(holds []roster.Hold) string {
	kinds := make([]string, len(holds))
	for i, h := range holds {
		kinds[i] = string(h.Kind)
	}
	return strings.Join(kinds, ", ")
}

// dropProposals gives up what binds nobody and of which the person knows nothing.
func (d *Dispatcher) dropProposals(ctx context.Context, tx *db.Store, campaign, volunteer string, now time.Time) error {
	proposed, err := tx.ProposalsOf(ctx, campaign, volunteer)
	if err != nil {
		return err
	}
	return eachOf(ctx, proposed, func(a roster.Assignment) error {
		return tx.Move(ctx, campaign, a, roster.Released, note(roster.BySystem, "", "erased", now))
	})
}
