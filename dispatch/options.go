package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Option is an empty seat that somebody may choose on their answer page, so many kilometres
// from home.
type Option struct {
	db.Seat
	Km float64
}

// options are the seats that a person who has answered all that they were asked may choose: a
// no to one place is often a yes to another. They see no more than the policy shows.
func (d *Dispatcher) options(ctx context.Context, campaign roster.Campaign, volunteer string, now time.Time) ([]Option, error) {
	if d.policy.Options == 0 {
		return nil, nil
	}
	var options []Option
	err := d.glance(ctx, campaign, now, func(s *scene) error {
		person := s.byID[volunteer]
		if person == nil {
			return nil
		}
		for _, seat := range match.Options(person.Person, s.empty(person, roster.Span{Start: now, End: now.Add(planAhead)}), d.rules, d.policy.Options) {
			options = append(options, Option{Seat: s.posts[seat.Role.ID].Seat, Km: person.Home.Km(seat.At)})
		}
		return nil
	})
	return options, err
}

// ChooseLink gives the person of an answer page an empty seat that they choose there; the
// page's link is the credential. It is kept as asked on that page and answered with yes, so
// that the page shows it from then on and takes it back as any other; which ask, comes back.
// ToldClosed, and no ask, when the seat has been taken meanwhile or something stands in the way.
func (d *Dispatcher) ChooseLink(ctx context.Context, link, role string, now time.Time) (ask string, told roster.Told, err error) {
	asks, err := d.store.PageAsks(ctx, link)
	if err != nil {
		return "", "", err
	}
	if len(asks) == 0 {
		return "", "", roster.Missing("link")
	}
	if d.policy.Options == 0 {
		return "", "", roster.Denied("viewer.may_not")
	}
	campaign, err := d.store.Campaign(ctx, asks[0].Campaign)
	if err != nil {
		return "", "", err
	}
	seat, err := d.store.Seat(ctx, campaign.ID, role)
	if err != nil {
		return "", "", err
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		ask, told, err = d.choose(ctx, tx, campaign, asks[0], seat, note(roster.ByVolunteer, roster.Link, "", now))
		return err
	})
	if roster.KindOf(err) == roster.Conflict {
		return "", roster.ToldClosed, nil // of that shift they have a place, or are asked for one
	}
	if err != nil {
		return "", "", fmt.Errorf("choose role %s: %w", role, err)
	}
	return ask, told, nil
}

// choose gives the person of a page a seat, which was as it is given before the transaction.
func (d *Dispatcher) choose(ctx context.Context, tx *db.Store, campaign roster.Campaign, page db.LinkedAsk, was db.Seat, by db.Note) (string, roster.Told, error) {
	query := poolQuery(campaign, []string{page.Volunteer}, was.Shift.Span, by.At)
	to, err := tx.LockToAsk(ctx, was.Role.ID, query)
	if err != nil {
		return "", "", err
	}
	may, err := d.mayChoose(ctx, tx, campaign.ID, to.Seat, newPool(to.Pool, query, campaign.Location()), by.At)
	if err != nil || !may || !to.Seat.Shift.Span.Equal(was.Shift.Span) {
		return "", roster.ToldClosed, err
	}
	a, ask, err := offerOnPage(ctx, tx, page, to, roster.FromVolunteer, by)
	if err != nil {
		return "", "", err
	}
	told, err := d.giveSeat(ctx, tx, campaign, ask, a, to.Seat.Role.Free(), by)
	return ask.ID, told, err
}

// mayChoose tells whether a seat is empty and the one person of a pool may have it.
func (d *Dispatcher) mayChoose(ctx context.Context, tx *db.Store, campaign string, seat db.Seat, people *pool, now time.Time) (bool, error) {
	if seat.Role.Free() == 0 || !seat.Shift.Ahead(now) {
		return false, nil
	}
	person := people.people[0]
	if _, blocked := outOfDate(match.Against(person, people.seat(seat), d.rules)); blocked {
		return false, nil
	}
	mine, err := tx.Standing(ctx, campaign, seat.Role.ID, person.ID)
	return !mine.ReleasedByStaff, err
}

// offerOnPage writes an offer that is answered at once. No text asks for it: its message is the
// one that led to the page, which shows it from then on.
func offerOnPage(ctx context.Context, tx *db.Store, page db.LinkedAsk, to db.ToAsk, source roster.Source, by db.Note) (roster.Assignment, roster.Ask, error) {
	var ids [2]string
	for i := range ids {
		var err error
		if ids[i], err = db.NewID(); err != nil {
			return roster.Assignment{}, roster.Ask{}, err
		}
	}
	shift := to.Seat.Shift
	a := roster.Assignment{
		ID: ids[0], Role: to.Seat.Role.ID, Shift: shift.ID, Commune: shift.Commune, Span: shift.Span,
		Volunteer: page.Volunteer, Source: source, State: roster.Proposed,
	}
	if err := tx.AddAssignment(ctx, page.Campaign, a, by); err != nil {
		return a, roster.Ask{}, err
	}
	if err := tx.Move(ctx, page.Campaign, a, roster.Offered, by); err != nil {
		return a, roster.Ask{}, err
	}
	a.State = roster.Offered
	ask := roster.Ask{
		ID: ids[1], Assignment: a.ID, Volunteer: page.Volunteer, Phone: page.Phone, Code: freeCode(to.Codes), Link: page.Link, Channel: roster.Link,
		Mode: match.ModeFor(by.At, shift.Span.Start, shift.Urgent), Deadline: shift.Span.Start, Message: page.Message, QueuedAt: by.At,
	}
	return a, ask, tx.AddAsk(ctx, page.Campaign, ask)
}
