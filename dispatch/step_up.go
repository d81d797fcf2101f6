package dispatch

import (
	"context"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// stepUpWithin is how near the start is when a guide takes an empty desk though others are asked for it
// and may yet say yes: whoever would come instead must still get ready and be on their way.
const stepUpWithin = time.Hour

// guideFor is who comes to the shift of an empty floor seat anyway, in a seat without which the desk opens
// all the same, and could have it; of several the one who ranks first. nil when there is nobody.
func (d *Dispatcher) guideFor(s *scene, p *post, now time.Time) *roster.Assignment {
	if !d.policy.StepsUp || !p.Role.Floor || p.Role.Free() == 0 || !p.Shift.Ahead(now) {
		return nil
	}
	seat, seats := s.seat(p), map[string]*db.Engagement{}
	var able []*match.Person
	for _, h := range s.guides(p) {
		one := s.byID[h.Volunteer]
		if one == nil || !match.Suits(&one.Person, &seat) || p.refusedBy(h.Volunteer) {
			continue
		}
		person := one.Unasked()
		able, seats[h.Volunteer] = append(able, &person), h
	}
	if best := match.Eligible(able, seat, d.rules); len(best) > 0 {
		guide := seats[best[0].ID].Assignment
		return &guide
	}
	return nil
}

// guides are the people who have said yes to another seat of a post's shift, none of the floor, in which no
// coordinator has put them, and haven't asked a colleague to come in their stead.
func (s *scene) guides(p *post) []*db.Engagement {
	var guides []*db.Engagement
	for _, other := range s.byShift[p.Shift.ID] {
		for _, h := range other.held {
			swapped := slices.ContainsFunc(other.held, func(to *db.Engagement) bool { return to.Replaces == h.ID && live(to.State) })
			if !other.Role.Floor && h.State == roster.Confirmed && h.Asked && h.Source != roster.FromCoordinator && !swapped {
				guides = append(guides, h)
			}
		}
	}
	return guides
}

// refusedBy tells whether somebody has said no to a post, or was taken off it.
func (p *post) refusedBy(person string) bool {
	return slices.ContainsFunc(p.held, func(h *db.Engagement) bool {
		return h.Volunteer == person && (h.State == roster.Declined || h.State == roster.Withdrawn || h.TakenOff)
	})
}

func (d *Dispatcher) letStepUp(ctx context.Context, campaign roster.Campaign, found search, counts Counts, now time.Time) error {
	done, err := d.stepUp(ctx, campaign, found.seat, *found.guide, now)
	switch {
	case done:
		counts["stepped_up"]++
	case err == nil || cameBetween(err):
		counts["passed_over"]++
	default:
		return err
	}
	return nil
}

// stepUp gives an empty floor seat to somebody who comes to its shift as a guide, and has their seat
// filled again: more people can guide than open a desk. The page that they have answered shows it, and
// takes it back. It tells false when something has come between.
func (d *Dispatcher) stepUp(ctx context.Context, campaign roster.Campaign, floor db.Seat, guide roster.Assignment, now time.Time) (done bool, err error) {
	by := note(roster.BySystem, roster.SMS, roster.SteppedUp, now)
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		if err := tx.LockRoles(ctx, campaign.ID, floor.Role.ID, guide.Role); err != nil {
			return err
		}
		query := poolQuery(campaign, []string{guide.Volunteer}, floor.Shift.Span, now)
		to, err := tx.LockToAsk(ctx, floor.Role.ID, query)
		if err != nil {
			return err
		}
		guide, page, may, err := d.mayStepUp(ctx, tx, campaign, to, newPool(to.Pool, query, campaign.Location()), guide)
		if done = may && to.Seat.Shift.Ahead(now); err != nil || !done {
			return err
		}
		if err := tx.Move(ctx, campaign.ID, guide, roster.Released, by); err != nil {
			return err
		}
		a, ask, err := offerOnPage(ctx, tx, page, to, roster.FromRefill, by)
		if err != nil {
			return err
		}
		if _, err := d.giveSeat(ctx, tx, campaign, ask, a, to.Seat.Role.Free(), by); err != nil {
			return err
		}
		return tx.Enqueue(ctx, db.RefillRole{Campaign: campaign.ID, Role: guide.Role})
	})
	return done && err == nil, err
}

// mayStepUp holds a guide against the locked floor seat: it is empty, they are expected still, nothing stands
// in the way, and no colleague is asked to come in their stead. page is the question that they said yes to.
func (d *Dispatcher) mayStepUp(ctx context.Context, tx *db.Store, campaign roster.Campaign, to db.ToAsk, people *pool, guide roster.Assignment) (roster.Assignment, db.LinkedAsk, bool, error) {
	none := db.LinkedAsk{}
	guide, err := tx.LockAssignment(ctx, campaign.ID, guide.ID)
	if err != nil || guide.State != roster.Confirmed || to.Seat.Role.Free() == 0 || guide.Shift != to.Seat.Shift.ID {
		return guide, none, false, err
	}
	if _, blocked := outOfDate(match.Against(people.people[0], people.seat(to.Seat), d.rules)); blocked {
		return guide, none, false, nil
	}
	beside, err := tx.AssignmentsOfRoles(ctx, campaign.ID, []string{guide.Role})
	if err != nil || slices.ContainsFunc(beside, func(a roster.Assignment) bool { return a.Replaces == guide.ID }) {
		return guide, none, false, err
	}
	ask, asked, err := tx.LatestAsk(ctx, campaign.ID, guide.ID)
	return guide, db.LinkedAsk{Campaign: campaign.ID, Ask: ask}, asked, err
}
