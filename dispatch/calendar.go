package dispatch

import (
	"context"
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Calendar gives the shifts that a volunteer has said yes to as iCalendar.
func (d *Dispatcher) Calendar(ctx context.Context, campaign, volunteer string) ([]byte, error) {
	of, err := d.store.Campaign(ctx, campaign)
	if err != nil {
		return nil, err
	}
	shifts, err := d.store.OwnShifts(ctx, campaign, volunteer)
	if err != nil {
		return nil, fmt.Errorf("calendar of %s: %w", volunteer, err)
	}
	appointments := make([]exchange.Appointment, len(shifts))
	for i, s := range shifts {
		task := s.SkillVI
		if s.Lang == string(i18n.EN) {
			task = s.SkillEN
		}
		appointments[i] = exchange.Appointment{
			ID: s.ID, Title: i18n.Text(i18n.Lang(s.Lang), "export.appointment", "task", task, "commune", s.Commune),
			Place: s.Point, Span: s.Span, ChangedAt: s.ChangedAt,
		}
	}
	return exchange.Calendar(of.Name, appointments)
}

// ImportTimetable takes the times of an exam or class timetable (iCalendar) out of when a
// volunteer is free, on the campaign's days. Shifts that the person has taken stay.
func (d *Dispatcher) ImportTimetable(ctx context.Context, v roster.Viewer, volunteer string, file []byte) (roster.Volunteer, error) {
	if err := v.May(roster.SetAvailability); err != nil {
		return roster.Volunteer{}, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.Volunteer{}, err
	}
	loc := campaign.Location()
	days := roster.Span{Start: campaign.StartsOn.Time(loc), End: campaign.EndsOn.AddDays(1).Time(loc)}
	busy, err := exchange.Busy(file, days, loc)
	if err != nil {
		return roster.Volunteer{}, err
	}
	return d.changeAvailability(ctx, v, volunteer, anyVersion, func(a *roster.Availability) { *a = a.Without(clip(busy, days), loc) })
}

// clip keeps spans within others: an event of a year touches no day but the campaign's.
func clip(spans []roster.Span, within roster.Span) []roster.Span {
	clipped := make([]roster.Span, len(spans))
	for i, s := range spans {
		clipped[i] = roster.Span{Start: later(s.Start, within.Start), End: earlier(s.End, within.End)}
	}
	return clipped
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// changeAvailability changes when one of the viewer's people is free, in one transaction, if
// the person is at that version still.
func (d *Dispatcher) changeAvailability(ctx context.Context, v roster.Viewer, volunteer string, version int, change func(*roster.Availability)) (roster.Volunteer, error) {
	var changed roster.Volunteer
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		var err error
		if changed, err = lockOwn(ctx, tx, v, volunteer); err != nil {
			return err
		}
		if err := unchangedSince(version, changed.Version, "input.version"); err != nil {
			return err
		}
		change(&changed.Availability)
		return tx.SetAvailability(ctx, v.Campaign, changed)
	})
	if err != nil {
		return roster.Volunteer{}, fmt.Errorf("set availability: %w", err)
	}
	return changed, nil
}

// lockOwn locks one of the viewer's people to change what they have said; somebody else's is
// NotFound, and who has been erased is a conflict.
func lockOwn(ctx context.Context, tx *db.Store, v roster.Viewer, volunteer string) (roster.Volunteer, error) {
	if err := tx.LockVolunteer(ctx, v.Campaign, volunteer); err != nil {
		return roster.Volunteer{}, err
	}
	people, err := tx.People(ctx, v.Campaign, []string{volunteer})
	if err != nil {
		return roster.Volunteer{}, err
	}
	if scope := v.Scope(); !scope.All && scope.Organisation != people[0].Organisation && scope.Volunteer != volunteer {
		return roster.Volunteer{}, roster.Missing("volunteer")
	}
	return people[0], living(ctx, tx, v.Campaign, volunteer)
}
