package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
	"github.com/tiepsuc/tiepsuc/roster"
)

// The digest leaves from digestHour on, while there is an evening left to find people in, and
// not after lateHour: then the reminders have gone out and the morning is nearer. One that can't
// leave within digestLife loses its point.
const (
	digestHour = 17
	lateHour   = 20
	digestLife = 3 * time.Hour
)

// DigestDue has each coordinator of the department and the communes told once, in the evening,
// what is missing on the day ahead.
func (d *Dispatcher) DigestDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		counts, today := Counts{}, roster.DateOf(now, campaign.Location())
		hour := now.In(campaign.Location()).Hour()
		if hour < digestHour || hour >= lateHour || today.AddDays(1).Before(campaign.StartsOn) || campaign.EndsOn.Before(today) {
			return counts, nil
		}
		staff, err := d.store.WithoutDigest(ctx, campaign.ID, today)
		if err != nil {
			return counts, err
		}
		return counts, eachOf(ctx, staff, func(member roster.StaffMember) error {
			first, err := d.writeDigest(ctx, campaign, member, today, now)
			if err != nil {
				return fmt.Errorf("write the digest of staff %s: %w", member.ID, err)
			}
			if first {
				counts["digests"]++
			}
			return nil
		})
	})
}

// writeDigest notes that a coordinator's digest of today is written, and queues its text with that:
// both or neither, so that none is lost and none leaves twice. Where nothing is missing there is
// nothing to text. It tells false when another has written it.
func (d *Dispatcher) writeDigest(ctx context.Context, campaign roster.Campaign, member roster.StaffMember, today roster.Date, now time.Time) (bool, error) {
	var first bool
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		var err error
		if first, err = tx.AddDigest(ctx, campaign.ID, member.ID, today, now); err != nil || !first {
			return err
		}
		viewer := roster.Viewer{Role: member.Role, Campaign: campaign.ID, Commune: member.Commune}
		ahead, err := digest(ctx, tx, viewer, campaign, today)
		if err != nil || ahead.Quiet() {
			return err
		}
		text := notify.DigestText(i18n.Lang(member.Lang), today.AddDays(1).Time(campaign.Location()), ahead, d.homeURL)
		return tellStaff(ctx, tx, member, "digest", member.ID+":"+today.String(), text, digestLife, now)
	})
	return first, err
}

// Digest is what a coordinator should know about the day after today.
func (d *Dispatcher) Digest(ctx context.Context, v roster.Viewer, now time.Time) (roster.Digest, error) {
	if v.Role != roster.AsDepartment && v.Role != roster.AsCommune {
		return roster.Digest{}, roster.Denied("viewer.may_not")
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.Digest{}, err
	}
	return digest(ctx, d.store, v, campaign, roster.DateOf(now, campaign.Location()))
}

func digest(ctx context.Context, read *db.Store, v roster.Viewer, campaign roster.Campaign, today roster.Date) (roster.Digest, error) {
	return read.Digest(ctx, v.Scope(), wholeDay(today, campaign.Location()), wholeDay(today.AddDays(1), campaign.Location()))
}

func wholeDay(day roster.Date, loc *time.Location) roster.Span {
	return roster.Span{Start: day.Time(loc), End: day.AddDays(1).Time(loc)}
}
