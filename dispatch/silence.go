package dispatch

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// silence keeps a number from getting texts. Whom nothing can be told is asked nothing: what they
// were asked ends, and others are.
func silence(ctx context.Context, tx *db.Store, phone roster.Phone, reason string, now time.Time) error {
	if err := tx.Suppress(ctx, phone, reason, now); err != nil {
		return err
	}
	open, err := tx.OpenAsksByPhone(ctx, phone)
	if err != nil {
		return err
	}
	byCampaign := map[string][]roster.Ask{}
	for _, ask := range open {
		byCampaign[ask.Campaign] = append(byCampaign[ask.Campaign], ask.Ask)
	}
	for _, campaign := range slices.Sorted(maps.Keys(byCampaign)) {
		if err := failAsks(ctx, tx, campaign, byCampaign[campaign], now); err != nil {
			return err
		}
	}
	return nil
}
