package graph

import (
	"context"
	"encoding/json"
	"io"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/graph/gen"
	"github.com/tiepsuc/tiepsuc/match"
	"github.com/tiepsuc/tiepsuc/roster"
)

// nonZero is a value as a nullable field: null for the zero value.
func nonZero[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// single is the one row that was looked for; none is not found, whether it doesn't exist or
// isn't the viewer's.
func single[T any](found []T, err error, noun string) (T, error) {
	if err == nil && len(found) == 0 {
		err = roster.Missing(noun)
	}
	if err != nil {
		var none T
		return none, err
	}
	return found[0], nil
}

// first is the first row, null when there is none.
func first[T any](found []T, err error) (*T, error) {
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// ownCampaign is the viewer's scope; a campaign that isn't the viewer's is not found.
func ownCampaign(ctx context.Context, campaign *string) (roster.Scope, error) {
	scope := scopeOf(ctx)
	if campaign != nil && *campaign != scope.Campaign {
		return roster.Scope{}, roster.Missing("campaign")
	}
	return scope, nil
}

func helpInput(in gen.RequestHelpInput) dispatch.HelpInput {
	return dispatch.HelpInput{
		Commune: in.CommuneCode, Point: or(in.PointID), Span: roster.Span{Start: in.Start, End: in.End}, Roles: roleNeeds(in.Roles),
		Reason: in.Reason, Urgent: or(in.Urgent),
	}
}

func roleNeeds(in []gen.RoleInput) []roster.RoleNeed {
	roles := make([]roster.RoleNeed, len(in))
	for i, r := range in {
		roles[i] = roster.RoleNeed{Skill: r.Skill, Level: orElse(r.Level, 1), Kind: or(r.Kind), Seats: r.Seats, Floor: or(r.Floor)}
	}
	return roles
}

func orElse[T any](p *T, usual T) T {
	if p == nil {
		return usual
	}
	return *p
}

func supposition(in gen.WhatIfInput) roster.Supposition {
	s := roster.Supposition{Days: in.Days, FloorWeight: in.FloorWeight, KmWeight: in.KmWeight}
	if w := in.Withdraw; w != nil {
		s.Withdraw = &roster.Withdrawal{Organisation: or(w.Organisation), Commune: or(w.CommuneCode), Count: or(w.Count)}
	}
	for _, n := range in.Add {
		s.Add = append(s.Add, roster.Newcomers{Commune: n.CommuneCode, Skill: n.Skill, Level: n.Level, Count: n.Count, Kind: n.Kind})
	}
	for _, d := range in.Scale {
		s.Scale = append(s.Scale, roster.Demand{Communes: d.CommuneCodes, From: d.From, To: d.To, Factor: d.Factor})
	}
	for _, h := range in.Hold {
		s.Hold = append(s.Hold, roster.ExtraShift{Communes: h.CommuneCodes, Span: roster.Span{Start: h.Start, End: h.End}, Roles: roleNeeds(h.Roles)})
	}
	return s
}

func people(in []gen.PersonInput) []dispatch.Person {
	list := make([]dispatch.Person, len(in))
	for i, p := range in {
		list[i] = dispatch.Person{
			ExternalID: p.ExternalID, Name: p.Name, Phone: p.Phone, Kind: p.Kind, HomeCommune: p.HomeCommune,
			Weekly: weekly(p.Weekly), Exceptions: dated(p.Exceptions),
			MaxHoursDay: or(p.MaxHoursPerDay), MaxHoursWeek: or(p.MaxHoursPerWeek), MaxDaysWeek: or(p.MaxDaysPerWeek), MaxKm: or(p.MaxKm),
			Prefer: p.Prefer, Avoid: p.Avoid, ConsentSMS: or(p.ConsentSms),
		}
		for _, s := range p.Skills {
			list[i].Skills = append(list[i].Skills, roster.SkillLevel{Skill: s.Code, Level: s.Level})
		}
	}
	return list
}

func availabilityInput(in gen.SetAvailabilityInput) dispatch.AvailabilityInput {
	return dispatch.AvailabilityInput{Volunteer: in.Volunteer, Weekly: weekly(in.Weekly), Exceptions: dated(in.Exceptions), Version: or(in.Version)}
}

func weekly(in []gen.WeeklyInput) []dispatch.WeeklyHours {
	if in == nil {
		return nil
	}
	list := make([]dispatch.WeeklyHours, len(in))
	for i, w := range in {
		list[i] = dispatch.WeeklyHours{Weekday: w.Weekday, From: w.From, To: w.To}
	}
	return list
}

func dated(in []gen.ExceptionInput) []dispatch.DatedHours {
	if in == nil {
		return nil
	}
	list := make([]dispatch.DatedHours, len(in))
	for i, e := range in {
		list[i] = dispatch.DatedHours{Date: e.Date, Available: e.Available, From: or(e.From), To: or(e.To)}
	}
	return list
}

// hook is a webhook of the viewer's after a change.
func (r *Resolver) hook(ctx context.Context, id string) (roster.Hook, error) {
	found, err := r.store.Hooks(ctx, scopeOf(ctx), []string{id})
	return single(found, err, "hook")
}

// hookSecret is a webhook with its secret, for the caller who has just been given it and lost
// the answer.
func (r *Resolver) hookSecret(ctx context.Context, id string) (gen.WebhookSecret, error) {
	hook, err := r.hook(ctx, id)
	if err != nil {
		return gen.WebhookSecret{}, err
	}
	secret, err := r.store.HookSecret(ctx, scopeOf(ctx), id)
	return gen.WebhookSecret{Webhook: hook, Secret: secret}, err
}

func writeJSON(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) }

// shownBy is what a check-in shows; half a position is none.
func shownBy(proof gen.CheckInInput) dispatch.Shown {
	shown := dispatch.Shown{Code: or(proof.Code)}
	if proof.Lat != nil && proof.Lon != nil {
		shown.At = &match.Place{Lat: *proof.Lat, Lon: *proof.Lon}
	}
	return shown
}
