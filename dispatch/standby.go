package dispatch

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

const (
	longestStandby = 24 * time.Hour
	mostStandbys   = 60
)

// SetStandby replaces when somebody can be called at short notice: for the person, the own
// organisation and the department. Whoever is on standby is asked first when a seat is empty
// right before its start; they are free to say no.
func (d *Dispatcher) SetStandby(ctx context.Context, v roster.Viewer, volunteer string, spans []roster.Span, now time.Time) ([]roster.Standby, error) {
	if err := v.May(roster.SetAvailability); err != nil {
		return nil, err
	}
	if err := checkStandby(spans, now).Err(); err != nil {
		return nil, err
	}
	err := d.store.InTx(ctx, func(tx *db.Store) error {
		if _, err := lockOwn(ctx, tx, v, volunteer); err != nil {
			return err
		}
		return tx.SetStandby(ctx, v.Campaign, volunteer, spans, now)
	})
	if err != nil {
		return nil, fmt.Errorf("set standby: %w", err)
	}
	set := make([]roster.Standby, len(spans))
	for i, span := range spans {
		set[i] = roster.Standby{Volunteer: volunteer, Span: span}
	}
	return set, nil
}

// Standbys are those who can be called at short notice in some part of a span, of the people
// whom the viewer may see.
func (d *Dispatcher) Standbys(ctx context.Context, v roster.Viewer, span roster.Span) ([]roster.Standby, error) {
	if err := checkLook(span); err != nil {
		return nil, err
	}
	return d.store.Standbys(ctx, v.Scope(), span)
}

// Reserve counts for the communes that the viewer coordinates how many of those could come.
func (d *Dispatcher) Reserve(ctx context.Context, v roster.Viewer, span roster.Span) ([]roster.CommuneReserve, error) {
	if v.Role != roster.AsDepartment && v.Role != roster.AsCommune {
		return nil, roster.Denied("viewer.may_not")
	}
	if err := checkLook(span); err != nil {
		return nil, err
	}
	return d.store.Reserve(ctx, v.Scope(), span)
}

func checkLook(span roster.Span) error {
	const mostDays = 31
	switch {
	case !span.Start.Before(span.End):
		return roster.Bad("to", "shift.ends_before_start")
	case span.End.Sub(span.Start) > mostDays*24*time.Hour:
		return roster.Bad("to", "standby.span_too_long", "days", mostDays)
	}
	return nil
}

func checkStandby(spans []roster.Span, now time.Time) roster.Faults {
	var faults roster.Faults
	if len(spans) > mostStandbys {
		return append(faults, roster.Bad("input.spans", "standby.too_many", "max", mostStandbys))
	}
	for i, span := range spans {
		at := func(field string) string { return fmt.Sprintf("input.spans[%d].%s", i, field) }
		switch {
		case !span.Start.Before(span.End):
			faults = append(faults, roster.Bad(at("end"), "shift.ends_before_start"))
		case span.End.Sub(span.Start) > longestStandby:
			faults = append(faults, roster.Bad(at("end"), "shift.too_long", "hours", int(longestStandby.Hours())))
		case !span.End.After(now):
			faults = append(faults, roster.Bad(at("start"), "shift.in_the_past"))
		case slices.ContainsFunc(spans[:i], span.Overlaps):
			faults = append(faults, roster.Bad(at("start"), "standby.overlaps"))
		}
	}
	return faults
}

// reserveFirst puts those on standby before all others when there is no time for a second
// question.
func (d *Dispatcher) reserveFirst(ctx context.Context, campaign string, seat db.Seat, people []match.Candidate, now time.Time) error {
	if len(people) == 0 || match.ModeFor(now, seat.Shift.Span.Start, seat.Shift.Urgent) != roster.Urgent {
		return nil
	}
	reserve, err := d.store.OnStandby(ctx, campaign, seat.Shift.Span)
	if err != nil {
		return err
	}
	place := make(map[string]int, len(reserve))
	for _, id := range reserve {
		place[id] = -1
	}
	slices.SortStableFunc(people, func(a, b match.Candidate) int { return cmp.Compare(place[a.ID], place[b.ID]) })
	return nil
}
