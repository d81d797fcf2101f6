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
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		ask, told, err = d.choose(ctx, tx, asks[0], role, note(roster.ByVolunteer, roster.Link, "", now))
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

func (d *Dispatcher) choose(ctx context.Context, tx *db.Store, page db.LinkedAsk, role string, by db.Note) (string, roster.Told, error) {
	campaign, err := tx.Campaign(ctx, page.Campaign)
	if err != nil {
		return "", "", err
	}
	if err := tx.LockRoles(ctx, campaign.ID, role); err != nil {
		return "", "", err
	}
	if err := tx.LockVolunteer(ctx, campaign.ID, page.Volunteer); err != nil {
		return "", "", err
	}
	seat, err := tx.Seat(ctx, campaign.ID, role)
	if err != nil {
		return "", "", err
	}
	may, err := d.mayChoose(ctx, tx, campaign, seat, page.Volunteer, by.At)
	if err != nil || !may {
		return "", roster.ToldClosed, err
	}
	a, ask, err := d.offerChoice(ctx, tx, page, seat, by)
	if err != nil {
		return "", "", err
	}
	told, err := d.giveSeat(ctx, tx, campaign, ask, a, seat.Role.Free(), by)
	return ask.ID, told, err
}

// mayChoose tells whether a seat is empty and the person may have it.
func (d *Dispatcher) mayChoose(ctx context.Context, tx *db.Store, campaign roster.Campaign, seat db.Seat, volunteer string, now time.Time) (bool, error) {
	mine, err := tx.Standing(ctx, campaign.ID, seat.Role.ID, volunteer)
	if err != nil || mine.ReleasedByStaff || seat.Role.Free() == 0 || stillAhead(seat.Shift, now) != nil {
		return false, err
	}
	people, err := loadPool(ctx, tx, campaign, []string{volunteer}, seat.Shift.Span, now)
	if err != nil {
		return false, err
	}
	_, blocked := outOfDate(match.Against(people.people[0], people.seat(seat), d.rules))
	return !blocked, nil
}

// offerChoice writes the offer that a choice answers. No text asks for it: its message is the
// one that led to the page.
func (d *Dispatcher) offerChoice(ctx context.Context, tx *db.Store, page db.LinkedAsk, seat db.Seat, by db.Note) (roster.Assignment, roster.Ask, error) {
	var ids [2]string
	for i := range ids {
		var err error
		if ids[i], err = db.NewID(); err != nil {
			return roster.Assignment{}, roster.Ask{}, err
		}
	}
	codes, err := tx.CodesInUse(ctx, page.Phone)
	if err != nil {
		return roster.Assignment{}, roster.Ask{}, err
	}
	a := roster.Assignment{ID: ids[0], Role: seat.Role.ID, Volunteer: page.Volunteer, Source: roster.FromVolunteer}
	if err := tx.AddAssignment(ctx, page.Campaign, a, by); err != nil {
		return a, roster.Ask{}, err
	}
	if a, err = tx.LockAssignment(ctx, page.Campaign, a.ID); err != nil {
		return a, roster.Ask{}, err
	}
	if err := tx.Move(ctx, page.Campaign, a, roster.Offered, by); err != nil {
		return a, roster.Ask{}, err
	}
	ask := roster.Ask{
		ID: ids[1], Assignment: a.ID, Volunteer: page.Volunteer, Phone: page.Phone, Code: freeCode(codes), Link: page.Link, Channel: roster.Link,
		Mode: match.ModeFor(by.At, seat.Shift.Span.Start, seat.Shift.Urgent), Deadline: seat.Shift.Span.Start, Message: page.Message, QueuedAt: by.At,
	}
	if err := tx.AddAsk(ctx, page.Campaign, ask); err != nil {
		return a, ask, err
	}
	a, err = tx.LockAssignment(ctx, page.Campaign, a.ID)
	return a, ask, err
}
