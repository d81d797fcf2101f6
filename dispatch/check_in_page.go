package dispatch

import (
	"context"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// PresencePage is what a check-in page shows: whose it is, and the shifts of about now that
// the person has promised.
type PresencePage struct {
	FirstName string
	Lang      string
	Location  *time.Location
	Items     []PresenceItem
}

// PresenceItem is one shift on a check-in page. From OpensAt on the person can check in;
// CanIn and CanOut tell what can be done now.
type PresenceItem struct {
	Assignment       string
	State            roster.AssignmentState
	Span             roster.Span
	Commune, Point   string
	Lat, Lon         float64
	SkillVI, SkillEN string
	OpensAt          time.Time
	CanIn, CanOut    bool
}

// How far from now a shift may be that a check-in page shows.
const (
	presenceAhead  = 16 * time.Hour
	presenceBehind = 3 * time.Hour
)

// PresencePage returns what the check-in page of a link shows; it changes nothing. NotFound
// for a link that no ask has.
func (d *Dispatcher) PresencePage(ctx context.Context, link string, now time.Time) (PresencePage, error) {
	holder, err := d.store.LinkHolder(ctx, link)
	if err != nil {
		return PresencePage{}, err
	}
	campaign, err := d.store.Campaign(ctx, holder.Campaign)
	if err != nil {
		return PresencePage{}, err
	}
	people, err := d.store.People(ctx, holder.Campaign, []string{holder.Volunteer})
	if err != nil {
		return PresencePage{}, err
	}
	promised, err := d.store.PromisedBetween(ctx, holder, roster.Span{Start: now.Add(-presenceBehind), End: now.Add(presenceAhead)})
	if err != nil {
		return PresencePage{}, err
	}
	page := PresencePage{FirstName: givenName(people[0].Name), Lang: people[0].Lang, Location: campaign.Location()}
	for _, a := range withoutReturned(promised) {
		seat, err := d.store.Seat(ctx, holder.Campaign, a.Role)
		if err != nil {
			return PresencePage{}, err
		}
		page.Items = append(page.Items, presenceItem(a, seat, now))
	}
	return page, nil
}

// withoutReturned leaves out absences of people who came after all, and have an assignment of
// the same role again.
func withoutReturned(promised []roster.Assignment) []roster.Assignment {
	there := map[string]bool{}
	for _, a := range promised {
		there[a.Role] = there[a.Role] || a.State != roster.NoShow
	}
	var shown []roster.Assignment
	for _, a := range promised {
		if a.State != roster.NoShow || !there[a.Role] {
			shown = append(shown, a)
		}
	}
	return shown
}

func presenceItem(a roster.Assignment, seat db.Seat, now time.Time) PresenceItem {
	open := !match.TooEarly(now, a.Span) && now.Before(a.Span.End)
	return PresenceItem{
		Assignment: a.ID, State: a.State, Span: a.Span, Commune: seat.Commune, Point: seat.Point, Lat: seat.Lat, Lon: seat.Lon,
		SkillVI: seat.SkillVI, SkillEN: seat.SkillEN, OpensAt: a.Span.Start.Add(-match.CheckInBefore),
		CanIn:  open && (a.State == roster.Confirmed || a.State == roster.NoShow),
		CanOut: a.State == roster.CheckedIn,
	}
}

// CheckInLink checks the holder of a link in; the link stands for the person.
func (d *Dispatcher) CheckInLink(ctx context.Context, link, assignment string, shown Shown, now time.Time) error {
	v, err := d.asHolder(ctx, link)
	if err != nil {
		return err
	}
	_, err = d.CheckIn(ctx, v, assignment, shown, now)
	return err
}

// CheckOutLink checks the holder of a link out.
func (d *Dispatcher) CheckOutLink(ctx context.Context, link, assignment string, now time.Time) error {
	v, err := d.asHolder(ctx, link)
	if err != nil {
		return err
	}
	_, err = d.CheckOut(ctx, v, assignment, now)
	return err
}

func (d *Dispatcher) asHolder(ctx context.Context, link string) (roster.Viewer, error) {
	holder, err := d.store.LinkHolder(ctx, link)
	if err != nil {
		return roster.Viewer{}, err
	}
	return roster.Viewer{Role: roster.AsVolunteer, Campaign: holder.Campaign, Volunteer: holder.Volunteer}, nil
}
