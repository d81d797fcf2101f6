package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// ApproveRequest makes a shift of a help request. People are asked for it by the next plan;
// for an urgent one, and for one that starts before the next night's plan could help, at
// once.
func (d *Dispatcher) ApproveRequest(ctx context.Context, v roster.Viewer, id string, now time.Time) (roster.HelpRequest, error) {
	return d.ApproveVersion(ctx, v, id, anyVersion, now)
}

// ApproveVersion is ApproveRequest of what the viewer has seen: a request that has changed
// since that version is a conflict.
func (d *Dispatcher) ApproveVersion(ctx context.Context, v roster.Viewer, id string, version int, now time.Time) (roster.HelpRequest, error) {
	if err := v.May(roster.ApproveRequest); err != nil {
		return roster.HelpRequest{}, err
	}
	var request roster.HelpRequest
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		var err error
		if request, err = lockOpenRequest(ctx, tx, v.Campaign, id, version); err != nil {
			return err
		}
		if !request.Span.Start.After(now) {
			return roster.Clash("request.too_late")
		}
		request.State = roster.RequestApproved
		request.Version++
		return approve(ctx, tx, v.Campaign, request, now)
	})
	if err != nil {
		return roster.HelpRequest{}, fmt.Errorf("approve request: %w", err)
	}
	return request, nil
}

// lockOpenRequest returns a request that is still to be decided and has not changed since a version.
func lockOpenRequest(ctx context.Context, tx *db.Store, campaign, id string, version int) (roster.HelpRequest, error) {
	request, err := tx.LockRequest(ctx, campaign, id)
	if err != nil {
		return request, err
	}
	if err := unchangedSince(version, request.Version, "version"); err != nil {
		return request, err
	}
	if request.State != roster.RequestOpen {
		return request, roster.Clash("request.decided")
	}
	return request, nil
}

func approve(ctx context.Context, tx *db.Store, campaign string, request roster.HelpRequest, now time.Time) error {
	if err := tx.DecideRequest(ctx, campaign, request, now); err != nil {
		return err
	}
	shiftID, err := db.NewID()
	if err != nil {
		return err
	}
	shift := roster.Shift{
		ID: shiftID, Commune: request.Commune, Point: request.Point, Request: request.ID, Span: request.Span,
		Priority: 1, Urgent: request.Urgent,
	}
	roles := make([]roster.Role, len(request.Roles))
	jobs := make([]string, len(request.Roles))
	for i, need := range request.Roles {
		if jobs[i], err = db.NewID(); err != nil {
			return err
		}
		roles[i] = roster.Role{ID: jobs[i], Shift: shiftID, RoleNeed: need}
	}
	if err := tx.AddShifts(ctx, campaign, []roster.Shift{shift}, roles); err != nil {
		return err
	}
	if !request.Urgent && request.Span.Start.Sub(now) > atOnceWithin {
		return nil
	}
	return refillJobs(ctx, tx, campaign, jobs)
}

// atOnceWithin is how near a shift may be for its people to be asked without waiting for a
// plan.
const atOnceWithin = 24 * time.Hour

func refillJobs(ctx context.Context, tx *db.Store, campaign string, roles []string) error {
	for _, role := range roles {
		if err := tx.Enqueue(ctx, db.RefillRole{Campaign: campaign, Role: role}); err != nil {
			return err
		}
	}
	return nil
}
