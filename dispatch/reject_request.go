package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// RejectRequest refuses a help request with a reason, which the commune reads beside it. One whose
// hours have come can be refused too: approving is too late then, and it would wait for ever. A
// request that has changed since the version that the viewer has seen (0 for whichever) is a
// conflict.
func (d *Dispatcher) RejectRequest(ctx context.Context, v roster.Viewer, id string, version int, why string, now time.Time) (roster.HelpRequest, error) {
	if err := v.May(roster.ApproveRequest); err != nil {
		return roster.HelpRequest{}, err
	}
	why, err := checkWhy(why)
	if err != nil {
		return roster.HelpRequest{}, err
	}
	var request roster.HelpRequest
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if request, err = lockOpenRequest(ctx, tx, v.Campaign, id, version); err != nil {
			return err
		}
		request.State, request.Refusal = roster.RequestRejected, why
		request.Version++
		return tx.DecideRequest(ctx, v.Campaign, request, now)
	})
	if err != nil {
		return roster.HelpRequest{}, fmt.Errorf("reject request: %w", err)
	}
	return request, nil
}
