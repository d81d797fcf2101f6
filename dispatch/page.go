package dispatch

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// AnswerPage is what an answer page shows: who is asked, each shift with what the person has
// said, and once nothing waits for their answer any more, what else they may choose.
type AnswerPage struct {
	Campaign  string
	Volunteer string
	FirstName string
	Lang      string
	Location  *time.Location
	Items     []PageItem
	Options   []Option
}

// PageItem is one shift on an answer page. Told is what was said, empty while the ask is
// open; CanChange tells whether the other answer still counts.
type PageItem struct {
	Ask                  string
	Span                 roster.Span
	Commune, Point       string
	Lat, Lon             float64
	SkillVI, SkillEN     string
	Deadline, LockedFrom time.Time
	Told                 roster.Told
	Open, CanChange      bool
	// Lapsed tells of an open one whose time to answer has passed: a yes may still find a seat, and no
	// is what silence has come to.
	Lapsed bool
	// Elsewhere tells of one that another link asked for: it is shown for what has been said to it.
	Elsewhere bool
	// SwapWith is the given name of the colleague who has been asked to come instead and hasn't
	// answered.
	SwapWith string
	// Cancelled tells that the whole shift is; CanAcknowledge that the person counted on it and
	// hasn't said yet that they know.
	Cancelled, CanAcknowledge bool
}

// saidLately is how long a page goes on showing a no to something that another link asked for, and
// takes it back.
const saidLately = time.Hour

// Page returns what the answer page of a link shows; it changes nothing. NotFound for a link
// that no ask has.
func (d *Dispatcher) Page(ctx context.Context, link string, now time.Time) (AnswerPage, error) {
	asks, err := d.store.Page(ctx, link, now, now.Add(-saidLately))
	if err != nil {
		return AnswerPage{}, err
	}
	if len(asks) == 0 {
		return AnswerPage{}, roster.Missing("link")
	}
	campaign, err := d.store.Campaign(ctx, asks[0].Campaign)
	if err != nil {
		return AnswerPage{}, err
	}
	person := asks[0].Person
	page := AnswerPage{Campaign: campaign.ID, Volunteer: person.ID, FirstName: givenName(person.Name), Lang: person.Lang, Location: campaign.Location()}
	for _, ask := range withoutLeft(asks) {
		item, err := d.pageItem(ctx, ask, now)
		if err != nil {
			return AnswerPage{}, err
		}
		item.Elsewhere = !item.Open && ask.Link != link
		page.Items = append(page.Items, item)
	}
	if slices.ContainsFunc(page.Items, func(item PageItem) bool { return item.Open && !item.Lapsed }) {
		return page, nil
	}
	page.Options, err = d.options(ctx, campaign, person.ID, now)
	return page, err
}

// withoutLeft leaves out the seats that the person had for another one of the same shift.
func withoutLeft(asks []db.PageAsk) []db.PageAsk {
	comes := map[string]bool{}
	for _, ask := range asks {
		if state := ask.About.State; state == roster.Confirmed || state == roster.CheckedIn || state == roster.Completed {
			comes[ask.Seat.Shift.ID] = true
		}
	}
	return slices.DeleteFunc(asks, func(ask db.PageAsk) bool { return ask.About.State == roster.Released && comes[ask.Seat.Shift.ID] })
}

// givenName is the last word of a Vietnamese name.
func givenName(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

func (d *Dispatcher) pageItem(ctx context.Context, ask db.PageAsk, now time.Time) (PageItem, error) {
	seat := ask.Seat
	item := PageItem{
		Ask: ask.ID, Span: seat.Shift.Span, Commune: seat.Commune, Point: seat.Point, Lat: seat.Lat, Lon: seat.Lon,
		SkillVI: seat.SkillVI, SkillEN: seat.SkillEN, Deadline: ask.Deadline, LockedFrom: seat.Shift.Span.Start.Add(-d.rules.LockBeforeStart),
	}
	return item, d.tellTruth(ctx, &item, ask, now)
}

// tellTruth fills in what has become of the shift for this person.
func (d *Dispatcher) tellTruth(ctx context.Context, item *PageItem, ask db.PageAsk, now time.Time) error {
	a, stands, seat := ask.About, ask.Stands, ask.Seat
	if seat.Shift.Cancelled {
		item.Told, item.Cancelled = roster.ToldClosed, true
		seen, err := d.store.Acknowledgements(ctx, roster.Scope{Campaign: ask.Campaign, All: true}, []string{a.ID})
		item.CanAcknowledge = len(seen) == 0
		return err
	}
	begun := !seat.Shift.Span.Start.After(now)
	switch a.State {
	case roster.Offered, roster.Proposed:
		item.Open = !begun || mayStillJoin(seat, ask.Ask, now)
		if !item.Open {
			item.Told = roster.ToldClosed
		}
		return nil
	case roster.Confirmed, roster.CheckedIn, roster.Completed:
		item.Told, item.CanChange = roster.ToldConfirmed, !begun && a.State == roster.Confirmed
		item.SwapWith = givenName(ask.SwapWith)
		return nil
	case roster.Declined, roster.Expired, roster.Withdrawn, roster.Released, roster.LeftEarly, roster.NoShow:
	}
	locked := !now.Before(item.LockedFrom)
	switch {
	case stands.Confirmed:
		item.Told, item.CanChange = roster.ToldConfirmed, !begun
	case stands.Waiting:
		item.Told, item.CanChange = roster.ToldWaiting, !begun
	case a.State == roster.Declined || a.State == roster.Withdrawn:
		item.Told, item.CanChange = roster.ToldDeclined, !begun && !locked
	case begun || stands.ReleasedByStaff:
		item.Told = roster.ToldClosed
	case a.State == roster.Expired:
		item.Open, item.Lapsed = true, true
	default:
		item.Told, item.CanChange = roster.ToldClosed, seat.Role.Free() > 0
	}
	return nil
}
