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
// not after lateHour: then the reminders have gone out and the morning is nearer.
const (
	digestHour = 17
	lateHour   = 20
)

// DigestDue has each coordinator of the department and the communes told once, in the evening,
// what is missing on the day ahead.
func (d *Dispatcher) DigestDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		today := roster.DateOf(now, campaign.Location())
		hour := now.In(campaign.Location()).Hour()
		if hour < digestHour || hour >= lateHour || today.AddDays(1).Before(campaign.StartsOn) || campaign.EndsOn.Before(today) {
			return Counts{}, nil
		}
		counts := Counts{}
		err := d.store.InTx(ctx, func(tx *db.Store) error {
			staff, err := tx.AddDigests(ctx, campaign.ID, today, now)
			if err != nil {
				return err
			}
			for _, id := range staff {
				if err := tx.Enqueue(ctx, db.SendDigest{Campaign: campaign.ID, Staff: id, Day: today.String()}); err != nil {
					return err
				}
				counts["digests"]++
			}
			return nil
		})
		return counts, err
	})
}

// SendDigest texts a coordinator what is missing on the day after a day, and nothing when nothing
// is. It leaves once; one that the queue brings too late leaves no more.
func (d *Dispatcher) SendDigest(ctx context.Context, digest db.SendDigest, now time.Time) error {
	day, err := roster.ParseDate(digest.Day)
	if err != nil {
		return fmt.Errorf("send a digest: %w", err)
	}
	campaign, err := d.store.Campaign(ctx, digest.Campaign)
	if err != nil {
		return err
	}
	first, err := d.store.TakeDigest(ctx, digest.Campaign, digest.Staff, day, now)
	if err != nil || !first || d.quiet.In(now, campaign.Location()) {
		return err
	}
	member, err := d.store.Staff(ctx, digest.Campaign, digest.Staff)
	if err != nil {
		return err
	}
	viewer := roster.Viewer{Role: member.Role, Campaign: digest.Campaign, Commune: member.Commune}
	ahead, err := d.digest(ctx, viewer, campaign, day)
	if err != nil || ahead.Quiet() {
		return err
	}
	const life = 3 * time.Hour
	text := notify.DigestText(i18n.Lang(member.Lang), day.AddDays(1).Time(campaign.Location()), ahead, d.homeURL)
	return d.textStaff(ctx, member, digest.Staff+digest.Day, "digest", text, life, now)
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
	return d.digest(ctx, v, campaign, roster.DateOf(now, campaign.Location()))
}

func (d *Dispatcher) digest(ctx context.Context, v roster.Viewer, campaign roster.Campaign, today roster.Date) (roster.Digest, error) {
	return d.store.Digest(ctx, v.Scope(), wholeDay(today, campaign.Location()), wholeDay(today.AddDays(1), campaign.Location()))
}

func wholeDay(day roster.Date, loc *time.Location) roster.Span {
	return roster.Span{Start: day.Time(loc), End: day.AddDays(1).Time(loc)}
}
