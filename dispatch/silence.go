package dispatch

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
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

// obeyNobody does what the law gives to every number, whosever it is: it gets no texts any more, or
// gets them again. Somebody of the staff has the word that it is so; others there is no way to write to.
func obeyNobody(ctx context.Context, tx *db.Store, in db.Delivery, says notify.Verdict, now time.Time) error {
	if says == notify.WantsBack {
		return tx.Unsuppress(ctx, in.From)
	}
	if says != notify.WantsOut {
		return nil
	}
	if err := silence(ctx, tx, in.From, suppression(notify.OptedOut), now); err != nil {
		return err
	}
	member, err := tx.StaffByPhone(ctx, in.From)
	if roster.KindOf(err) == roster.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	if told, err := hadTheirShare(ctx, tx, in.From, optedOutPurpose, now); err != nil || told {
		return err
	}
	return tellStaff(ctx, tx, member, optedOutPurpose, in.ExternalID, notify.StoppedText(i18n.Lang(member.Lang)), worthTelling, now)
}
