package dispatch

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/roster"
)

// HelpInput is a commune's call for people as it is asked for. Point may be empty: the
// commune's desk.
type HelpInput struct {
	Commune, Point string
	Span           roster.Span
	Roles          []roster.RoleNeed
	Reason         string
	Urgent         bool
}

// The bounds of a call for people.
const (
	longestShift  = 16 * time.Hour
	mostSeats     = 500
	mostRoles     = 20
	highestLevel  = 5
	longestReason = 500
)

// RequestHelp stores a call for people. All faults of the input come back together, by the
// names of the API's input. A campaign that approves by itself makes the shift at once.
func (d *Dispatcher) RequestHelp(ctx context.Context, v roster.Viewer, in HelpInput, now time.Time) (roster.HelpRequest, error) {
	if err := v.May(roster.RequestHelp); err != nil {
		return roster.HelpRequest{}, err
	}
	campaign, err := d.store.Campaign(ctx, v.Campaign)
	if err != nil {
		return roster.HelpRequest{}, err
	}
	if v.Commune != "" && v.Commune != in.Commune {
		return roster.HelpRequest{}, roster.Missing("commune")
	}
	if err := d.checkHelp(ctx, campaign, &in, now); err != nil {
		return roster.HelpRequest{}, err
	}
	id, err := db.NewID()
	if err != nil {
		return roster.HelpRequest{}, err
	}
	request := roster.HelpRequest{
		ID: id, Commune: in.Commune, Point: in.Point, State: roster.RequestOpen, Span: in.Span,
		Reason: in.Reason, Urgent: in.Urgent, Roles: in.Roles, CreatedAt: now, Version: 1,
	}
	err = d.store.InTx(ctx, func(tx *db.Store) error {
		made, err := addRequest(ctx, tx, campaign, request, now)
		if err == nil {
			request = made
		}
		return err
	})
	if err != nil {
		return roster.HelpRequest{}, fmt.Errorf("request help for %s: %w", in.Commune, err)
	}
	return request, nil
}

// addRequest stores a call for people, and approves it where the campaign does so by itself.
func addRequest(ctx context.Context, tx *db.Store, campaign roster.Campaign, request roster.HelpRequest, now time.Time) (roster.HelpRequest, error) {
	if err := tx.AddRequest(ctx, campaign.ID, request); err != nil || !campaign.AutoApprove {
		return request, err
	}
	request.State = roster.RequestApproved
	request.Version++
	return request, approve(ctx, tx, campaign.ID, request, now)
}

func (d *Dispatcher) checkHelp(ctx context.Context, campaign roster.Campaign, in *HelpInput, now time.Time) error {
	words, err := d.store.Vocabulary(ctx, campaign.ID)
	if err != nil {
		return err
	}
	faults := checkSpan(campaign, in.Span, now)
	faults = append(faults, checkRoles(in.Roles, words.Skills)...)
	if in.Reason = strings.TrimSpace(in.Reason); in.Reason == "" {
		faults = append(faults, roster.Bad("input.reason", "request.reason_missing"))
	} else if len([]rune(in.Reason)) > longestReason {
		faults = append(faults, roster.Bad("input.reason", "request.reason_too_long", "max", longestReason))
	}
	if !words.Communes[in.Commune] {
		faults = append(faults, roster.Bad("input.communeCode", "commune.unknown", "code", in.Commune))
		return faults.Err()
	}
	place, err := d.checkPoint(ctx, campaign.ID, in)
	if err != nil {
		return err
	}
	return append(faults, place...).Err()
}

func checkSpan(campaign roster.Campaign, span roster.Span, now time.Time) roster.Faults {
	var faults roster.Faults
	if !span.Start.Before(span.End) {
		return append(faults, roster.Bad("input.end", "shift.ends_before_start"))
	}
	if span.End.Sub(span.Start) > longestShift {
		faults = append(faults, roster.Bad("input.end", "shift.too_long", "hours", int(longestShift.Hours())))
	}
	if !campaign.Holds(span.Start, span.End) {
		faults = append(faults, roster.Bad("input.start", "shift.outside_campaign", "from", campaign.StartsOn, "to", campaign.EndsOn))
	}
	if span.Start.Before(now) {
		faults = append(faults, roster.Bad("input.start", "shift.in_the_past"))
	}
	loc := campaign.Location()
	lastMoment := span.End.Add(-time.Nanosecond)
	if roster.DateOf(span.Start, loc) != roster.DateOf(lastMoment, loc) && span.End.Sub(span.Start) <= longestShift {
		faults = append(faults, roster.Bad("input.end", "shift.over_midnight"))
	}
	return faults
}

func checkRoles(roles []roster.RoleNeed, skills map[string]bool) roster.Faults {
	var faults roster.Faults
	if len(roles) == 0 {
		faults = append(faults, roster.Bad("input.roles", "request.no_roles"))
	}
	if len(roles) > mostRoles {
		return append(faults, roster.Bad("input.roles", "request.too_many_roles", "max", mostRoles))
	}
	for i, r := range roles {
		at := func(field string) string { return fmt.Sprintf("input.roles[%d].%s", i, field) }
		if !skills[r.Skill] {
			faults = append(faults, roster.Bad(at("skill"), "skill.unknown", "code", r.Skill))
		}
		if r.Level < 1 || r.Level > highestLevel {
			faults = append(faults, roster.Bad(at("level"), "skill.level_out_of_range", "max", highestLevel))
		}
		if r.Seats < 1 || r.Seats > mostSeats {
			faults = append(faults, roster.Bad(at("seats"), "role.seats_out_of_range", "max", mostSeats))
		}
	}
	return faults
}

// checkPoint puts the commune's desk where no point is named.
func (d *Dispatcher) checkPoint(ctx context.Context, campaign string, in *HelpInput) (roster.Faults, error) {
	if in.Point == "" {
		desk, err := d.store.DeskOf(ctx, campaign, in.Commune)
		in.Point = desk
		return nil, err
	}
	found, err := d.store.HasPoint(ctx, campaign, in.Commune, in.Point)
	if err != nil || found {
		return nil, err
	}
	return roster.Faults{roster.Bad("input.pointId", "point.unknown")}, nil
}
