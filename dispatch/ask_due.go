package dispatch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// volunteersPerRound bounds how many people one round of AskDue asks.
const volunteersPerRound = 100

// AskDue asks the people whom the published plan proposes, in quiet hours only for what has become
// urgent: one message per person with all their seats. A proposal that has become impossible meanwhile
// is released.
func (d *Dispatcher) AskDue(ctx context.Context, now time.Time) (Counts, error) {
	return d.eachCampaign(ctx, func(campaign roster.Campaign) (Counts, error) {
		counts, _, err := d.askPlanned(ctx, campaign, now)
		return counts, err
	})
}

// AskPlanned asks the people whom a plan of one campaign proposes, right after it has been
// published: round after round for a while, and then rings for itself again, so that a node
// which stops has little to wait for.
func (d *Dispatcher) AskPlanned(ctx context.Context, campaignID string, now time.Time) (Counts, error) {
	campaign, err := d.store.Campaign(ctx, campaignID)
	total := Counts{}
	if err != nil || d.quiet.In(now, campaign.Location()) {
		return total, err
	}
	const while = 5 * time.Second
	soft, cancel := d.hurry(ctx, while)
	defer cancel()
	for soft.Err() == nil {
		counts, found, err := d.askPlanned(ctx, campaign, now)
		total.add(counts)
		if err != nil || !found {
			return total, err
		}
	}
	return total, d.store.Enqueue(ctx, db.AskPlanned{Campaign: campaignID})
}

// eachCampaign runs a job for every campaign and sums the counts.
func (d *Dispatcher) eachCampaign(ctx context.Context, job func(roster.Campaign) (Counts, error)) (Counts, error) {
	total := Counts{}
	campaigns, err := d.store.Campaigns(ctx)
	if err != nil {
		return total, err
	}
	return total, eachOf(ctx, campaigns, func(campaign roster.Campaign) error {
		counts, err := job(campaign)
		total.add(counts)
		if err != nil {
			return fmt.Errorf("campaign %s: %w", campaign.ID, err)
		}
		return nil
	})
}

// eachOf does something to one item after the other. One that fails keeps no other waiting;
// all failures come back together.
func eachOf[T any](ctx context.Context, items []T, do func(T) error) error {
	var failed []error
	for _, item := range items {
		if ctx.Err() != nil {
			return errors.Join(append(failed, ctx.Err())...)
		}
		if err := do(item); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// askPlanned is one round. It tells whether it found proposals, which others may have asked
// for before it got there.
func (d *Dispatcher) askPlanned(ctx context.Context, campaign roster.Campaign, now time.Time) (counts Counts, found bool, err error) {
	counts = Counts{}
	if !d.policy.Plans {
		return counts, false, nil
	}
	span := roster.Span{Start: now, End: campaign.EndsOn.AddDays(1).Time(campaign.Location())}
	if d.quiet.In(now, campaign.Location()) {
		span.End = now.Add(match.UrgentWithin)
	}
	proposals, err := d.store.ProposalsToAsk(ctx, campaign.ID, span, volunteersPerRound)
	if err != nil {
		return counts, false, err
	}
	err = eachOf(ctx, bundles(proposals), func(bundle []roster.Assignment) error {
		done, err := d.askBundle(ctx, campaign, bundle, now)
		counts.add(done)
		return err
	})
	return counts, len(proposals) > 0, err
}

// bundles cuts proposals, which come volunteer by volunteer, into one bundle for each.
func bundles(proposals []roster.Assignment) [][]roster.Assignment {
	var all [][]roster.Assignment
	for len(proposals) > 0 {
		n := 1
		for n < len(proposals) && proposals[n].Volunteer == proposals[0].Volunteer {
			n++
		}
		all, proposals = append(all, proposals[:n]), proposals[n:]
	}
	return all
}

// askBundle asks one person for all proposed seats, in one transaction.
func (d *Dispatcher) askBundle(ctx context.Context, campaign roster.Campaign, proposals []roster.Assignment, now time.Time) (Counts, error) {
	var counts Counts
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		counts = Counts{}
		span := roster.Span{Start: proposals[0].Span.Start, End: proposals[len(proposals)-1].Span.End}
		query := poolQuery(campaign, []string{proposals[0].Volunteer}, span, now)
		bundle, err := tx.LockBundle(ctx, proposals, query)
		if err != nil {
			return err
		}
		return d.offerAll(ctx, tx, campaign, bundle, newPool(bundle.Pool, query, campaign.Location()), counts, now)
	})
	if err != nil {
		return Counts{}, fmt.Errorf("ask volunteer %s: %w", proposals[0].Volunteer, err)
	}
	return counts, nil
}

// offerAll offers the one person of a pool whatever is proposed to them and still possible, in one
// message, and releases the rest.
func (d *Dispatcher) offerAll(ctx context.Context, tx *db.Store, campaign roster.Campaign, bundle db.Bundle, people *pool, counts Counts, now time.Time) error {
	person := people.people[0]
	offer, err := d.newOffering(campaign, person.Volunteer)
	if err != nil {
		return err
	}
	offer.codes = bundle.Codes
	for _, a := range bundle.Proposals {
		if a.State != roster.Proposed {
			continue
		}
		seat := bundle.Seats[a.Role]
		why, err := d.offerOrRelease(ctx, tx, offer, a, seat, match.Against(person, people.seat(seat), d.rules), now)
		if err != nil {
			return err
		}
		if why != "" {
			counts["released"]++
			continue
		}
		counts["asked"]++
		person.Duties = append(person.Duties, match.Duty{Shift: a.Shift, Span: a.Span, At: seatPlace(seat)})
	}
	if len(offer.asks) > 0 {
		counts["messages"]++
	}
	return offer.store(ctx, tx, d.linkURL, now, now)
}

// offerOrRelease offers a proposed seat, or releases the proposal and says why.
func (d *Dispatcher) offerOrRelease(ctx context.Context, tx *db.Store, offer *offering, a roster.Assignment, seat db.Seat, against []match.Reason, now time.Time) (string, error) {
	why := "role.full"
	if len(against) > 0 {
		why = against[0].Key
	} else if added, err := offer.add(ctx, tx, a, seat, now, false, note(roster.BySystem, roster.SMS, "", now)); err != nil || added {
		return "", err
	}
	return why, tx.Move(ctx, offer.campaign.ID, a, roster.Released, note(roster.BySystem, "", why, now))
}

// outOfDate is the first cause that keeps somebody from a seat that they come by other than by being
// asked out of the blue: they choose it, a colleague asks, or it has moved. That they are asked a lot is
// none.
func outOfDate(reasons []match.Reason) (string, bool) {
	for _, r := range reasons {
		if r.Key != match.AskedEnough {
			return r.Key, true
		}
	}
	return "", false
}
